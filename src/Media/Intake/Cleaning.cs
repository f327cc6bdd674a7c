using NetVips;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Intake;

/// <summary>A picture as we keep it, in a file of our own making.</summary>
/// <param name="StillOnly">The file moved; its first frame was kept.</param>
internal sealed record Cleaned(PictureType Type, int Width, int Height, EmbeddedWords Words, bool StillOnly);

/// <summary>
/// Reads a file that nobody vouches for and writes it anew: upright, sRGB, 8 bit, without any metadata, at most <see cref="MaxEdge"/> px.
/// Whatever else the file carried (place, device, a hidden archive, a script behind the picture) stays behind.
/// Moving pictures become their first frame: something that moves by itself needs a pause button, and no network takes it as a picture.
/// </summary>
internal static class Cleaning
{
    private const long MaxPixels = 50_000_000;
    private const int MaxFrames = 1000;

    /// <summary>More than any network or page takes (Mastodon 3840, Bluesky 2000), and small enough to be worked on in little memory.</summary>
    public const int MaxEdge = 4096;

    public static Outcome<Cleaned> Clean(string from, PictureType type, string to)
    {
        try
        {
            EmbeddedWords words;
            bool moves;
            // Opening reads the header only: nothing is decoded before its size is known.
            using (var header = Open(from, type))
            {
                if ((long)header.Width * header.Height > MaxPixels)
                    return Refusal.Invalid("Media.TooManyPixels", header.Width, header.Height, (long)header.Width * header.Height / 1_000_000).On("file");
                var frames = header.Contains("n-pages") ? Convert.ToInt32(header.Get("n-pages")) : 1;
                if (frames > MaxFrames)
                    return Refusal.Invalid("Media.TooManyFrames", frames, MaxFrames).On("file");
                moves = frames > 1;
                words = EmbeddedWords.Read(header);
            }
            using var decoded = Image.Thumbnail(from, MaxEdge, height: MaxEdge, size: Enums.Size.Down, outputProfile: "srgb", failOn: Enums.FailOn.Error);
            using var plain = Plain(decoded);
            var kept = type == PictureType.Gif ? PictureType.Png : type;
            Write(plain, kept, to);
            return new Cleaned(kept, plain.Width, plain.Height, words, moves);
        }
        catch (VipsException)
        {
            return Refusal.Invalid("Media.Damaged").On("file");
        }
    }

    private static Image Open(string path, PictureType type) => type.Ending switch
    {
        ".jpg" => Image.Jpegload(path, access: Enums.Access.Sequential),
        ".png" => Image.Pngload(path, access: Enums.Access.Sequential),
        ".webp" => Image.Webpload(path, access: Enums.Access.Sequential),
        _ => Image.Gifload(path, access: Enums.Access.Sequential),
    };

    private static Image Plain(Image image)
    {
        using var coloured = image.Interpretation == Enums.Interpretation.Srgb ? image.Copy() : image.Colourspace(Enums.Interpretation.Srgb);
        return coloured.Format == Enums.BandFormat.Uchar ? coloured.Copy() : coloured.Cast(Enums.BandFormat.Uchar);
    }

    private static void Write(Image image, PictureType type, string to)
    {
        switch (type.Ending)
        {
            case ".jpg":
                image.Jpegsave(to, q: 90, optimizeCoding: true, keep: Enums.ForeignKeep.None);
                break;
            case ".png":
                image.Pngsave(to, compression: 6, keep: Enums.ForeignKeep.None);
                break;
            default:
                image.Webpsave(to, q: 90, keep: Enums.ForeignKeep.None);
                break;
        }
    }
}
