using Microsoft.Extensions.Logging;

namespace Stadtfunk.Kernel.Mail;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail leaves: {Fault}; mails wait and are tried again")]
    public static partial void NoMailLeaves(ILogger log, MailFault fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} was given up: {Fault}")]
    public static partial void MailGivenUp(ILogger log, Guid mail, MailFault fault);
}
