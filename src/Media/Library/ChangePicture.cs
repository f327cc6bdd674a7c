using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

/// <param name="FocusX">Point of interest from the left, 0..1.</param>
/// <param name="FocusY">Point of interest from the top, 0..1.</param>
internal sealed record PictureWords(string Alt, string Credit, double FocusX, double FocusY)
{
    /// <summary>Null leaves them as they are.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Null leaves them as they are.</summary>
    public PictureRights? Rights { get; init; }

    /// <summary>The version that was read; null overwrites whatever is there.</summary>
    public int? Version { get; init; }

    /// <summary>That picture reads as if these words had been the last.</summary>
    public bool StandIn(PictureCardView now) =>
        (Alt.Trim(), Credit.Trim(), FocusX, FocusY) == (now.Picture.Alt, now.Picture.Credit, now.Picture.FocusX, now.Picture.FocusY)
        && Tags?.Select(PictureTag.Clean).Where(name => name.Length > 0).Select(PictureTag.KeyOf).ToHashSet(StringComparer.Ordinal).SetEquals(now.Tags.Select(PictureTag.KeyOf)) != false
        && (Rights is null || now.Rights == Rights with
        {
            LicenceNote = Rights.LicenceNote.Trim(),
            ConsentNote = Rights.ConsentNote.Trim(),
            ConsentUntil = Rights.Consent == Consent.Given ? Rights.ConsentUntil : null,
        });
}

internal sealed class ChangePicture(Db db, ShownPictures shown, CityTime time)
{
    public async Task<Outcome<PictureView>> Run(Actor actor, PictureId id, PictureWords words, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().Include(x => x.Tags).FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        if (words.Version is { } read && read != picture.Version)
            return Refusal.Conflict("Media.SomebodyWasQuicker");
        var shows = (words.Credit.Trim(), words.FocusX, words.FocusY, words.Rights?.Licence ?? picture.Licence);
        if (shows != (picture.Credit, picture.FocusX, picture.FocusY, picture.Licence) && await shown.NotTheirs(actor, id, ct) is { } notTheirs)
            return notTheirs;
        var before = (picture.Alt, picture.Credit, picture.FocusX, picture.FocusY, picture.Licence);
        var described = picture.Describe(words.Alt, words.Credit, words.FocusX, words.FocusY);
        List<Refusal> refusals =
        [
            .. described.Refusals,
            .. words.Tags is { } tags ? picture.Tag(tags).Refusals : [],
            .. described.Ok ? picture.Allow(words.Rights ?? picture.Rights).Refusals : [],
        ];
        if (refusals.Count > 0)
            return refusals;
        if (before != (picture.Alt, picture.Credit, picture.FocusX, picture.FocusY, picture.Licence))
            db.Raise(new PictureChanged(id));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict("Media.SomebodyWasQuicker");
        }
        return picture.View(time.Today);
    }
}
