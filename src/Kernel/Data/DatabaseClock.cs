namespace Stadtfunk.Kernel.Data;

/// <summary>
/// The time that all nodes agree on: this machine's clock, put right by the database's where several nodes share one. Leases and due times
/// are compared with it.
/// </summary>
public sealed class DatabaseClock(TimeProvider clock)
{
    private long offsetTicks;

    public DateTime Now => clock.GetUtcNow().UtcDateTime + TimeSpan.FromTicks(Interlocked.Read(ref offsetTicks));

    /// <summary>Set by the App, which measures it (provider SQL lives only there).</summary>
    public void PutRight(TimeSpan offset) => Interlocked.Exchange(ref offsetTicks, offset.Ticks);
}
