using System.Text;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Intake;

/// <summary>The four types that are taken, and how a file gives away what it is. Only its first bytes count, never its name.</summary>
internal sealed record PictureType(string Name, string MediaType, string Ending, params string[] Extensions)
{
    public static readonly PictureType Jpeg = new("JPEG", "image/jpeg", ".jpg", ".jpg", ".jpeg", ".jpe", ".jfif", ".pjpeg");
    public static readonly PictureType Png = new("PNG", "image/png", ".png", ".png", ".apng");
    public static readonly PictureType Webp = new("WebP", "image/webp", ".webp", ".webp");
    public static readonly PictureType Gif = new("GIF", "image/gif", ".gif", ".gif");

    public static readonly IReadOnlyList<PictureType> Stored = [Jpeg, Png, Webp];

    public static PictureType Of(string mediaType) => Stored.First(type => type.MediaType == mediaType);

    public static Outcome<PictureType> Read(ReadOnlySpan<byte> head, string fileName)
    {
        var type = Sniff(head);
        if (type is null)
            return What(head) is { } what
                ? Refusal.Invalid(what).On("file")
                : Refusal.Invalid("Media.UnknownFile").On("file");
        var extension = Extension(fileName);
        return extension.Length == 0 || type.Extensions.Contains(extension)
            ? type
            : Refusal.Invalid("Media.NameLies", fileName, type.Name, type.Ending).On("file");
    }

    /// <summary>MP4 and its relatives, Matroska and WebM: what carries a film, not what ffmpeg might make of it.</summary>
    public static bool IsVideo(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3]) || (Sniff(head) is null && What(head[..Math.Min(head.Length, 4096)]) == "Media.IsVideo");

    /// <summary>A PDF from its first byte on: one behind something else would be two files in one.</summary>
    public static bool IsDocument(ReadOnlySpan<byte> head) => head.StartsWith("%PDF-"u8);

    private static PictureType? Sniff(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Webp,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif,
        _ => null,
    };

    /// <summary>The sentence for what people do bring by mistake; null when we cannot name it.</summary>
    private static string? What(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
            return Encoding.ASCII.GetString(head[8..12]) switch
            {
                "heic" or "heix" or "hevc" or "heim" or "heis" or "mif1" or "msf1" => "Media.IsHeic",
                "avif" or "avis" => "Media.IsAvif",
                _ => "Media.IsVideo",
            };
        if (head.StartsWith("%PDF"u8))
            return "Media.IsPdf";
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || head.StartsWith("BM"u8))
            return "Media.IsRaw";
        if (head.StartsWith("PK\u0003\u0004"u8))
            return "Media.IsZip";
        var text = Encoding.UTF8.GetString(head);
        if (text.Contains("<svg", StringComparison.OrdinalIgnoreCase))
            return text.Contains("<script", StringComparison.OrdinalIgnoreCase) ? "Media.IsSvgWithScript" : "Media.IsSvg";
        return text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
            ? "Media.IsHtml"
            : null;
    }

    /// <summary>Lower case with its dot; empty when what follows the last dot is no extension ("Foto vom 23.11").</summary>
    private static string Extension(string fileName)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        return extension.Length is >= 3 and <= 6 && char.IsAsciiLetter(extension[1]) && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : "";
    }
}
