using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What a network has said of how much it takes from a channel's account. It outlives the process that heard it, and holds for every node.</summary>
internal sealed class Patience
{
    private Patience()
    {
    }

    public Patience(ChannelId channel, DateTime now) => (Channel, Since) = (channel, now);

    public ChannelId Channel { get; private set; }

    /// <summary>UTC; when it was said that nothing is to come before <see cref="Until"/>.</summary>
    public DateTime Since { get; private set; }

    /// <summary>UTC, in whole seconds; null when nothing has to wait.</summary>
    public DateTime? Until { get; private set; }
    public string? SentenceKey { get; private set; }
    public string? SentenceArgs { get; private set; }

    /// <summary>How much of what it allows was used …</summary>
    public int Percent { get; private set; }

    /// <summary>… at this moment, UTC; null when it never said.</summary>
    public DateTime? UsedAt { get; private set; }

    /// <summary>Is there such a time that is not over? One from a clock that has been put back since is none.</summary>
    public bool IsToWait(DateTime now) => Until > now && Since <= now;

    /// <summary>Whoever has named a later time is not brought nearer by another answer.</summary>
    public void Wait(DateTime until, Sentence why, DateTime now)
    {
        if (IsToWait(now) && Until >= until)
            return;
        (Since, Until) = (now, until);
        (SentenceKey, SentenceArgs) = (why.Key, string.Join('\u001f', why.Args));
    }

    public void Used(int percent, DateTime now) => (Percent, UsedAt) = (percent, now);
}

/// <summary>Keeps it, each time in a scope of its own: nothing else is written with it, and what goes wrong with it spoils no other row.</summary>
internal sealed class Patiences(IServiceScopeFactory scopes, DatabaseClock clock, ILogger<Patiences> log)
{
    /// <summary>Nothing more goes out on this channel for so long.</summary>
    /// <returns>Until when; null when it could not be written, so that only this process knows of it.</returns>
    public async Task<DateTime?> Wait(ChannelId channel, TimeSpan time, Sentence why)
    {
        var now = clock.Now;
        var until = WholeSecond(now + time);
        return await Write(channel, row =>
        {
            row.Wait(until, why, now);
            until = row.Until!.Value;
        }) ? until : null;
    }

    /// <summary>From here on people are told how much is used.</summary>
    public const int High = 80;

    /// <summary>For so long after it was said: most networks count an hour or less.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    public static Sentence UsedUp(string network) => new("Publishing.AllowanceUsedUp", network);

    /// <summary>So much of what the network allows is used, and perhaps it takes nothing more for a while.</summary>
    public async Task Heard(ChannelId channel, Usage usage, string network)
    {
        var now = clock.Now;
        // Each answer says it again: that moves nothing while it is waited for already.
        if (usage.Wait is { } wait)
            await Write(channel, row =>
            {
                if (!row.IsToWait(now))
                    row.Wait(WholeSecond(now + wait), UsedUp(network), now);
            });
        if (usage.Percent >= High)
            await Write(channel, row => row.Used(usage.Percent, clock.Now));
        else
            await Calm(channel, usage.Percent);
    }

    // What nobody was told of need not be written down.
    private async Task Calm(ChannelId channel, int percent)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Db>().Set<Patience>().Where(x => x.Channel == channel && x.Percent >= High).ExecuteUpdateAsync(set => set.SetProperty(x => x.Percent, percent));
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            Log.PatienceNotWritten(log, channel.Value, away);
        }
    }

    private async Task<bool> Write(ChannelId channel, Action<Patience> change)
    {
        // Once more when another node was the first to write of this channel.
        for (var turn = 0; turn < 2; turn++)
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<Db>();
                if (await db.Set<Patience>().SingleOrDefaultAsync(x => x.Channel == channel) is not { } row)
                    db.Add(row = new Patience(channel, clock.Now));
                change(row);
                await db.SaveChangesAsync();
                return true;
            }
            catch (Exception away) when (away is not OperationCanceledException)
            {
                Log.PatienceNotWritten(log, channel.Value, away);
            }
        return false;
    }

    // As both databases keep it, so that it is known again.
    private static DateTime WholeSecond(DateTime time) => new(time.Ticks + ((TimeSpan.TicksPerSecond - (time.Ticks % TimeSpan.TicksPerSecond)) % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
