using NetVips;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Intake;

namespace Stadtfunk.Media.Renditions;

/// <summary>The bytes of a rendition, not yet stored.</summary>
internal sealed record Drawn(byte[] Bytes, PictureType Type, int Width, int Height);

/// <summary>Draws a stored original to a wish. The same original and wish always give the same bytes.</summary>
internal static class Drawing
{
    private const int Best = 86, Least = 40, Step = 8;
    private const double Smaller = 0.85;
    private const int LeastEdge = 64;

    public static Outcome<Drawn> Draw(string original, PictureType type, int width, int height, (double X, double Y) focus, RenditionWish wish)
    {
        var accepted = wish.MediaTypes.Select(name => PictureType.Stored.FirstOrDefault(known => known.MediaType == name)).OfType<PictureType>().ToArray();
        if (accepted.Length == 0)
            return Refusal.Invalid("Media.NoTypeFits", string.Join(", ", wish.MediaTypes));
        var left = wish.Shape is { } shape ? Crop.Of(width, height, focus.X, focus.Y, shape) : new Crop(0, 0, width, height);
        var cut = (left.Width, left.Height) != (width, height);
        var scale = Math.Min(1, (double)wish.MaxEdge / Math.Max(left.Width, left.Height));
        if (wish.MaxPixels is { } most)
            scale = Math.Min(scale, Math.Sqrt((double)most / ((double)left.Width * left.Height)));
        // What fits as it is stays as it is: coding it again would only cost quality.
        if (!cut && scale >= 1 && accepted.Contains(type) && Fits(new FileInfo(original).Length, wish))
            return new Drawn(File.ReadAllBytes(original), type, width, height);
        for (; scale * Math.Max(width, height) >= Math.Min(LeastEdge, Math.Max(width, height)); scale *= Smaller)
            if (Draw(original, (int)Math.Max(1, width * scale), (int)Math.Max(1, height * scale), focus, accepted, wish) is { } drawn)
                return drawn;
        return Refusal.Invalid("Media.CannotGetSmaller", wish.MaxBytes ?? 0);
    }

    private static Drawn? Draw(string original, int width, int height, (double X, double Y) focus, PictureType[] accepted, RenditionWish wish)
    {
        using var sized = Image.Thumbnail(original, width, height: height, size: Enums.Size.Down, failOn: Enums.FailOn.Error);
        using var image = Shaped(sized, focus, wish.Shape).CopyMemory();
        foreach (var type in Order(accepted, image.HasAlpha()))
            foreach (var bytes in Encodings(image, type))
                if (Fits(bytes.Length, wish))
                    return new Drawn(bytes, type, image.Width, image.Height);
        return null;
    }

    private static Image Shaped(Image sized, (double X, double Y) focus, PictureShape? shape)
    {
        if (shape is null)
            return sized;
        var left = Crop.Of(sized.Width, sized.Height, focus.X, focus.Y, shape);
        return (left.Width, left.Height) == (sized.Width, sized.Height) ? sized : sized.Crop(left.X, left.Y, left.Width, left.Height);
    }

    /// <summary>Transparency asks for PNG first where it is taken, JPEG last; otherwise the network's own order.</summary>
    private static IEnumerable<PictureType> Order(PictureType[] accepted, bool transparent) => transparent
        ? accepted.OrderBy(type => type == PictureType.Png ? 0 : type == PictureType.Jpeg ? 2 : 1)
        : accepted;

    private static IEnumerable<byte[]> Encodings(Image image, PictureType type)
    {
        if (type == PictureType.Png)
        {
            yield return image.PngsaveBuffer(compression: 8, keep: Enums.ForeignKeep.None);
            yield break;
        }
        using var flat = type == PictureType.Jpeg && image.HasAlpha() ? image.Flatten(background: [255, 255, 255]) : image.Copy();
        for (var quality = Best; quality >= Least; quality -= Step)
            yield return type == PictureType.Jpeg
                ? flat.JpegsaveBuffer(q: quality, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None)
                : flat.WebpsaveBuffer(q: quality - 4, keep: Enums.ForeignKeep.None);
    }

    private static bool Fits(long bytes, RenditionWish wish) => wish.MaxBytes is not { } most || bytes <= most;
}
