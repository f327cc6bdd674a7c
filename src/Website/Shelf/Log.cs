using Microsoft.Extensions.Logging;

namespace Stadtfunk.Website.Shelf;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Public page {Page} could not be written to disk")]
    public static partial void FileNotWritten(ILogger log, string page, Exception full);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Public page {Page} could not be read from disk")]
    public static partial void FileNotRead(ILogger log, string page, Exception gone);

    [LoggerMessage(Level = LogLevel.Error, Message = "Public page {Page} could not be removed from disk")]
    public static partial void FileNotRemoved(ILogger log, string page, Exception held);

    [LoggerMessage(Level = LogLevel.Error, Message = "Public page {Page} could not be made")]
    public static partial void NotMade(ILogger log, string page, Exception outage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Public page {Page} was not made within {Seconds} s")]
    public static partial void TooSlow(ILogger log, string page, int seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The edition of the website could not be read; pages stay as they are")]
    public static partial void EditionAway(ILogger log, Exception outage);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} public pages were written to disk")]
    public static partial void FilledUp(ILogger log, int count);
}
