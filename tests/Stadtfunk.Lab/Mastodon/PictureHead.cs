using System.Buffers.Binary;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>What kind of file this is, by its first bytes, and how large the picture in it is (0 × 0 where it is not read).</summary>
internal sealed record PictureHead(string Type, int Width, int Height)
{
    public bool IsImage => Type.StartsWith("image/", StringComparison.Ordinal);

    public static PictureHead? Of(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) && file.Length > 24
            ? new("image/png", BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
        : file.StartsWith("GIF8"u8) && file.Length > 10
            ? new("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]))
        : file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg(file)
        : file.Length > 30 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? Webp(file)
        : file.Length > 12 && file[4..].StartsWith("ftyp"u8) ? new("video/mp4", 0, 0)
        : null;

    // Segments of a JPEG: FF, marker, length; the frame header (C0–CF without C4, C8, CC) holds height and width.
    private static PictureHead? Jpeg(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 < file.Length && file[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]))
            if (file[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
        return null;
    }

    private static PictureHead Webp(ReadOnlySpan<byte> file) => file[12..].StartsWith("VP8X"u8)
        ? new("image/webp", 1 + Bits24(file[24..]), 1 + Bits24(file[27..]))
        : file[12..].StartsWith("VP8L"u8)
            ? new("image/webp", 1 + (Bits24(file[21..]) & 0x3FFF), 1 + (BinaryPrimitives.ReadInt32LittleEndian(file[21..]) >> 14 & 0x3FFF))
            : new("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF);

    private static int Bits24(ReadOnlySpan<byte> at) => at[0] | at[1] << 8 | at[2] << 16;
}
