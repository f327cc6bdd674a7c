using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stadtfunk.Networks.Wire;

/// <summary>HMAC-SHA256 as networks put it beside what they send. Compared in constant time: how long a no takes tells nothing about the right one.</summary>
internal static partial class HookSign
{
    public static byte[] Of(string secret, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        foreach (var part in parts)
            hash.AppendData(part.Span);
        return hash.GetHashAndReset();
    }

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static bool IsHex(string said, byte[] right) =>
        said.Length == right.Length * 2 && said.All(char.IsAsciiHexDigit) && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(said), right);

    public static bool IsBase64(string said, byte[] right)
    {
        var given = new byte[right.Length];
        return Convert.TryFromBase64String(said, given, out var length) && length == right.Length && CryptographicOperations.FixedTimeEquals(given, right);
    }

    /// <summary>Two words, of whatever length.</summary>
    public static bool IsWord(string said, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(said)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));

    /// <summary>
    /// What a network asks us to sign. It is signed with the key that also proves what it sends, so nothing is signed that could be taken for a message:
    /// those are JSON objects.
    /// </summary>
    public static bool IsQuestion(string text) => Question().IsMatch(text);

    public static bool IsMessage(ReadOnlyMemory<byte> body) => body.Span is [(byte)'{', ..];

    /// <summary>Null when it is no JSON.</summary>
    public static JsonElement? Json(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.~+/-]{1,200}={0,2}$")]
    private static partial Regex Question();
}
