using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Renditions;

internal static class Wishes
{
    /// <summary>Goes into every key: raise it when the drawing of renditions changes, and they are made anew under new addresses.</summary>
    private const int Generation = 1;

    /// <summary>A card of the wall: wide, and cut around what matters.</summary>
    public static readonly IReadOnlyList<RenditionWish> ForCards =
    [
        new(480, null, null, ["image/webp"]) { Shape = Shapes.Wide },
        new(960, null, null, ["image/webp"]) { Shape = Shapes.Wide },
        new(960, 300_000, null, ["image/jpeg"]) { Shape = Shapes.Wide },
    ];

    /// <summary>What shows in a link's preview, on networks and in messengers.</summary>
    public static readonly RenditionWish ForLinks = new(1200, 600_000, null, ["image/jpeg"]) { Shape = Shapes.Link };

    /// <summary>The public page's wishes, smallest first, the JPEG for old readers last.</summary>
    public static readonly IReadOnlyList<RenditionWish> ForPage =
    [
        new(480, null, null, ["image/webp"]),
        new(960, null, null, ["image/webp"]),
        new(1600, null, null, ["image/webp"]),
        new(1600, 600_000, null, ["image/jpeg"]),
    ];

    /// <param name="focus">Point of interest: where something is cut off, another one gives another rendition.</param>
    public static string Key(RenditionWish wish, (double X, double Y) focus = default) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Generation}|{wish.MaxEdge}|{wish.MaxBytes}|{wish.MaxPixels}|{string.Join(',', wish.MediaTypes)}") + Cut(wish.Shape, focus))));

    private static string Cut(PictureShape? shape, (double X, double Y) focus) =>
        shape is null ? "" : string.Create(CultureInfo.InvariantCulture, $"|{shape.Least:R}-{shape.Most:R}@{focus.X:R},{focus.Y:R}");

    /// <summary>The way back from <see cref="Path"/>.</summary>
    public static string HashIn(string path) => path.Split('/')[^2] + System.IO.Path.GetFileNameWithoutExtension(path);

    public static string Path(string hash, string ending) => $"/bilder/{hash[..2]}/{hash[2..]}{ending}";
}
