namespace Stadtfunk.Networks.Bluesky;

/// <summary>
/// Makes record keys of the kind that posts have (TID): 13 characters that sort by time. 53 bits of microseconds, 10 bits that tell one writer
/// from another; each is greater than the one before.
/// </summary>
internal sealed class Tid
{
    private const string Alphabet = "234567abcdefghijklmnopqrstuvwxyz";

    private readonly long writer = Random.Shared.Next(1024);
    private readonly Lock gate = new();
    private long last;

    public string Next(DateTime utc)
    {
        var micros = (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        lock (gate)
        {
            last = Math.Max(last + 1, micros);
            return Write((last << 10) | writer);
        }
    }

    public static bool IsValid(string key) => key.Length == 13 && Alphabet.IndexOf(key[0]) is >= 0 and < 16 && key.All(Alphabet.Contains);

    private static string Write(long value) => string.Create(13, value, (characters, rest) =>
    {
        for (var i = characters.Length - 1; i >= 0; i--, rest >>= 5)
            characters[i] = Alphabet[(int)(rest & 31)];
    });
}
