using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Documents;
using Stadtfunk.Media.Videos;

namespace Stadtfunk.Media.Library;

internal sealed partial class Picture : IVersioned, IAudited
{
    string IAudited.Called => FileName;

    public const int MaxAlt = 1500, MaxCredit = 200, MaxName = 200, MaxSearch = 4000;

    private Picture()
    {
    }

    public PictureId Id { get; private set; }
    public UnitId Unit { get; private set; }
    public string FileName { get; private set; } = "";
    public string MediaType { get; private set; } = "";
    public int Width { get; private set; }
    public int Height { get; private set; }
    public long Bytes { get; private set; }
    public string Alt { get; private set; } = "";
    public string Credit { get; private set; } = "";
    public double FocusX { get; private set; } = 0.5;
    public double FocusY { get; private set; } = 0.5;

    /// <summary>Of the stored original: its address. Of a video, the poster.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Of the file as it came: tells the same upload again.</summary>
    public string SourceHash { get; private set; } = "";

    /// <summary>Words of name, description, credit and tags in lower case, for the word index.</summary>
    public string Search { get; private set; } = "";

    public PersonId AddedBy { get; private set; }
    public DateTime AddedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>What moves, when this is the poster of a video; loaded with every picture.</summary>
    public Video? Video { get; private set; }

    /// <summary>Of a document; null for every picture.</summary>
    public int? Pages { get; private set; }

    public static Picture New(UnitId unit, string fileName, string mediaType, int width, int height, long bytes, string hash, string sourceHash, PersonId by, DateTime at) => new()
    {
        Id = PictureId.New(),
        Unit = unit,
        FileName = fileName,
        MediaType = mediaType,
        Width = width,
        Height = height,
        Bytes = bytes,
        Hash = hash,
        SourceHash = sourceHash,
        AddedBy = by,
        AddedAt = at,
    };

    /// <summary>Says in words what is wrong, or takes over alt text, credit and focus.</summary>
    public Outcome<Done> Describe(string alt, string credit, double focusX, double focusY)
    {
        if (Words(alt, credit) is { } wrong)
            return wrong;
        if (!(focusX is >= 0 and <= 1 && focusY is >= 0 and <= 1))
            return Refusal.Invalid("Media.FocusOutside").On("focus");
        (Alt, Credit, FocusX, FocusY) = (alt.Trim(), credit.Trim(), focusX, focusY);
        NoteWords();
        return Done.Ok;
    }

    public static Refusal? Words(string alt, string credit) =>
        alt.Trim().Length > MaxAlt ? Refusal.Invalid("Media.AltTooLong", MaxAlt, alt.Trim().Length).On("alt")
        : credit.Trim().Length > MaxCredit ? Refusal.Invalid("Media.CreditTooLong", MaxCredit, credit.Trim().Length).On("credit")
        : Seen(alt.Trim(), "alt") ?? Seen(credit.Trim(), "credit");

    // It goes to every network with the picture, and whoever cannot see that has nothing else.
    private static Refusal? Seen(string text, string field) =>
        text.EnumerateRunes().Any(Signs.TurnsDirection) ? Refusal.Invalid("Media.WordsTurned").On(field)
        : Signs.OnlyInvisible(text) ? Refusal.Invalid("Media.WordsInvisible").On(field)
        : null;

    /// <summary>The poster of a video was drawn anew.</summary>
    public void Shows(string mediaType, int width, int height, long bytes, string hash) =>
        (MediaType, Width, Height, Bytes, Hash) = (mediaType, width, height, bytes, hash);

    public void Moves(Video video) => Video = video;

    /// <summary>It is no picture, but a document of so many pages.</summary>
    public void Holds(int pages) => Pages = pages;

    /// <summary>With which ending its stored original lies there: nobody asks for that of a picture, a document is what it is.</summary>
    public string Ending() => Pages is null ? "" : DocumentFiles.Pdf;

    /// <param name="today">In the city.</param>
    public PictureView View(DateOnly today) => new(Id, Unit, FileName, MediaType, Width, Height, Alt, Credit, FocusX, FocusY, Hash)
    {
        Licence = Licence,
        Blocked = Blocked(today),
        UsableUntil = Consent == Consent.Given ? ConsentUntil : null,
        Video = Video?.View(),
        Document = Pages is { } pages ? new DocumentView(DocumentFiles.Path(Hash), Hash, MediaType, Bytes, pages) : null,
    };

    private void NoteWords()
    {
        var all = string.Join(' ', new[] { FileName, Alt, Credit }.Concat(tags.Select(tag => tag.Name))).ToLowerInvariant();
        // Only words and blanks: an index would take "schnee.jpg" for the name of a machine.
        var words = string.Join(' ', new string([.. all.Select(sign => char.IsLetterOrDigit(sign) ? sign : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Search = words.Length > MaxSearch ? words[..MaxSearch] : words;
    }
}
