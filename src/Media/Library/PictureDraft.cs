using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>What stands in the fields of a picture's page; its parts share it.</summary>
internal sealed class PictureDraft(PictureCardView seen)
{
    public string? Alt { get; set; } = seen.Picture.Alt;
    public string? Credit { get; set; } = seen.Picture.Credit;
    public double X { get; set; } = seen.Picture.FocusX;
    public double Y { get; set; } = seen.Picture.FocusY;
    public IReadOnlyList<string> Tags { get; set; } = seen.Tags;
    public string? Licence { get; set; } = seen.Rights.Licence.ToString();
    public string? LicenceNote { get; set; } = seen.Rights.LicenceNote;
    public string? Consent { get; set; } = seen.Rights.Consent.ToString();
    public DateOnly? ConsentUntil { get; set; } = seen.Rights.ConsentUntil;
    public string? ConsentNote { get; set; } = seen.Rights.ConsentNote;
    private int version = seen.Version;

    public bool ReadOnly { get; } = !seen.MayWrite;

    public bool IsDocument { get; } = seen.Picture.Document is not null;

    public PictureWords Words => new(Alt ?? "", Credit ?? "", X, Y)
    {
        Tags = Tags,
        Rights = new PictureRights(Enum.Parse<Licence>(Licence!), LicenceNote ?? "", Enum.Parse<Consent>(Consent!), ConsentUntil, ConsentNote ?? ""),
        Version = version,
    };

    /// <summary>Poster or subtitles changed while somebody writes here: the fields stay. Other words underneath still count as somebody else's.</summary>
    public void Follow(PictureCardView now)
    {
        if ((now.Picture.Alt, now.Picture.Credit, now.Picture.FocusX, now.Picture.FocusY, now.Rights) == (seen.Picture.Alt, seen.Picture.Credit, seen.Picture.FocusX, seen.Picture.FocusY, seen.Rights)
            && now.Tags.SequenceEqual(seen.Tags))
            version = now.Version;
    }

    /// <summary>
    /// These words were stored, and this was read afterwards. What stands in the fields stays: somebody may have typed on while it was being saved. Where it reads
    /// otherwise, somebody else was quicker than the reading, and the next save says so.
    /// </summary>
    public void Stored(PictureWords mine, PictureCardView now)
    {
        if (mine.StandIn(now))
            (seen, version) = (now, now.Version);
    }
}
