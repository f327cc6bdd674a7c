using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// A node that starts anew held nothing: leases in its name are those of its dead self. They lapse at once, so an interrupted call is looked up
/// within seconds and not after the lease. The fence grows, so even a twin by mistake could not write any more.
/// </summary>
internal sealed class OwnLeases(IServiceScopeFactory scopes, NodeName node, DatabaseClock clock) : IHostedService
{
    public async Task StartAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = clock.Now;
        await db.Set<Delivery>().Where(x => x.Owner == node.Name && x.LeaseUntil > now)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.LeaseUntil, now).SetProperty(x => x.Fence, x => x.Fence + 1), ct);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
