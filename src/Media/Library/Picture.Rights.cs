using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

/// <param name="LicenceNote">Where the picture is from, terms of the licence.</param>
/// <param name="ConsentUntil">The last day on which it may be used; null for ever.</param>
/// <param name="ConsentNote">Who agreed, where the paper lies.</param>
internal sealed record PictureRights(Licence Licence, string LicenceNote, Consent Consent, DateOnly? ConsentUntil, string ConsentNote);

/// <summary>Rights, tags, and the bin.</summary>
internal sealed partial class Picture
{
    public const int MaxNote = 500, MaxTags = 20;

    /// <summary>So long something thrown away can be fetched back.</summary>
    public static readonly TimeSpan InBin = TimeSpan.FromDays(30);

    private readonly List<PictureTag> tags = [];

    public Licence Licence { get; private set; }
    public string LicenceNote { get; private set; } = "";
    public Consent Consent { get; private set; }
    public DateOnly? ConsentUntil { get; private set; }
    public string ConsentNote { get; private set; } = "";
    public IReadOnlyList<PictureTag> Tags => tags;

    /// <summary>UTC; null unless it lies in the bin.</summary>
    public DateTime? RemovedAt { get; private set; }
    public PersonId? RemovedBy { get; private set; }

    public PictureRights Rights => new(Licence, LicenceNote, Consent, ConsentUntil, ConsentNote);

    /// <summary>Takes over licence and consent. A consent that has run out may be noted as well: it is a fact.</summary>
    public Outcome<Done> Allow(PictureRights rights)
    {
        if (rights.LicenceNote.Trim().Length > MaxNote)
            return Refusal.Invalid("Media.NoteTooLong", MaxNote, rights.LicenceNote.Trim().Length).On("licenceNote");
        if (rights.ConsentNote.Trim().Length > MaxNote)
            return Refusal.Invalid("Media.NoteTooLong", MaxNote, rights.ConsentNote.Trim().Length).On("consentNote");
        if (rights.Licence is Licence.CcBy or Licence.CcBySa && Credit.Length == 0)
            return Refusal.Invalid("Media.LicenceWantsCredit").On("credit");
        (Licence, LicenceNote, Consent, ConsentNote) = (rights.Licence, rights.LicenceNote.Trim(), rights.Consent, rights.ConsentNote.Trim());
        ConsentUntil = rights.Consent == Consent.Given ? rights.ConsentUntil : null;
        return Done.Ok;
    }

    /// <summary>Takes over the tags, in the order given; the same word in other letters counts once.</summary>
    public Outcome<Done> Tag(IEnumerable<string> names)
    {
        var wanted = names.Select(PictureTag.Clean).Where(name => name.Length > 0).DistinctBy(PictureTag.KeyOf).ToList();
        if (wanted.Count > MaxTags)
            return Refusal.Invalid("Media.TooManyTags", MaxTags).On("tags");
        if (wanted.Find(name => name.Length > PictureTag.MaxName) is { } tooLong)
            return Refusal.Invalid("Media.TagTooLong", tooLong, PictureTag.MaxName).On("tags");
        tags.RemoveAll(tag => wanted.All(name => PictureTag.KeyOf(name) != tag.Key || name != tag.Name));
        foreach (var name in wanted.Where(name => tags.All(tag => tag.Key != PictureTag.KeyOf(name))))
            tags.Add(new PictureTag(Id, Unit, name));
        NoteWords();
        return Done.Ok;
    }

    public void Remove(PersonId by, DateTime now) => (RemovedAt, RemovedBy) = (now, by);

    public void BringBack() => (RemovedAt, RemovedBy) = (null, null);

    /// <summary>Why it may not be used on this day; null when it may.</summary>
    private Refusal? Blocked(DateOnly today) =>
        RemovedAt is not null ? Refusal.Conflict("Media.InTheBin")
        : Consent == Consent.Missing ? Refusal.Conflict("Media.ConsentMissing")
        : Consent == Consent.Given && ConsentUntil < today ? Refusal.Conflict("Media.ConsentRanOut", ConsentUntil)
        : null;
}

/// <summary>A word under which a picture is found; many pictures have it, and a picture has many.</summary>
internal sealed class PictureTag(PictureId picture, UnitId unit, string name)
{
    public const int MaxName = 40;

    public PictureId Picture { get; private set; } = picture;

    /// <summary>The picture's, so that a person is offered only the words of what they see.</summary>
    public UnitId Unit { get; private set; } = unit;
    public string Name { get; private set; } = name;
    public string Key { get; private set; } = KeyOf(name);

    public static string KeyOf(string name) => name.ToLowerInvariant();

    public static string Clean(string name) =>
        string.Join(' ', new string([.. name.Where(sign => !char.IsControl(sign) && sign is not (',' or ';' or '<' or '>'))]).Trim().TrimStart('#').Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
