using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Utilities;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Kernel.Events;

[GenerateSerializer, Immutable]
internal sealed record PulseBeat([property: Id(0)] string Topic, [property: Id(1)] Guid? About);

/// <summary>A node that wants to hear what moves on the others.</summary>
internal interface IPulseEar : IGrainObserver
{
    [OneWay]
    Task Hear(PulseBeat[] beats);
}

/// <summary>Passes beats on from one node to all others. Keeps nothing: who joins hears what comes from then on.</summary>
internal interface IPulseHub : IGrainWithIntegerKey
{
    [AlwaysInterleave]
    Task Join(IPulseEar ear);

    [AlwaysInterleave]
    Task Tell(IPulseEar from, PulseBeat[] beats);
}

internal sealed class PulseHub(ILogger<PulseHub> log) : Grain, IPulseHub
{
    // A node that has not joined again for so long is gone.
    private readonly ObserverManager<IPulseEar> ears = new(TimeSpan.FromSeconds(20), log);

    public Task Join(IPulseEar ear)
    {
        ears.Subscribe(ear, ear);
        return Task.CompletedTask;
    }

    public Task Tell(IPulseEar from, PulseBeat[] beats) => ears.Notify(ear => ear.Hear(beats), ear => !ear.Equals(from));
}

/// <summary>Where several nodes serve screens: what moves on one is heard on the others. As lossy as the pulse itself, and never waited for.</summary>
internal sealed class PulseRelay(Pulse pulse, IGrainFactory grains, Started started, TimeProvider clock, ILogger<PulseRelay> log) : BackgroundService, IPulseEar
{
    private static readonly TimeSpan Rejoin = TimeSpan.FromSeconds(5);

    private readonly Channel<PulseBeat> waiting = Channel.CreateBounded<PulseBeat>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public Task Hear(PulseBeat[] beats)
    {
        foreach (var beat in beats)
            pulse.BeatHere(beat.Topic, beat.About);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await started.Wait(ct);
        var ear = grains.CreateObjectReference<IPulseEar>(this);
        pulse.Elsewhere = (topic, about) => waiting.Writer.TryWrite(new PulseBeat(topic, about));
        while (!ct.IsCancellationRequested)
            try
            {
                var hub = grains.GetGrain<IPulseHub>(0);
                await hub.Join(ear);
                await Pass(hub, ear, ct);
            }
            catch (Exception away) when (!ct.IsCancellationRequested)
            {
                // The hub's node is just dying: it stands on another in a moment.
                Log.PulseNotPassed(log, away);
                await Task.Delay(Rejoin, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
    }

    /// <summary>Until it is time to join again.</summary>
    private async Task Pass(IPulseHub hub, IPulseEar ear, CancellationToken ct)
    {
        using var turn = new CancellationTokenSource(Rejoin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(turn.Token, ct);
        try
        {
            while (await waiting.Reader.WaitToReadAsync(either.Token))
            {
                var beats = new HashSet<PulseBeat>();
                while (waiting.Reader.TryRead(out var beat))
                    beats.Add(beat);
                await hub.Tell(ear, [.. beats]);
            }
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // Quiet for now.
        }
    }
}
