using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Intake;

namespace Stadtfunk.Media.Renditions;

/// <summary>Remembers which bytes a wish gave for a picture.</summary>
internal sealed class Rendition
{
    private Rendition()
    {
    }

    public PictureId Picture { get; private set; }

    /// <summary>Hash of the wish (<see cref="Wishes.Key"/>).</summary>
    public string Wish { get; private set; } = "";

    public string Hash { get; private set; } = "";
    public string MediaType { get; private set; } = "";
    public int Width { get; private set; }
    public int Height { get; private set; }
    public long Bytes { get; private set; }

    public static Rendition Of(PictureId picture, string wish, RenditionView made) => new()
    {
        Picture = picture,
        Wish = wish,
        Hash = made.Hash,
        MediaType = made.MediaType,
        Width = made.Width,
        Height = made.Height,
        Bytes = made.Bytes,
    };

    public RenditionView View() => new(Wishes.Path(Hash, PictureType.Of(MediaType).Ending), Hash, MediaType, Width, Height, Bytes);
}
