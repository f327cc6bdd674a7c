using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Notices;

internal sealed record NoticeView(Guid Id, NoticeKind Kind, string Text, IReadOnlyList<string> Args, string Link, DateTime At, bool Read);

/// <param name="More">There are older ones.</param>
internal sealed record NoticePage(IReadOnlyList<NoticeView> Rows, bool More, int Unread);

/// <summary>The asker's own notices, newest first.</summary>
internal sealed class NoticeList(Db db)
{
    public const int PageSize = 30;

    /// <param name="before">Only those before this moment; null from the newest.</param>
    public async Task<NoticePage> Run(Actor actor, DateTime? before, CancellationToken ct)
    {
        var mine = db.Set<NoticeRow>().AsNoTracking().Where(row => row.Person == actor.Person && row.OnDesk);
        var rows = await mine.Where(row => before == null || row.At < before).OrderByDescending(row => row.At).Take(PageSize + 1).ToListAsync(ct);
        return new NoticePage(
            [.. rows.Take(PageSize).Select(row => new NoticeView(row.Id, row.Kind, row.Text, row.ArgList(CultureInfo.CurrentUICulture), row.Link, row.At, row.ReadAt is not null))],
            rows.Count > PageSize,
            await mine.CountAsync(row => row.ReadAt == null, ct));
    }
}

/// <summary>Marks one of the asker's notices as read, or all.</summary>
internal sealed class ReadNotices(Db db, Pulse pulse, TimeProvider clock)
{
    /// <param name="one">Null: all.</param>
    /// <returns>The mark, with which <see cref="UnreadNotices"/> takes it back.</returns>
    public async Task<Outcome<DateTime>> Run(Actor actor, Guid? one, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        var now = clock.GetUtcNow().UtcDateTime;
        // As coarse as the coarser of the two databases keeps it, or it would not be found again.
        var mark = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        await db.Set<NoticeRow>().Where(row => row.Person == actor.Person && row.ReadAt == null && (one == null || row.Id == one))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, mark), ct);
        pulse.Beat(NoticeBoard.Topic, null);
        return mark;
    }
}

/// <summary>What was marked as read a moment ago is new again. A mail that it was left out of is not sent for that.</summary>
internal sealed class UnreadNotices(Db db, Pulse pulse)
{
    public async Task<Outcome<Done>> Run(Actor actor, DateTime mark, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        await db.Set<NoticeRow>().Where(row => row.Person == actor.Person && row.ReadAt == mark).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, (DateTime?)null), ct);
        pulse.Beat(NoticeBoard.Topic, null);
        return Done.Ok;
    }
}

internal sealed record NoticeWish(NoticeKind Kind, bool Desk, MailPace Mail);

/// <param name="CanMail">There is a mail server.</param>
internal sealed record NoticeWishes(IReadOnlyList<NoticeWish> All, bool CanMail);

/// <summary>How the asker wants to hear of what.</summary>
internal sealed class ReadNoticeWishes(Db db, IMails mails)
{
    public async Task<NoticeWishes> Run(Actor actor, CancellationToken ct)
    {
        var chosen = await db.Set<NoticeChoice>().AsNoTracking().Where(choice => choice.Person == actor.Person).ToDictionaryAsync(choice => choice.Kind, ct);
        return new NoticeWishes(
            [.. Enum.GetValues<NoticeKind>().Select(kind => chosen.GetValueOrDefault(kind) ?? new NoticeChoice(actor.Person, kind)).Select(choice => new NoticeWish(choice.Kind, choice.Desk, choice.Mail))],
            await mails.CanSend(ct));
    }
}

internal sealed class SetNoticeWishes(Db db)
{
    public async Task<Outcome<Done>> Run(Actor actor, IReadOnlyList<NoticeWish> wishes, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        var chosen = await db.Set<NoticeChoice>().Where(choice => choice.Person == actor.Person).ToDictionaryAsync(choice => choice.Kind, ct);
        foreach (var wish in wishes.Where(wish => Enum.IsDefined(wish.Kind) && Enum.IsDefined(wish.Mail)).DistinctBy(wish => wish.Kind))
        {
            if (!chosen.TryGetValue(wish.Kind, out var choice))
                db.Add(choice = new NoticeChoice(actor.Person, wish.Kind));
            choice.Set(wish.Desk, wish.Mail);
        }
        return await db.SaveOr(default(Done), ct);
    }
}
