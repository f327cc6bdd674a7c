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
public sealed class RoundHealth(TimeProvider clock, IEnumerable<RoundEntry> rounds)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    private readonly DateTime since = clock.GetUtcNow().UtcDateTime;
    private readonly Dictionary<string, TimeSpan> every = rounds.ToDictionary(round => round.Name, round => round.Every);

    private readonly ConcurrentDictionary<string, (DateTime At, bool Good)> last = new();

    public IReadOnlyDictionary<string, (DateTime At, bool Good)> Last => last;

    /// <summary>It should have come round long ago: three times its own pace, and at least half a minute.</summary>
    public bool IsStale(string round)
    {
        var patience = every.TryGetValue(round, out var pace) && pace * 3 > Least ? pace * 3 : Least;
        return clock.GetUtcNow().UtcDateTime - (last.TryGetValue(round, out var seen) ? seen.At : since) > patience;
    }

    /// <summary>It came round lately and did not fail; one that has just been begun is given its time.</summary>
    public bool IsGood(string round) => !IsStale(round) && (!last.TryGetValue(round, out var seen) || seen.Good);

    /// <summary>It came round here lately, and failed.</summary>
    public bool FailsNow(string round) => !IsStale(round) && last.TryGetValue(round, out var seen) && !seen.Good;

    internal void Ticked(string round) => last[round] = (clock.GetUtcNow().UtcDateTime, true);

    internal void Failed(string round) => last[round] = (clock.GetUtcNow().UtcDateTime, false);
}
