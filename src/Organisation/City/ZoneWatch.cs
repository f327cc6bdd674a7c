using Microsoft.Extensions.Hosting;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.City;

/// <summary>
/// Reading the city sets the wall clock of this machine. Where nobody reads it (a node that only does rounds), this does, so that a time zone that was
/// changed on another node is known here, too.
/// </summary>
internal sealed class ZoneWatch(ICity city, TimeProvider clock, Started started) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await started.Wait(ct);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await city.Get(ct);
            }
            catch (Exception) when (!ct.IsCancellationRequested)
            {
                // The database is away: the zone known last holds.
            }
            await Task.Delay(Look, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
