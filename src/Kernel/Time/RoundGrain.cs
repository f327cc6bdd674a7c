using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Stadtfunk.Kernel.Time;

/// <summary>One ticker per round in the cluster.</summary>
internal interface IRoundGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task Wake();

    [AlwaysInterleave]
    Task Nudge();
}

internal sealed class RoundGrain(IServiceScopeFactory scopes, IEnumerable<RoundEntry> rounds, RoundHealth health, ILogger<RoundGrain> log)
    : Grain, IRoundGrain
{
    private IGrainTimer? timer;
    private RoundEntry? entry;
    private bool running;
    private bool again;

    public override Task OnActivateAsync(CancellationToken ct)
    {
        var name = this.GetPrimaryKeyString();
        entry = rounds.FirstOrDefault(round => round.Name == name);
        if (entry is not null)
            timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TimeSpan.Zero, entry.Every) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task Wake() => Task.CompletedTask;

    public Task Nudge()
    {
        if (running)
            again = true;
        else if (entry is not null)
            timer?.Change(TimeSpan.Zero, entry.Every);
        return Task.CompletedTask;
    }

    private async Task Tick(CancellationToken ct)
    {
        if (running)
            return;
        running = true;
        try
        {
            do
            {
                again = false;
                await using var scope = scopes.CreateAsyncScope();
                await entry!.Make(scope.ServiceProvider).Tick(ct);
            }
            while (again && !ct.IsCancellationRequested);
            health.Ticked(entry.Name);
        }
        catch (Exception bug) when (!ct.IsCancellationRequested)
        {
            health.Failed(entry!.Name);
            Log.TickFailed(log, entry.Name, bug);
        }
        finally
        {
            running = false;
        }
    }
}

/// <summary>For the health page: when each round last came to its end on this node.</summary>
public sealed class RoundHealth(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (DateTime At, bool Good)> last = new();

    public IReadOnlyDictionary<string, (DateTime At, bool Good)> Last => last;

    internal void Ticked(string round) => last[round] = (clock.GetUtcNow().UtcDateTime, true);

    internal void Failed(string round) => last[round] = (clock.GetUtcNow().UtcDateTime, false);
}
