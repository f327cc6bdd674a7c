using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Stadtfunk.Kernel.Time;

/// <summary>Work that comes round. One node of the cluster does it at a time; it must bear being done twice.</summary>
public interface IRound
{

    Task Tick(CancellationToken ct);
}

/// <summary>How a room registers a round: the scope of a tick is made anew each time.</summary>
public sealed record RoundEntry(string Name, TimeSpan Every, Func<IServiceProvider, IRound> Make);

/// <summary>Asks for a round ahead of time, because work is known to be there.</summary>
public sealed class Rounds(IServiceProvider services, ILogger<Rounds> log)
{
    public void Nudge(string name)
    {
        // Before the silo stands (start-up, verbs) there is nobody to nudge; the round will come by itself.
        if (services.GetService<IGrainFactory>() is { } grains)
            _ = Ask(grains.GetGrain<IRoundGrain>(name), name);
    }

    private async Task Ask(IRoundGrain round, string name)
    {
        try
        {
            await round.Nudge();
        }
        catch (Exception away)
        {
            Log.NudgeLost(log, name, away);
        }
    }
}

/// <summary>Keeps every round's grain awake; whichever node comes first hosts it.</summary>
internal sealed class RoundHost(IGrainFactory grains, IEnumerable<RoundEntry> rounds, TimeProvider clock, Started started, ILogger<RoundHost> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await started.Wait(ct);
        while (!ct.IsCancellationRequested)
        {
            foreach (var round in rounds)
                try
                {
                    await grains.GetGrain<IRoundGrain>(round.Name).Wake();
                }
                catch (Exception away) when (!ct.IsCancellationRequested)
                {
                    // Another node is just dying or we are just joining: the next look finds it.
                    Log.WakeFailed(log, round.Name, away);
                }
            await Task.Delay(Look, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
