using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Tests.Networks;

/// <summary>A film as far as its headers say: how long it plays and how wide it is, in front of pictures that nobody decodes.</summary>
internal static class Movie
{
    public static byte[] Bytes(TimeSpan length, int width, int height, int pictures)
    {
        var about = new byte[100];
        BinaryPrimitives.WriteUInt32BigEndian(about.AsSpan(12), 1000);
        BinaryPrimitives.WriteUInt32BigEndian(about.AsSpan(16), (uint)length.TotalMilliseconds);
        var track = new byte[84];
        BinaryPrimitives.WriteUInt16BigEndian(track.AsSpan(76), (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(track.AsSpan(80), (ushort)height);
        return [.. Box("ftyp", "isom\0\0\u0002\0isomavc1"u8.ToArray()), .. Box("moov", [.. Box("mvhd", about), .. Box("trak", Box("tkhd", track))]), .. Box("mdat", new byte[pictures])];
    }

    public static OutgoingVideo Of(TimeSpan length, int width = 1080, int height = 1920, int pictures = 200_000) => Of(Bytes(length, width, height, pictures), length, width, height);

    public static OutgoingVideo Of(byte[] bytes, TimeSpan length, int width, int height) => new(
        Convert.ToHexStringLower(SHA256.HashData(bytes)), "video/mp4", width, height, length, bytes.Length, "Der Bürgermeister grüßt", _ => Task.FromResult<Stream>(new MemoryStream(bytes)))
    {
        Subtitles = new OutgoingSubtitles("5b7d", "de", YouTubeStage.Subtitles),
    };

    private static byte[] Box(string name, byte[] inside)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(size, (uint)inside.Length + 8);
        return [.. size, .. Encoding.ASCII.GetBytes(name), .. inside];
    }
}
