using Microsoft.Extensions.Logging;

namespace Stadtfunk.Kernel.Events;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox cannot be read; it will be tried again")]
    public static partial void PumpFailed(ILogger log, Exception outage);

    [LoggerMessage(Level = LogLevel.Error, Message = "Handler {Handler} failed on outbox row {Row}, attempt {Attempt}")]
    public static partial void HandlerFailed(ILogger log, string handler, Guid row, int attempt, Exception bug);

    [LoggerMessage(Level = LogLevel.Information, Message = "Live updates are not passed to the other nodes just now")]
    public static partial void PulseNotPassed(ILogger log, Exception away);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A listener of pulse {Topic} failed")]
    public static partial void ListenerFailed(ILogger log, string topic, Exception bug);
}
