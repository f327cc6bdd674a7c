using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;

namespace Stadtfunk.Media.Tray;

/// <summary>Takes a picture out of the tray into the library, with what was answered; whoever sent it and what was written with it are forgotten.</summary>
internal sealed class KeepFromTray(Db db, ChangePicture change, Pulse pulse, CityTime time)
{
    /// <returns>The entry as it stood before.</returns>
    public Task<Outcome<TrayEntryView>> Run(Actor actor, TrayId id, TrayAnswers answers, CancellationToken ct) =>
        db.InTransaction(() => Keep(actor, id, answers, ct), kept => kept.Ok, ct);

    private async Task<Outcome<TrayEntryView>> Keep(Actor actor, TrayId id, TrayAnswers answers, CancellationToken ct)
    {
        var found = await TrayDecision.Find(db, actor, id, TrayState.Waiting, ct);
        if (!found.Ok)
            return Outcome<TrayEntryView>.Refused(found.Refusals);
        List<Refusal> missing = [];
        if (answers.Credit.Trim().Length == 0)
            missing.Add(Refusal.Invalid("Media.Tray.CreditAsked").On("credit"));
        if (answers.Consent is null)
            missing.Add(Refusal.Invalid("Media.Tray.ConsentAsked").On("consent"));
        if (missing.Count > 0)
            return missing;
        var entry = found.Value;
        var picture = await db.Set<Picture>().SingleAsync(x => x.Id == entry.Picture, ct);
        var before = TrayList.View(entry, picture, null, actor, time.Today);
        var words = new PictureWords(answers.Alt, answers.Credit, picture.FocusX, picture.FocusY)
        {
            Rights = new PictureRights(answers.Licence, picture.LicenceNote, answers.Consent!.Value, answers.ConsentUntil, answers.ConsentNote),
        };
        entry.Keep(actor.Person, time.UtcNow);
        var changed = await change.Run(actor, entry.Picture, words, ct);
        if (!changed.Ok)
            return Outcome<TrayEntryView>.Refused(changed.Refusals);
        db.AfterCommit(() => pulse.Beat(TrayDoor.Topic, id.Value));
        return before with { Picture = changed.Value };
    }
}

/// <summary>Not wanted. The library's bin keeps the picture for 30 days.</summary>
internal sealed class DiscardFromTray(Db db, RemovePicture remove, Pulse pulse, CityTime time)
{
    public Task<Outcome<Done>> Run(Actor actor, TrayId id, CancellationToken ct) => db.InTransaction(
        () => TrayDecision.Unless(async () =>
        {
            var found = await TrayDecision.Find(db, actor, id, TrayState.Waiting, ct);
            if (!found.Ok)
                return Outcome<Done>.Refused(found.Refusals);
            found.Value.Discard(actor.Person, time.UtcNow);
            await db.SaveChangesAsync(ct);
            db.AfterCommit(() => pulse.Beat(TrayDoor.Topic, id.Value));
            return found.Value.Fresh ? await remove.Run(actor, found.Value.Picture, ct) : Done.Ok;
        }),
        done => done.Ok,
        ct);
}

/// <summary>Takes back that a picture was discarded.</summary>
internal sealed class BringBackToTray(Db db, BringBackPicture bring, Pulse pulse)
{
    public Task<Outcome<Done>> Run(Actor actor, TrayId id, CancellationToken ct) => db.InTransaction(
        () => TrayDecision.Unless(async () =>
        {
            var found = await TrayDecision.Find(db, actor, id, TrayState.Discarded, ct);
            if (!found.Ok)
                return Outcome<Done>.Refused(found.Refusals);
            found.Value.BringBack();
            await db.SaveChangesAsync(ct);
            db.AfterCommit(() => pulse.Beat(TrayDoor.Topic, id.Value));
            return found.Value.Fresh ? await bring.Run(actor, found.Value.Picture, ct) : Done.Ok;
        }),
        done => done.Ok,
        ct);
}

internal static class TrayDecision
{
    /// <summary>Of two who decide at the same moment the second is told so.</summary>
    public static async Task<Outcome<Done>> Unless(Func<Task<Outcome<Done>>> decide)
    {
        try
        {
            return await decide();
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict("Media.Tray.Decided");
        }
    }

    public static async Task<Outcome<TrayEntry>> Find(Db db, Actor actor, TrayId id, TrayState state, CancellationToken ct)
    {
        var entry = await db.Set<TrayEntry>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (entry is null || !actor.May(Permission.See, entry.Unit))
            return Refusal.NotFound("Media.Tray.Gone");
        if (!actor.May(Permission.Write, entry.Unit))
            return Refusal.Forbidden();
        return entry.State == state ? entry : Refusal.Conflict("Media.Tray.Decided");
    }
}

internal sealed class TrayDesk(TrayList list, TrayLines lines, RemoveTrayLine remove, KeepFromTray keep, DiscardFromTray discard, BringBackToTray bringBack) : ITray
{
    public Task<IReadOnlyList<TrayEntryView>> Waiting(Actor actor, CancellationToken ct) => list.Run(actor, ct);

    public Task<Outcome<TrayEntryView>> Keep(Actor actor, TrayId entry, TrayAnswers answers, CancellationToken ct) => keep.Run(actor, entry, answers, ct);

    public Task<Outcome<Done>> Discard(Actor actor, TrayId entry, CancellationToken ct) => discard.Run(actor, entry, ct);

    public Task<Outcome<Done>> BringBack(Actor actor, TrayId entry, CancellationToken ct) => bringBack.Run(actor, entry, ct);

    public Task<IReadOnlyList<TrayLineView>> Unusable(Actor actor, CancellationToken ct) => lines.Run(actor, ct);

    public Task<Outcome<Done>> Remove(Actor actor, TrayId line, CancellationToken ct) => remove.Run(actor, line, ct);
}
