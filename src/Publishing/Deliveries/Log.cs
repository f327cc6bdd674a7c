using Microsoft.Extensions.Logging;

namespace Stadtfunk.Publishing.Deliveries;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of delivery {Delivery} was lost; nothing further is done with it here")]
    public static partial void LeaseLost(ILogger log, Guid delivery);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of delivery {Delivery} could not be written; it is tried again while the lease holds")]
    public static partial void OutcomeNotWritten(ILogger log, Guid delivery, Exception away);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} stopped with an error; its row stays and its lease will lapse")]
    public static partial void CourierFailed(ILogger log, Guid delivery, Exception bug);

    [LoggerMessage(Level = LogLevel.Error, Message = "Lane of channel {Channel} failed")]
    public static partial void LaneFailed(ILogger log, Guid channel, Exception bug);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lane of channel {Channel} could not be woken")]
    public static partial void LaneAway(ILogger log, Guid channel, Exception away);

    [LoggerMessage(Level = LogLevel.Error, Message = "The round could not move {About}; it comes again")]
    public static partial void RoundStumbled(ILogger log, Guid about, Exception bug);

    [LoggerMessage(Level = LogLevel.Warning, Message = "How long channel {Channel} shall wait could not be written; only this process knows of it")]
    public static partial void PatienceNotWritten(ILogger log, Guid channel, Exception away);
}
