namespace Stadtfunk.App.Demo;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The demo city is complete.")]
    public static partial void Made(ILogger log);

    [LoggerMessage(2, LogLevel.Warning, "The demo city is not complete yet, another try follows: {Why}")]
    public static partial void Stopped(ILogger log, string why);
}
