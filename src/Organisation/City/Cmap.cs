using System.Buffers.Binary;

namespace Stadtfunk.Organisation.City;

/// <summary>Which letters a font has: its cmap table, in the two forms that fonts for the web use (4 and 12).</summary>
internal static class Cmap
{
    public static bool Has(ReadOnlySpan<byte> table, char letter)
    {
        if (table.Length < 4)
            return false;
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(table[2..]) && 12 + (i * 8) <= table.Length; i++)
        {
            var record = table.Slice(4 + (i * 8), 8);
            var offset = BinaryPrimitives.ReadUInt32BigEndian(record[4..]);
            if (offset + 16L > table.Length || BinaryPrimitives.ReadUInt16BigEndian(record) is not (0 or 3))
                continue;
            var map = table[(int)offset..];
            if (BinaryPrimitives.ReadUInt16BigEndian(map) switch { 4 => InSegments(map, letter), 12 => InGroups(map, letter), _ => false })
                return true;
        }
        return false;
    }

    private static bool InSegments(ReadOnlySpan<byte> map, char letter)
    {
        var twice = BinaryPrimitives.ReadUInt16BigEndian(map[6..]) & ~1;
        // Ends, a gap, starts, deltas, offsets into what follows.
        if (16 + (twice * 4) > map.Length)
            return false;
        for (var at = 0; at < twice; at += 2)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(map[(14 + at)..]) < letter)
                continue;
            var start = BinaryPrimitives.ReadUInt16BigEndian(map[(16 + twice + at)..]);
            if (start > letter)
                return false;
            var delta = BinaryPrimitives.ReadUInt16BigEndian(map[(16 + (twice * 2) + at)..]);
            var place = 16 + (twice * 3) + at;
            var range = BinaryPrimitives.ReadUInt16BigEndian(map[place..]);
            if (range == 0)
                return ((letter + delta) & 0xFFFF) != 0;
            var glyph = place + range + ((letter - start) * 2);
            return glyph + 2 <= map.Length && BinaryPrimitives.ReadUInt16BigEndian(map[glyph..]) != 0;
        }
        return false;
    }

    private static bool InGroups(ReadOnlySpan<byte> map, char letter)
    {
        for (var (i, count) = (0L, BinaryPrimitives.ReadUInt32BigEndian(map[12..])); i < count && 28 + (i * 12) <= map.Length; i++)
        {
            var group = map.Slice((int)(16 + (i * 12)), 12);
            var (first, last) = (BinaryPrimitives.ReadUInt32BigEndian(group), BinaryPrimitives.ReadUInt32BigEndian(group[4..]));
            if (first <= letter && letter <= last)
                return BinaryPrimitives.ReadUInt32BigEndian(group[8..]) + (letter - first) != 0;
        }
        return false;
    }
}
