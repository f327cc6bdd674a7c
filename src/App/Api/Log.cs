namespace Stadtfunk.App.Api;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Route} broke, number {Number}")]
    public static partial void Broken(ILogger log, string method, string route, string number, Exception bug);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {Route}: the database did not answer")]
    public static partial void DatabaseAway(ILogger log, string method, string route, Exception away);
}
