using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.City;

/// <param name="Name">Of its family.</param>
public sealed record FontDraft(string Name, bool Varies, int Bytes);

/// <summary>The city's own font for running text or for what is bold, or none again. Without one the desk and the website are set in Fira Sans.</summary>
internal sealed class ChangeFont(Db db, UnitTrees trees, FontDesk fonts, CityCard card)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    /// <param name="bold">The file for bold text; without it browsers thicken the other one.</param>
    /// <param name="bytes">A WOFF2 file; null takes the font away, and with the one for running text the bold one, too.</param>
    public async Task<Outcome<Done>> Run(Actor actor, bool bold, byte[]? bytes, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        var row = await db.Set<CityRow>().SingleAsync(ct);
        if (bold && bytes is not null && row.Font is null)
            return Refusal.Conflict("Organisation.Font.RegularFirst").On("font");
        string? hash = null;
        var varies = false;
        if (bytes is not null)
        {
            var taken = await fonts.TakeIn(bytes, ct);
            if (!taken.Ok)
                return Outcome<Done>.Refused(taken.Refusals);
            (hash, varies) = (taken.Value.Hash, taken.Value.Varies);
        }
        if (bold && hash is not null && row.FontVaries)
            return Refusal.Conflict("Organisation.Font.BoldNotNeeded").On("font");
        if (bold)
            row.SetFont(row.Font, row.FontVaries, hash);
        else
            row.SetFont(hash, varies, hash is null || varies ? null : row.FontBold);
        db.Raise(new CityChanged());
        db.AfterCommit(card.Forget);
        return await db.SaveOr(default(Done), ct);
    }
}

/// <summary>Takes fonts in and hands them out.</summary>
internal sealed class FontDesk(Db db, TimeProvider clock)
{
    /// <summary>Checked; its row is added to the caller's Db, if there is none yet.</summary>
    public async Task<Outcome<FontRow>> TakeIn(byte[] bytes, CancellationToken ct)
    {
        var facts = Woff2.Read(bytes);
        if (!facts.Ok)
            return Outcome<FontRow>.Refused(facts.Refusals);
        var hash = FontRow.HashOf(bytes);
        if (await db.Set<FontRow>().FindAsync([hash], ct) is { } there)
            return there;
        var font = new FontRow(bytes, facts.Value, clock.GetUtcNow().UtcDateTime);
        db.Add(font);
        return font;
    }

    /// <summary>Null for none, and for one that is gone.</summary>
    public async Task<FontDraft?> Find(string? hash, CancellationToken ct) => hash is null ? null
        : await db.Set<FontRow>().AsNoTracking().Where(font => font.Hash == hash).Select(font => new FontDraft(font.Name, font.Varies, font.Bytes.Length)).SingleOrDefaultAsync(ct);

    public async Task<byte[]?> Read(string? hash, CancellationToken ct) => hash is null ? null
        : await db.Set<FontRow>().AsNoTracking().Where(font => font.Hash == hash).Select(font => font.Bytes).SingleOrDefaultAsync(ct);
}
