using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Calendar;

/// <summary>Something at a time: a post, or a slot for which nobody has written yet.</summary>
/// <param name="At">UTC.</param>
/// <param name="Local">The same on the city's clock.</param>
/// <param name="Post">Null for a gap.</param>
/// <param name="Gap">Null for a post.</param>
/// <param name="MayMove">What the page offers; the use case asks again.</param>
internal sealed record CalendarEntry(DateTime At, DateTime Local, PostRow? Post, PeriodView? Gap, IReadOnlyList<ChannelId> Channels, bool MayMove, bool Quiet)
{
    /// <summary>It went out or still can: what was planned and never released is no part of the mix once its time is over.</summary>
    public bool InMix { get; init; }

    public DateOnly Day => DateOnly.FromDateTime(Local);
}

internal sealed record CalendarDay(DateOnly Date, bool Meant, Holiday? Holiday, string? SchoolHoliday, IReadOnlyList<CalendarEntry> Entries);

/// <param name="Channels">That take posts, for the choice and for the rows.</param>
/// <param name="All">False when there is more than the calendar shows.</param>
/// <param name="MayKeep">May set the quiet hours.</param>
/// <param name="MayWrite">In at least one unit.</param>
internal sealed record CalendarView(
    CalendarSpan Span, IReadOnlyList<CalendarDay> Days, IReadOnlyList<RowChannel> Channels, TopicMix Mix, QuietHours Quiet, bool All, bool MayKeep, bool MayWrite);

/// <summary>What lies in some days: posts by their time, slots that nobody has filled, holidays, and the mix of topics.</summary>
internal sealed class CalendarBoard(PostsInTime posts, GapsInTime gaps, DaysOff off, ICategories categories, IChannels channels, NetworkBook networks, KnownQuiet quiet, Categorising lead)
{
    public async Task<CalendarView> Run(Actor actor, CalendarSpan span, ChannelId? only, CancellationToken ct)
    {
        var hours = await quiet.Now(ct);
        var (open, all) = await posts.Between(actor, span, hours, ct);
        var empty = await gaps.Between(actor, span, hours, ct);
        // The untouched draft of a slot is shown as the gap that it still is.
        var drafts = empty.Select(gap => gap.Gap?.Post).OfType<PostId>().ToHashSet();
        var entries = open.Where(entry => !drafts.Contains(entry.Post!.Id)).Concat(empty)
            .Where(entry => only is null || entry.Channels.Contains(only.Value)).OrderBy(entry => entry.At).ToLookup(entry => entry.Day);
        var days = (await off.Between(span, ct)).Select(day => day with { Entries = [.. entries[day.Date]] }).ToList();
        var mix = TopicMix.Of(
            await categories.All(ct),
            [.. days.Where(day => day.Date >= span.First && day.Date < span.End).SelectMany(day => day.Entries)
                .Where(entry => entry.InMix).Select(entry => entry.Post!.Category?.Id)]);
        var marks = (await channels.All(ct)).Where(channel => channel.State == ChannelState.Active).Select(channel =>
        {
            var network = networks.On(channel.Network, channel.Rules);
            return new RowChannel(channel.Id, channel.Name, network?.Name ?? channel.Network, network?.Mark ?? "?", network?.IsPractice == true);
        });
        return new CalendarView(span, days, [.. marks], mix, hours, all, await lead.NotAllowed(actor, ct) is null, actor.MayAnywhere(Permission.Write));
    }
}

/// <summary>Posts whose time lies in some days. Asked by time alone, which both indexes answer, and sorted out here: days are few, posts are not.</summary>
internal sealed class PostsInTime(Db db, PostRows rows, CityTime time)
{
    private const int Most = 1_000;

    public async Task<(IReadOnlyList<CalendarEntry> Entries, bool All)> Between(Actor actor, CalendarSpan span, QuietHours quiet, CancellationToken ct)
    {
        var (from, to) = (time.Place(span.From.ToDateTime(TimeOnly.MinValue)).Utc, time.Place(span.To.ToDateTime(TimeOnly.MinValue)).Utc);
        var planned = await db.Set<Post>().AsNoTracking().Where(post => post.Due >= from && post.Due < to && post.State != PostState.Withdrawn)
            .OrderBy(post => post.Due).Select(post => new { post.Id, post.Unit }).Take(Most * 4).ToListAsync(ct);
        var shown = await db.Set<Post>().AsNoTracking().Where(post => post.PublicSince >= from && post.PublicSince < to && post.State != PostState.Withdrawn)
            .OrderBy(post => post.PublicSince).Select(post => new { post.Id, post.Unit }).Take(Most * 4).ToListAsync(ct);
        var visible = actor.UnitsWith(Permission.See).ToHashSet();
        var found = planned.Concat(shown).Where(post => visible.Contains(post.Unit)).Select(post => post.Id).Distinct().ToList();
        var ids = found.Take(Most).ToList();
        var read = ids.Count == 0 ? [] : await rows.Read(db.Set<Post>().Where(post => ids.Contains(post.Id)), ct);
        return ([.. read.Select(row => Entry(actor, row, quiet)).Where(entry => entry.At >= from && entry.At < to)], found.Count <= Most);
    }

    private CalendarEntry Entry(Actor actor, PostRow row, QuietHours quiet)
    {
        // A correction that waits stands where it will go out; everything else that is public stands where it went out.
        var at = row is { PublicSince: { } since } && (row.State is PostState.Published or PostState.PartlyPublished or PostState.Failed || row.Due is null || row.Due <= since)
            ? since
            : row.Due ?? row.PublicSince ?? row.ChangedAt;
        var local = time.ToLocal(at);
        var may = row.State switch
        {
            PostState.Scheduled or PostState.Missed => actor.May(Permission.Release, row.Unit),
            PostState.Draft or PostState.Submitted or PostState.Returned or PostState.Approved => actor.May(Permission.Write, row.Unit),
            _ => false,
        };
        return new CalendarEntry(at, local, row, null, [.. row.Channels.Select(channel => channel.Id)], may, quiet.Has(TimeOnly.FromDateTime(local)))
        {
            InMix = row.State is not (PostState.Missed or PostState.Failed)
                && (at >= time.UtcNow || row.PublicSince is not null || row.State is not (PostState.Draft or PostState.Submitted or PostState.Returned or PostState.Approved)),
        };
    }
}

/// <summary>Slots of some days for which somebody still has to write; what has passed is none any more.</summary>
internal sealed class GapsInTime(Db db, Periods periods, CityTime time)
{
    public async Task<IReadOnlyList<CalendarEntry>> Between(Actor actor, CalendarSpan span, QuietHours quiet, CancellationToken ct)
    {
        var (from, to) = (time.Place(span.From.ToDateTime(TimeOnly.MinValue)).Utc, time.Place(span.To.ToDateTime(TimeOnly.MinValue)).Utc);
        if (from < time.UtcNow)
            from = time.UtcNow;
        if (to <= from)
            return [];
        var visible = actor.UnitsWith(Permission.See);
        var slots = await db.Set<Slot>().AsNoTracking().Include(slot => slot.Channels).Where(slot => visible.Contains(slot.Unit)).OrderBy(slot => slot.Name).Take(200).ToListAsync(ct);
        return [.. (await periods.Between(slots, from, to, ct)).Where(period => period.IsGap).Select(period =>
        {
            var local = time.ToLocal(period.Due);
            return new CalendarEntry(
                period.Due, local, null, PeriodView.Of(period), [.. period.Slot.Channels.Select(channel => channel.Channel)],
                actor.May(Permission.Write, period.Slot.Unit), quiet.Has(TimeOnly.FromDateTime(local)));
        })];
    }
}

/// <summary>The days themselves, with the holidays that lie on them.</summary>
internal sealed class DaysOff(Db db, ICity city)
{
    public async Task<IReadOnlyList<CalendarDay>> Between(CalendarSpan span, CancellationToken ct)
    {
        var (from, to) = (span.From, span.To);
        var land = (await city.Get(ct)).Land;
        var free = Holidays.Between(from, to, land).ToLookup(holiday => holiday.Day);
        var school = await db.Set<SchoolHoliday>().AsNoTracking().Where(holiday => holiday.Last >= from && holiday.First < to).ToListAsync(ct);
        return [.. span.Days.Select(day => new CalendarDay(
            day, day >= span.First && day < span.End, free[day].FirstOrDefault(), school.Find(holiday => holiday.Has(day))?.Name, []))];
    }
}
