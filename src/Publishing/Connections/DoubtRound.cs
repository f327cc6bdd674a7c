using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Log = Stadtfunk.Publishing.Deliveries.Log;

namespace Stadtfunk.Publishing.Connections;

/// <summary>Asks the networks of channels whose sign-in is in doubt, because a call at the door says so. What the network answers counts, not the call; a question that nobody answers is asked again.</summary>
internal sealed class DoubtRound(Db db, IServiceScopeFactory scopes, ILogger<DoubtRound> log) : IRound
{
    public const string Name = "channel-doubts";

    public async Task Tick(CancellationToken ct)
    {
        var doubted = await db.Set<Connection>().AsNoTracking().Where(x => x.CheckedAt == null && x.IsGood && x.Secrets != "").Select(x => new { x.Channel, x.Network }).ToListAsync(ct);
        foreach (var one in doubted)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ChannelProbe>().Ask(one.Channel, one.Network, ct);
            }
            catch (Exception away) when (!ct.IsCancellationRequested)
            {
                // One channel must not keep the others from being looked at.
                Log.RoundStumbled(log, one.Channel.Value, away);
            }
        }
    }
}
