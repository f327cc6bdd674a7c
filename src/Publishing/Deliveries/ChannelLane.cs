using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>One writer per channel in the whole cluster, and one token refresh at a time.</summary>
internal interface IChannelLane : IGrainWithGuidKey
{
    /// <summary>There is something due; returns at once.</summary>
    [AlwaysInterleave]
    Task Wake();

    /// <summary>Refreshes the session unless somebody has since <paramref name="version"/>.</summary>
    [AlwaysInterleave]
    Task Refresh(int version);

    [AlwaysInterleave]
    Task Free();
}

internal sealed class ChannelLane(Lane lane, SessionRefresh refresh, ILogger<ChannelLane> log) : Grain, IChannelLane
{
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private IGrainTimer? timer;
    private bool running;
    private bool again;

    private ChannelId Channel => ChannelId.Of(this.GetPrimaryKey());

    public override Task OnActivateAsync(CancellationToken ct)
    {
        timer = this.RegisterGrainTimer(Run, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task Wake()
    {
        if (running)
            again = true;
        else
            timer?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public async Task Refresh(int version)
    {
        await refreshing.WaitAsync();
        try
        {
            await refresh.Renew(Channel, version, CancellationToken.None);
        }
        finally
        {
            refreshing.Release();
        }
    }

    public Task Free()
    {
        lane.Free(Channel);
        return Wake();
    }

    private async Task Run(CancellationToken ct)
    {
        if (running)
            return;
        running = true;
        try
        {
            do
            {
                again = false;
                await lane.Drain(Channel, ct);
            }
            while (again && !ct.IsCancellationRequested);
        }
        catch (Exception bug) when (!ct.IsCancellationRequested)
        {
            Log.LaneFailed(log, Channel.Value, bug);
        }
        finally
        {
            running = false;
        }
    }
}

/// <summary>The way to a lane. Without a silo (a verb, a test of one room) the work is done where one stands.</summary>
internal sealed class Lanes(IServiceProvider services, Lane lane, SessionRefresh refresh, ILogger<Lanes> log)
{
    /// <summary>A wake-up answers at once; a node that is just dying must not keep the lanes of the others waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IGrainFactory? grains = services.GetService(typeof(IGrainFactory)) as IGrainFactory;

    public async Task Wake(ChannelId channel, CancellationToken ct)
    {
        if (grains is null)
        {
            await lane.Drain(channel, ct);
            return;
        }
        try
        {
            await grains.GetGrain<IChannelLane>(channel.Value).Wake().WaitAsync(Patience, ct);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            // Its node is just dying: the next round wakes it elsewhere.
            Log.LaneAway(log, channel.Value, away);
        }
    }

    public Task Refresh(ChannelId channel, int version, CancellationToken ct) =>
        grains is null ? refresh.Renew(channel, version, ct) : grains.GetGrain<IChannelLane>(channel.Value).Refresh(version);

    public async Task Free(ChannelId channel)
    {
        lane.Free(channel);
        if (grains is null)
            return;
        try
        {
            await grains.GetGrain<IChannelLane>(channel.Value).Free().WaitAsync(Patience);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            // A new node has no holds of the old one.
            Log.LaneAway(log, channel.Value, away);
        }
    }
}
