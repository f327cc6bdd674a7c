using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Events;

/// <param name="Count">How many events wait although they have been tried again and again.</param>
/// <param name="Oldest">UTC; when the oldest of them happened. Null when there is none.</param>
public sealed record StuckView(int Count, DateTime? Oldest);

/// <summary>
/// Events whose handler keeps failing. They are tried again for ever, at the end every ten minutes, and nothing of them is lost; but somebody
/// has to know, because what should follow from them has not happened.
/// </summary>
public sealed class StuckEvents(Db db, DatabaseClock clock, EventMap events)
{
    /// <summary>Half a minute of failing: whatever passes by itself has passed by then.</summary>
    private const int Tries = 5;

    public async Task<StuckView> Read(CancellationToken ct)
    {
        var stuck = Stuck();
        var count = await stuck.CountAsync(ct);
        return new StuckView(count, count == 0 ? null : await stuck.MinAsync(x => (DateTime?)x.RaisedAt, ct));
    }

    /// <summary>Does one of them speak of this thing (a post, a channel)?</summary>
    public Task<bool> About(Guid id, CancellationToken ct)
    {
        var text = id.ToString();
        return Stuck().AnyAsync(x => x.Payload.Contains(text), ct);
    }

    /// <summary>Now and not only when their time comes.</summary>
    public async Task<int> TryAgain(CancellationToken ct)
    {
        var now = clock.Now;
        var rows = await Stuck().Where(x => x.Owner == null && x.NextAt > now).ExecuteUpdateAsync(set => set.SetProperty(x => x.NextAt, now), ct);
        events.Wake();
        return rows;
    }

    private IQueryable<OutboxRow> Stuck() => db.Set<OutboxRow>().AsNoTracking().Where(x => x.Attempt >= Tries);
}
