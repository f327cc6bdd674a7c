using Microsoft.Extensions.Logging;

namespace Stadtfunk.Editorial.Posts;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Who else has post {Post} open could not be asked just now")]
    public static partial void SeatsAway(ILogger log, Guid post, Exception away);
}
