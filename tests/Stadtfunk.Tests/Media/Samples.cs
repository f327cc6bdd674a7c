using System.Buffers.Binary;
using System.Text;
using NetVips;

namespace Stadtfunk.Tests.Media;

/// <summary>Files as people and attackers bring them, made byte by byte.</summary>
internal static class Samples
{
    public static readonly double[] Red = [200, 30, 30], Green = [30, 160, 60], Blue = [30, 60, 200], Yellow = [230, 210, 60];

    /// <summary>Four quarters: red, green above blue, yellow. Tells where up and left is.</summary>
    public static Image Quarters(int width = 320, int height = 200)
    {
        Image Plain(double[] colour) => (Image.Black(width / 2, height / 2, bands: 3) + colour).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        var top = Plain(Red).Join(Plain(Green), Enums.Direction.Horizontal);
        return top.Join(Plain(Blue).Join(Plain(Yellow), Enums.Direction.Horizontal), Enums.Direction.Vertical);
    }

    /// <summary>Noise: hard to compress, like a lawn.</summary>
    public static Image Noise(int width, int height) =>
        Image.Gaussnoise(width, height, sigma: 60, mean: 128, seed: 7).Bandjoin(Image.Gaussnoise(width, height, sigma: 60, mean: 128, seed: 8), Image.Gaussnoise(width, height, sigma: 60, mean: 128, seed: 9))
            .Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    public static byte[] Jpeg(Image? image = null) => (image ?? Quarters()).JpegsaveBuffer(q: 95, keep: Enums.ForeignKeep.None);

    /// <summary>A small picture for whoever needs one and does not look at it; another number is another picture.</summary>
    public static byte[] Small(int number = 1, int width = 480)
    {
        using var image = (Quarters(width, width * 2 / 3) + new double[] { number * 3 % 50, number * 5 % 40, number * 7 % 20 }).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return Jpeg(image);
    }

    public static byte[] Png(Image? image = null) => (image ?? Quarters()).PngsaveBuffer(keep: Enums.ForeignKeep.None);

    public static byte[] Webp(Image? image = null) => (image ?? Quarters()).WebpsaveBuffer(q: 95, keep: Enums.ForeignKeep.None);

    /// <summary>As a camera stores it that was held so that this orientation turns it upright.</summary>
    public static Image Turned(int orientation) => (Quarters(), orientation) switch
    {
        (var upright, 2) => upright.FlipHor(),
        (var upright, 3) => upright.Rot180(),
        (var upright, 4) => upright.FlipVer(),
        (var upright, 5) => upright.Rot90().FlipHor(),
        (var upright, 6) => upright.Rot270(),
        (var upright, 7) => upright.Rot270().FlipHor(),
        (var upright, 8) => upright.Rot90(),
        (var upright, _) => upright,
    };

    /// <summary>Orientation, maker, and a place in Kassel as a phone writes them.</summary>
    public static byte[] WithExif(byte[] jpeg, int orientation)
    {
        var exif = new byte[6 + 8 + 2 + (3 * 12) + 4 + 16 + 2 + (2 * 12) + 4 + 24];
        "Exif\0\0"u8.CopyTo(exif);
        var tiff = exif.AsSpan(6);
        "II*\0"u8.CopyTo(tiff);
        Four(tiff, 4, 8);
        Two(tiff, 8, 3);
        Entry(tiff, 10, 0x010F, 2, 11, 50);
        Entry(tiff, 22, 0x0112, 3, 1, (uint)orientation);
        Entry(tiff, 34, 0x8825, 4, 1, 66);
        "Testkamera\0"u8.CopyTo(tiff[50..]);
        Two(tiff, 66, 2);
        Entry(tiff, 68, 1, 2, 2, 'N');
        Entry(tiff, 80, 2, 5, 3, 96);
        foreach (var (at, value) in new[] { (96, 51u), (100, 1u), (104, 18u), (108, 1u), (112, 4420u), (116, 100u) })
            Four(tiff, at, value);
        return WithSegment(jpeg, 0xE1, exif);
    }

    public static byte[] WithIptc(byte[] jpeg, string caption, string credit)
    {
        var records = new List<byte>();
        foreach (var (record, dataset, value) in new (byte, byte, byte[])[] { (1, 90, "\u001b%G"u8.ToArray()), (2, 120, Encoding.UTF8.GetBytes(caption)), (2, 110, Encoding.UTF8.GetBytes(credit)) })
            records.AddRange([0x1C, record, dataset, (byte)(value.Length >> 8), (byte)value.Length, .. value]);
        if (records.Count % 2 != 0)
            records.Add(0);
        byte[] block = [.. "Photoshop 3.0\0"u8, .. "8BIM\u0004\u0004\0\0"u8, 0, 0, (byte)(records.Count >> 8), (byte)records.Count, .. records];
        return WithSegment(jpeg, 0xED, block);
    }

    public static byte[] WithXmp(byte[] jpeg, string inner) => WithSegment(jpeg, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes(
        $"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\" xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\">{inner}</rdf:Description></rdf:RDF></x:xmpmeta>")]);

    /// <summary>A PNG that only claims a size: its header is right, its pixels are missing.</summary>
    public static byte[] PngClaiming(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1]), .. Chunk("IEND", [])];
    }

    /// <summary>A whole PNG of one colour: a few hundred kilobytes that become more than a gigabyte.</summary>
    public static byte[] PngBomb(int edge) => Image.Black(edge, edge, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb).PngsaveBuffer(compression: 9);

    /// <summary>A JPEG whose frame header claims another size.</summary>
    public static byte[] JpegClaiming(ushort width, ushort height)
    {
        var jpeg = Jpeg();
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), width);
        return jpeg;
    }

    public static byte[] Gif(int frames)
    {
        var gif = new List<byte>([.. "GIF89a"u8, 2, 0, 2, 0, 0x80, 0, 0, 200, 30, 30, 30, 60, 200]);
        for (var frame = 0; frame < frames; frame++)
            gif.AddRange([0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, 0x04, 0x00, 0x05, 0]);
        gif.Add(0x3B);
        return [.. gif];
    }

    private static byte[] WithSegment(byte[] jpeg, byte marker, byte[] content) =>
        [0xFF, 0xD8, 0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content, .. jpeg.AsSpan(2)];

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        var crc = uint.MaxValue;
        foreach (var value in body)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), ~crc);
        return chunk;
    }

    private static void Entry(Span<byte> tiff, int at, ushort tag, ushort type, uint count, uint value)
    {
        Two(tiff, at, tag);
        Two(tiff, at + 2, type);
        Four(tiff, at + 4, count);
        Four(tiff, at + 8, value);
    }

    private static void Two(Span<byte> tiff, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(tiff[at..], value);

    private static void Four(Span<byte> tiff, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(tiff[at..], value);
}
