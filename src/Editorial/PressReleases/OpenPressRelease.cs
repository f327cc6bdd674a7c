using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.PressReleases;

/// <param name="Text">May be empty: of an appointment there often is none.</param>
/// <param name="From">On the city's wall clock.</param>
/// <param name="Until">On the city's wall clock.</param>
internal sealed record NewPressRelease(UnitId Unit, string Title, string Text, DateTime From, DateTime Until);

/// <summary>Lets a press release stand open for a time.</summary>
internal sealed class OpenPressRelease(Db db, Pulse pulse, CityTime time)
{
    public const string Topic = "press";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public async Task<Outcome<PressReleaseId>> Run(Actor actor, NewPressRelease wanted, CancellationToken ct)
    {
        if (!actor.May(Permission.Write, wanted.Unit))
            return Refusal.Forbidden();
        var clean = new CleanText();
        var (title, text) = (clean.Line(wanted.Title, "title", PressRelease.MaxTitle), clean.Of(wanted.Text, "text", PressRelease.MaxText).Trim());
        List<Refusal> wrong = [.. clean.Refusals];
        if (title.Length == 0)
            wrong.Add(Refusal.Invalid("Editorial.Press.TitleMissing").On("title"));
        var (from, until) = (time.Place(wanted.From).Utc, time.Place(wanted.Until).Utc);
        if (until <= from || until <= time.UtcNow)
            wrong.Add(Refusal.Invalid("Editorial.Press.UntilBad").On("until"));
        else if (until - from > Longest)
            wrong.Add(Refusal.Invalid("Editorial.Press.TooLong").On("until"));
        if (wrong.Count > 0)
            return wrong;
        var release = new PressRelease(wanted.Unit, actor.Person, time.UtcNow);
        release.Say(title, text, from, until);
        db.Add(release);
        db.AfterCommit(() => pulse.Beat(Topic, release.Id.Value));
        await db.SaveChangesAsync(ct);
        return release.Id;
    }
}

/// <summary>It is over, or was a mistake. Drafts that took its text keep it.</summary>
internal sealed class RemovePressRelease(Db db, Pulse pulse)
{
    public async Task<Outcome<Done>> Run(Actor actor, PressReleaseId id, CancellationToken ct)
    {
        var release = await db.Set<PressRelease>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (release is null || !actor.May(Permission.See, release.Unit))
            return Refusal.NotFound("Editorial.Press.Gone");
        if (!actor.May(Permission.Write, release.Unit))
            return Refusal.Forbidden();
        db.Remove(release);
        db.AfterCommit(() => pulse.Beat(OpenPressRelease.Topic, id.Value));
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}

/// <param name="MayWrite">The reader may take it away.</param>
/// <param name="Over">Its time has passed; what came in meanwhile still belongs to it.</param>
internal sealed record PressReleaseView(PressReleaseId Id, UnitId Unit, string Title, string Text, DateTime From, DateTime Until, bool MayWrite, bool Over);

/// <summary>What stands open now or later, in the units that somebody sees, soonest end first; and what has stood open, as long as it is remembered.</summary>
internal sealed class PressReleaseList(Db db, CityTime time)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<PressReleaseView>> Run(Actor actor, CancellationToken ct)
    {
        var (units, now) = (actor.UnitsWith(Permission.See), time.UtcNow);
        var since = now - PressRelease.Remembered;
        var rows = await db.Set<PressRelease>().AsNoTracking().Where(x => x.Until > since && units.Contains(x.Unit))
            .OrderByDescending(x => x.Until).ThenByDescending(x => x.Id).Take(Most).ToListAsync(ct);
        rows.Reverse();
        return [.. rows.Select(x => new PressReleaseView(x.Id, x.Unit, x.Title, x.Text, x.From, x.Until, actor.May(Permission.Write, x.Unit), x.Until <= now))];
    }
}
