using System.Buffers.Binary;

namespace Stadtfunk.Lab.Meta.Containers;

/// <summary>What an MP4 says of itself before its pictures come.</summary>
internal sealed record Mp4Head(TimeSpan Length, int Width, int Height)
{
    /// <summary>Null where this is none, or says it only at the end.</summary>
    public static Mp4Head? Of(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12 || !start[4..8].SequenceEqual("ftyp"u8)) return null;
        var whole = Box(start, "moov"u8);
        var about = Box(whole, "mvhd"u8);
        if (about.Length < 32) return null;
        var at = about[0] == 1 ? 20 : 12;
        var scale = BinaryPrimitives.ReadUInt32BigEndian(about[at..]);
        var length = about[0] == 1 ? BinaryPrimitives.ReadUInt64BigEndian(about[(at + 4)..]) : BinaryPrimitives.ReadUInt32BigEndian(about[(at + 4)..]);
        if (scale == 0) return null;
        for (var left = whole; left.Length >= 8;)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(left);
            if (size < 8) break;
            var head = left[4..8].SequenceEqual("trak"u8) ? Box(left[8..(int)Math.Min(size, (uint)left.Length)], "tkhd"u8) : default;
            var place = head.Length > 0 && head[0] == 1 ? 88 : 76;
            if (head.Length >= place + 8 && BinaryPrimitives.ReadUInt16BigEndian(head[place..]) is > 0 and var width)
                return new Mp4Head(TimeSpan.FromSeconds(length / (double)scale), width, BinaryPrimitives.ReadUInt16BigEndian(head[(place + 4)..]));
            left = left[(int)Math.Min(size, (uint)left.Length)..];
        }
        return null;
    }

    // Boxes: length, name, what is in it. What comes after the pictures is not looked at.
    private static ReadOnlySpan<byte> Box(ReadOnlySpan<byte> of, ReadOnlySpan<byte> name)
    {
        while (of.Length >= 8)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(of);
            if (size < 8) return default;
            if (of[4..8].SequenceEqual(name)) return of[8..(int)Math.Min(size, (uint)of.Length)];
            if (size >= of.Length || of[4..8].SequenceEqual("mdat"u8)) return default;
            of = of[(int)size..];
        }
        return default;
    }
}
