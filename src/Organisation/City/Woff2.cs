using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.City;

/// <param name="Name">Of the family, as the font says.</param>
/// <param name="Varies">It has all weights in one file.</param>
internal sealed record FontFacts(string Name, bool Varies);

/// <summary>
/// Looks into a WOFF2 file (W3C Recommendation of 2024) before it goes to every reader: is it one, whole, with the letters that German and English need, and does
/// its maker allow it in the web? Nothing of it is run here; browsers check it once more before they draw with it.
/// </summary>
internal static class Woff2
{
    public const int MaxBytes = 300 * 1024;

    // What this size becomes at most when unpacked, even for a font with many weights; a bomb is bigger.
    private const int MaxUnpacked = 8 * 1024 * 1024;
    private const int HeaderLength = 48;
    private const string Needed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ÄÖÜäöüß.,;:!?-()/&@#%+„“”’–…€";

    // The tags that the format writes as a number; a blank stands here as "_".
    private static readonly string[] Known =
    [
        .. (
            "cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC "
            + "JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat "
            + "Gloc Feat Sill")
            .Split(' ').Select(tag => tag.Replace('_', ' ')),
    ];

    public static Outcome<FontFacts> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxBytes)
            return Refusal.Invalid("Organisation.Font.TooBig", MaxBytes / 1024).On("font");
        if (file.Length < HeaderLength || !file[..4].SequenceEqual("wOF2"u8))
            return Refusal.Invalid("Organisation.Font.NotOne").On("font");
        var tables = BinaryPrimitives.ReadUInt32BigEndian(file[8..]) == file.Length && !file.Slice(4, 4).SequenceEqual("ttcf"u8) ? Unpack(file) : null;
        if (tables is null || !(tables.ContainsKey("glyf") || tables.ContainsKey("CFF ") || tables.ContainsKey("CFF2")) || !tables.ContainsKey("hmtx")
            || tables.GetValueOrDefault("OS/2") is not { Length: >= 10 } os2)
            return Refusal.Invalid("Organisation.Font.Damaged").On("font");
        // Bits 0–3 of fsType alone at 2: "must not be embedded".
        if ((os2[9] & 0x0F) == 2)
            return Refusal.Invalid("Organisation.Font.NotAllowed").On("font");
        var missing = tables.TryGetValue("cmap", out var cmap) ? new string([.. Needed.Where(letter => !Cmap.Has(cmap, letter))]) : Needed;
        if (missing.Length > 0)
            return Refusal.Invalid("Organisation.Font.LettersMissing", missing.Length > 20 ? missing[..20] + " …" : missing).On("font");
        return new FontFacts(NameIn(tables.GetValueOrDefault("name") ?? []), tables.ContainsKey("fvar"));
    }

    /// <summary>The tables by their tags; null when something does not fit together.</summary>
    private static Dictionary<string, byte[]>? Unpack(ReadOnlySpan<byte> file)
    {
        var (at, count, packed) = (HeaderLength, BinaryPrimitives.ReadUInt16BigEndian(file[12..]), (long)BinaryPrimitives.ReadUInt32BigEndian(file[20..]));
        var sizes = new List<(string Tag, int Length)>();
        long whole = 0;
        for (var i = 0; i < count; i++)
        {
            if (at >= file.Length)
                return null;
            var flags = file[at++];
            var index = flags & 0x3F;
            if (index == 0x3F && at + 4 > file.Length)
                return null;
            var tag = index == 0x3F ? Encoding.Latin1.GetString(file.Slice(at, 4)) : Known[index];
            at += index == 0x3F ? 4 : 0;
            if (Number(file, ref at) is not { } length)
                return null;
            // glyf and loca are rewritten unless they say 3, the others only if they say something.
            if ((tag is "glyf" or "loca" ? flags >> 6 != 3 : flags >> 6 != 0) && Number(file, ref at) is var rewritten)
            {
                if (rewritten is null)
                    return null;
                length = rewritten.Value;
            }
            sizes.Add((tag, (int)Math.Min(length, int.MaxValue)));
            whole += length;
        }
        if (whole is 0 or > MaxUnpacked || at + packed > file.Length)
            return null;
        var unpacked = new byte[whole];
        if (!BrotliDecoder.TryDecompress(file.Slice(at, (int)packed), unpacked, out var written) || written != whole)
            return null;
        var tables = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var from = 0;
        foreach (var (tag, length) in sizes)
        {
            tables[tag] = unpacked[from..(from + length)];
            from += length;
        }
        return tables;
    }

    /// <summary>The format's UIntBase128: seven bits a byte, at most five bytes, no leading zeros.</summary>
    private static uint? Number(ReadOnlySpan<byte> file, ref int at)
    {
        ulong value = 0;
        for (var i = 0; i < 5 && at < file.Length; i++)
        {
            var part = file[at++];
            if (i == 0 && part == 0x80)
                return null;
            value = (value << 7) | (uint)(part & 0x7F);
            if ((part & 0x80) == 0)
                return value <= uint.MaxValue ? (uint)value : null;
        }
        return null;
    }

    // Family, preferably the typographic one (16), as Windows reads it.
    private static string NameIn(ReadOnlySpan<byte> table)
    {
        var (best, found) = (0, "");
        for (var i = 0; table.Length >= 6 && i < BinaryPrimitives.ReadUInt16BigEndian(table[2..]) && 18 + (i * 12) <= table.Length; i++)
        {
            var record = table.Slice(6 + (i * 12), 12);
            var (platform, id) = (BinaryPrimitives.ReadUInt16BigEndian(record), BinaryPrimitives.ReadUInt16BigEndian(record[6..]));
            var (length, offset) = (BinaryPrimitives.ReadUInt16BigEndian(record[8..]), BinaryPrimitives.ReadUInt16BigEndian(table[4..]) + BinaryPrimitives.ReadUInt16BigEndian(record[10..]));
            if (platform == 3 && id is 1 or 16 && id > best && offset + length <= table.Length)
                (best, found) = (id, Encoding.BigEndianUnicode.GetString(table.Slice(offset, length)));
        }
        var clean = new string([.. found.Where(sign => !char.IsControl(sign)).Take(FontRow.NameLength)]).Trim();
        return clean.Length > 0 && NameRules.Unreadable(clean) is null ? clean : "WOFF2";
    }
}
