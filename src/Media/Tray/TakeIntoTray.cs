using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Tray;

/// <param name="Unit">Null: nothing was chosen, so the first one in which the sender writes, or else sees something.</param>
/// <param name="Bytes">Read once.</param>
/// <param name="Key">Made by the sender, one for each picture: whoever sends it again after a broken line is understood.</param>
internal sealed record SharedPicture(UnitId? Unit, string FileName, Stream Bytes, string Text, string Key);

/// <param name="Known">It was here before: the same sending, or the same picture that still waits.</param>
internal sealed record IntoTray(TrayId Entry, bool Known);

/// <summary>
/// Takes in a picture that somebody with an account shares. To send something in it is enough to see the unit: what becomes of it is decided by those who
/// write there, and until then nobody can use it.
/// </summary>
internal sealed class TakeIntoTray(Db db, TrayDoor door, IUnits units)
{
    public async Task<Outcome<IntoTray>> Run(Actor actor, SharedPicture shared, CancellationToken ct)
    {
        if (shared.Key.Trim().Length is 0 or > 80)
            return Refusal.Invalid("Media.Tray.KeyBad").On("key");
        if (await UnitOf(actor, shared.Unit, ct) is not { } unit)
            return Refusal.Forbidden("Media.Tray.NoUnit");
        var key = $"{actor.Person}/{shared.Key.Trim()}";
        if (await db.Set<TrayEntry>().AsNoTracking().FirstOrDefaultAsync(x => x.Key == key, ct) is { } before)
            return new IntoTray(before.Id, true);
        return await door.Put(actor, new NewPicture(unit, shared.FileName, shared.Bytes, "", ""), new Sending(TrayWay.Share, actor.Name, shared.Text, key), ct);
    }

    private async Task<UnitId?> UnitOf(Actor actor, UnitId? wanted, CancellationToken ct)
    {
        if (wanted is { } unit)
            return actor.May(Permission.See, unit) ? unit : null;
        var tree = await units.Tree(ct);
        return (tree.FirstOrDefault(one => actor.May(Permission.Write, one.Id)) ?? tree.FirstOrDefault(one => actor.May(Permission.See, one.Id)))?.Id;
    }
}

/// <param name="Sender">Name or address.</param>
/// <param name="Key">Of two sendings with the same only the first counts.</param>
internal sealed record Sending(TrayWay Way, string Sender, string Text, string Key)
{
    /// <summary>Of a mail: its sender was proven; null where the sender was signed in.</summary>
    public bool? Proven { get; init; }

    /// <summary>UTC; when it was sent, where that is known and may be long before it came.</summary>
    public DateTime? At { get; init; }
}

/// <summary>The one way into the tray, for whatever way a picture came. Who may send is asked by the way.</summary>
internal sealed class TrayDoor(Db db, TakeIn takeIn, Pulse pulse, CityTime time)
{
    public const string Topic = "tray";

    public async Task<Outcome<IntoTray>> Put(Actor actor, NewPicture picture, Sending sent, CancellationToken ct)
    {
        TrayEntry? entry = null;
        var taken = await takeIn.Still(
            actor,
            picture,
            async fresh =>
            {
                // Nobody has asked the people in it yet, and until somebody has said so it is blocked; out of the bin it comes no other way.
                fresh.Allow(fresh.Rights with { Consent = Consent.Missing });
                entry = await db.Set<TrayEntry>().FirstOrDefaultAsync(x => x.Picture == fresh.Id && x.State == TrayState.Waiting, ct);
                if (entry is null)
                    db.Add(entry = new TrayEntry(picture.Unit, fresh.Id, true, sent, time.UtcNow));
                else
                    entry.Brought();
            },
            ct);
        if (!taken.Ok)
            return Outcome<IntoTray>.Refused(taken.Refusals);
        if (!taken.Value.Known || taken.Value.CameBack)
        {
            pulse.Beat(Topic, entry!.Id.Value);
            return new IntoTray(entry.Id, false);
        }
        // The file was there before: from this very sending, from another one that still waits, or in the library, which goes on having it.
        var id = taken.Value.Picture.Id;
        if (await db.Set<TrayEntry>().AsNoTracking().FirstOrDefaultAsync(x => x.Key == sent.Key || (x.Picture == id && x.State == TrayState.Waiting), ct) is { } waits)
            return new IntoTray(waits.Id, true);
        db.Add(entry = new TrayEntry(picture.Unit, id, false, sent, time.UtcNow));
        await db.SaveChangesAsync(ct);
        pulse.Beat(Topic, entry.Id.Value);
        return new IntoTray(entry.Id, false);
    }

    /// <summary>No picture of it can be used: those who work here read so. In the caller's transaction, if there is one.</summary>
    /// <param name="why">A sentence.</param>
    public async Task Tell(UnitId unit, Sending sent, string why, CancellationToken ct)
    {
        if (await db.Set<TrayLine>().AnyAsync(x => x.Key == sent.Key, ct))
            return;
        var line = new TrayLine(unit, sent, why, time.UtcNow);
        db.Add(line);
        db.AfterCommit(() => pulse.Beat(Topic, line.Id.Value));
        await db.SaveChangesAsync(ct);
    }
}
