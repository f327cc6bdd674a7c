using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Renditions;

internal static class Wishes
{
    /// <summary>Goes into every key: raise it when the drawing of renditions changes, and they are made anew under new addresses.</summary>
    private const int Generation = 1;

    /// <summary>The public page's wishes, smallest first, the JPEG for old readers last.</summary>
    public static readonly IReadOnlyList<RenditionWish> ForPage =
    [
        new(480, null, null, ["image/webp"]),
        new(960, null, null, ["image/webp"]),
        new(1600, null, null, ["image/webp"]),
        new(1600, 600_000, null, ["image/jpeg"]),
    ];

    public static string Key(RenditionWish wish) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Generation}|{wish.MaxEdge}|{wish.MaxBytes}|{wish.MaxPixels}|{string.Join(',', wish.MediaTypes)}"))));

    /// <summary>The way back from <see cref="Path"/>.</summary>
    public static string HashIn(string path) => path.Split('/')[^2] + System.IO.Path.GetFileNameWithoutExtension(path);

    public static string Path(string hash, string ending) => $"/bilder/{hash[..2]}/{hash[2..]}{ending}";
}
