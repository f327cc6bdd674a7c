using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Notices;

internal sealed class NoticeBoard(Db db, CityTime time, Pulse pulse) : INotices
{
    public const string Topic = "notices";

    /// <summary>So long more of the same is waited for, so that five submissions are one mail.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMinutes(5);
    private static readonly TimeOnly Morning = new(7, 30);

    public async Task Tell(IReadOnlyCollection<PersonId> people, Notice notice, CancellationToken ct)
    {
        var ids = people.Distinct().ToArray();
        var here = await db.Set<Person>().Where(person => ids.Contains(person.Id) && person.State == PersonState.Active).Select(person => person.Id).ToListAsync(ct);
        var told = await db.Set<NoticeRow>().Where(row => ids.Contains(row.Person) && row.Key == notice.Key).Select(row => row.Person).ToListAsync(ct);
        var choices = await db.Set<NoticeChoice>().AsNoTracking().Where(choice => ids.Contains(choice.Person) && choice.Kind == notice.Kind).ToDictionaryAsync(choice => choice.Person, ct);
        foreach (var person in here.Except(told))
        {
            var choice = choices.GetValueOrDefault(person) ?? new NoticeChoice(person, notice.Kind);
            if (choice.Desk || choice.Mail != MailPace.Never)
                db.Add(new NoticeRow(person, notice, time.UtcNow, choice.Desk, MailAt(choice.Mail, notice.Kind)));
        }
        db.AfterCommit(() => pulse.Beat(Topic, null));
    }

    public Task<int> Unread(PersonId person, CancellationToken ct) =>
        db.Set<NoticeRow>().CountAsync(row => row.Person == person && row.ReadAt == null && row.OnDesk, ct);

    private DateTime? MailAt(MailPace pace, NoticeKind kind) => pace switch
    {
        MailPace.Never => null,
        MailPace.Soon => time.UtcNow + (kind is NoticeKind.PostTrouble or NoticeKind.Escalation or NoticeKind.ByHand ? TimeSpan.Zero : Gather),
        _ => NextMorning(),
    };

    private DateTime NextMorning()
    {
        var local = time.LocalNow;
        var day = TimeOnly.FromDateTime(local) < Morning ? DateOnly.FromDateTime(local) : DateOnly.FromDateTime(local).AddDays(1);
        // No clock is changed at half past seven.
        return time.ToUtc(day.ToDateTime(Morning), Overlap.First).Match(at => at, _ => time.UtcNow);
    }
}
