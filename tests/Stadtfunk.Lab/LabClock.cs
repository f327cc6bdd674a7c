namespace Stadtfunk.Lab;

/// <summary>The Lab's time: the machine's, moved ahead as far as a test asks (an idempotency key lives for an hour).</summary>
internal sealed class LabClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public DateTime Now => GetUtcNow().UtcDateTime;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
