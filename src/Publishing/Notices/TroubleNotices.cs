using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Notices;

/// <summary>A delivery came to a state in which somebody has to do something.</summary>
internal sealed record DeliveryInTrouble(DeliveryId Delivery, PostId Post, DeliveryState State);

/// <summary>A network would not have a video that was brought to it ahead of its time.</summary>
internal sealed record VideoRefusedAhead(DeliveryId Delivery, PostId Post);

/// <summary>A network does not take the sign-in of a channel any more.</summary>
internal sealed record SignInOver(ChannelId Channel);

/// <summary>The page of a release did not go live in time, and nothing was to follow on any channel.</summary>
internal sealed record PageMissed(PostId Post, int Revision, DateTime Due);

/// <summary>What did not go out, and what nobody but a person can find out: told to whoever wrote it and to those who may release.</summary>
internal sealed class WhenDeliveryInTrouble(Db db, IPostHeads heads, IChannels channels, IPeople people, INotices notices, CityTime time)
    : IHandle<DeliveryInTrouble>, IHandle<PageMissed>, IHandle<VideoRefusedAhead>
{
    public async Task Handle(DeliveryInTrouble happened, CancellationToken ct)
    {
        // Retried or answered meanwhile: nobody has to hear of it.
        var row = await db.Set<Delivery>().AsNoTracking().Where(x => x.Id == happened.Delivery && x.State == happened.State).Select(x => new { x.Channel, x.Kind, x.Fence }).SingleOrDefaultAsync(ct);
        if (row is null || !(await heads.Many([happened.Post], ct)).TryGetValue(happened.Post, out var post))
            return;
        var channel = (await channels.Find(row.Channel, ct))?.Name ?? "";
        var text = row.Kind == DeliveryKind.Publish ? $"Publishing.Notice.{happened.State}" : $"Publishing.Notice.{happened.State}.{row.Kind}";
        // The fence stands still while it is in trouble: when another try ends in trouble again, that is told anew.
        await Tell(post, $"{happened.State}/{happened.Delivery}/{row.Fence}", text, [post.Title, channel], ct);
    }

    public async Task Handle(PageMissed happened, CancellationToken ct)
    {
        var releases = await db.Set<Release>().AsNoTracking().Where(x => x.Post == happened.Post).ToListAsync(ct);
        // Given a new time meanwhile, or called off: nobody has to hear of it.
        if (releases.Find(x => x.Revision == happened.Revision) is not { LiveAt: null, Closed: true }
            || !(await heads.Many([happened.Post], ct)).TryGetValue(happened.Post, out var post) || post.State is not (PostState.Scheduled or PostState.Missed))
            return;
        var text = releases.Exists(x => x.LiveAt is not null) ? "Publishing.Notice.CorrectionMissed" : "Publishing.Notice.PageMissed";
        await Tell(post, $"page/{happened.Post}/{happened.Revision}/{happened.Due.Ticks}", text, [post.Title], ct);
    }

    public async Task Handle(VideoRefusedAhead happened, CancellationToken ct)
    {
        var now = time.UtcNow;
        // Given a new time meanwhile, mended, or due: then it is told as whatever became of it.
        var row = await db.Set<Delivery>().AsNoTracking().Where(x => x.Id == happened.Delivery && x.State == DeliveryState.Waiting && x.RefusedAhead && x.Due > now)
            .Select(x => new { x.Channel, x.Due }).SingleOrDefaultAsync(ct);
        if (row is null || !(await heads.Many([happened.Post], ct)).TryGetValue(happened.Post, out var post))
            return;
        var channel = (await channels.Find(row.Channel, ct))?.Name ?? "";
        await Tell(post, $"ahead/refused/{happened.Delivery}/{row.Due.Ticks}", "Publishing.Notice.Ahead.Refused", [post.Title, channel, NoticeTime.Of(time.ToLocal(row.Due))], ct);
    }

    private async Task Tell(PostHead post, string key, string text, IReadOnlyList<string> args, CancellationToken ct)
    {
        var who = (await people.WhoMay(Permission.Release, post.Unit, ct)).Select(person => person.Id).Append(post.Author).ToList();
        await notices.Tell(who, new Notice(NoticeKind.PostTrouble, key, text, args, $"/desk/beitraege/{post.Id}"), ct);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>
/// Looks each hour which channels have lost their sign-in: who manages them hears of it once a week as long as it is so; and of one that is going to end, once.
/// </summary>
internal sealed class ChannelTroubleRound(Db db, IChannels channels, IPeople people, INotices notices, CityTime time) : IRound, IHandle<SignInOver>
{
    public const string Name = "channel-trouble";

    public async Task Tick(CancellationToken ct)
    {
        await Ending(ct);
        var lost = await db.Set<Connection>().AsNoTracking().Where(x => !x.IsGood && x.Secrets != "").Select(x => x.Channel).ToListAsync(ct);
        await Lost(lost, ct);
    }

    public async Task Handle(SignInOver happened, CancellationToken ct) =>
        await Lost(await db.Set<Connection>().AsNoTracking().Where(x => x.Channel == happened.Channel && !x.IsGood && x.Secrets != "").Select(x => x.Channel).ToListAsync(ct), ct);

    private async Task Lost(List<ChannelId> lost, CancellationToken ct)
    {
        foreach (var channel in (await channels.Many(lost, ct)).Where(channel => channel.State == ChannelState.Active))
        {
            var who = (await people.WhoMay(Permission.ManageChannels, channel.Unit, ct)).Select(person => person.Id).ToList();
            await notices.Tell(who, OfLost(channel, time), ct);
        }
        await db.SaveChangesAsync(ct);
    }

    /// <summary>With the key of this week, so that nobody hears of it twice in it.</summary>
    public static Notice OfLost(ChannelView channel, CityTime time) => new(
        NoticeKind.ChannelTrouble, $"channel/{channel.Id}/{time.Today.Year}-{ISOWeek.GetWeekOfYear(time.LocalNow)}", "Publishing.Notice.Channel", [channel.Name], $"/desk/kanaele/{channel.Id}");

    private async Task Ending(CancellationToken ct)
    {
        var (now, soon) = (time.UtcNow, time.UtcNow + ChannelRow.Ahead);
        var ending = await db.Set<Connection>().AsNoTracking().Where(x => x.IsGood && x.EndsAt > now && x.EndsAt <= soon).ToDictionaryAsync(x => x.Channel, x => x.EndsAt!.Value, ct);
        foreach (var channel in (await channels.Many([.. ending.Keys], ct)).Where(channel => channel.State == ChannelState.Active))
        {
            var who = (await people.WhoMay(Permission.ManageChannels, channel.Unit, ct)).Select(person => person.Id).ToList();
            var ends = ending[channel.Id];
            await notices.Tell(
                who,
                new Notice(NoticeKind.ChannelTrouble, $"ends/{channel.Id}/{ends.Ticks}", "Publishing.Notice.ChannelEnds", [channel.Name, NoticeTime.Of(time.ToLocal(ends))], $"/desk/kanaele/{channel.Id}"),
                ct);
        }
    }
}
