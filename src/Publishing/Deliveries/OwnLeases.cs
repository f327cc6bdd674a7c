using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// A node that starts anew held nothing: leases in its name are those of its dead self. They lapse at once, so an interrupted call is looked up
/// within seconds and not after the lease. The fence grows, so even a twin by mistake could not write any more. It runs before anything else
/// is started, in whatever order things are registered: no lane and no round of this life can have leased yet.
/// </summary>
internal sealed class OwnLeases(IServiceScopeFactory scopes, NodeName node) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        // Long past on every clock: this node's has not yet been compared with the database's.
        await db.Set<Delivery>().Where(x => x.Owner == node.Name && x.LeaseUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.LeaseUntil, DateTime.UnixEpoch).SetProperty(x => x.Fence, x => x.Fence + 1), ct);
    }

    public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken ct) => Task.CompletedTask;
}
