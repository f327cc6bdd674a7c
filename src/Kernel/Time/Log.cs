using Microsoft.Extensions.Logging;

namespace Stadtfunk.Kernel.Time;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Nudge of round {Round} did not arrive")]
    public static partial void NudgeLost(ILogger log, string round, Exception away);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Round {Round} could not be woken")]
    public static partial void WakeFailed(ILogger log, string round, Exception away);

    [LoggerMessage(Level = LogLevel.Error, Message = "Round {Round} failed; it comes again")]
    public static partial void TickFailed(ILogger log, string round, Exception bug);
}
