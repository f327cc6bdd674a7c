using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Stadtfunk.Networks.Wire;

/// <summary>What sign-ins on a network's own page have in common (OAuth 2 with PKCE, RFC 7636).</summary>
internal static class Oauth
{
    public static string NewVerifier() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));

    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public static string Query(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in fields)
            pairs.Add($"{name}={Uri.EscapeDataString(value)}");
        return string.Join('&', pairs);
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>When a span that a server names is over; null for one that no server means.</summary>
    public static DateTime? After(long? seconds, TimeProvider clock) =>
        seconds is > 0 and < 3_000_000_000 ? clock.GetUtcNow().UtcDateTime.AddSeconds(seconds.Value) : null;
}
