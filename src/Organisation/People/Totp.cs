using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Stadtfunk.Organisation.People;

/// <summary>
/// Time-based codes (RFC 6238: SHA-1, 30 s, six digits, what every authenticator app takes). Unlike Identity's own provider it runs on the injected
/// clock and tells the step, so that a code can be refused the second time.
/// </summary>
internal static class Totp
{
    private const int Step = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The step to which the code belongs, one early or late for clocks that differ; null when it is wrong or not newer than the last one.</summary>
    public static long? Match(byte[] key, string code, DateTime utcNow, long lastStep)
    {
        var digits = new string([.. code.Where(char.IsAsciiDigit)]);
        if (digits.Length != 6)
            return null;
        var now = StepOf(utcNow);
        for (var step = now - 1; step <= now + 1; step++)
            if (step > lastStep && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(digits), System.Text.Encoding.ASCII.GetBytes(Code(key, step))))
                return step;
        return null;
    }

    public static string Code(byte[] key, DateTime utcNow) => Code(key, StepOf(utcNow));

    /// <summary>As the apps want to read it from the QR code.</summary>
    public static string Uri(byte[] key, string city, string email) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(city)}:{System.Uri.EscapeDataString(email)}?secret={Text(key)}&issuer={System.Uri.EscapeDataString(city)}&digits=6&period={Step}";

    /// <summary>For typing it by hand: base 32 in groups of four.</summary>
    public static string Grouped(byte[] key) => string.Join(' ', Text(key).Chunk(4).Select(four => new string(four)));

    public static string Text(byte[] key)
    {
        var text = new char[key.Length * 8 / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var pair = (key[bit / 8] << 8) | (bit / 8 + 1 < key.Length ? key[bit / 8 + 1] : 0);
            text[i] = Base32[(pair >> (11 - (bit % 8))) & 31];
        }
        return new string(text);
    }

    private static long StepOf(DateTime utcNow) => (long)(utcNow - DateTime.UnixEpoch).TotalSeconds / Step;

    private static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 apps know only SHA-1; as an HMAC it is not weakened by collisions.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
