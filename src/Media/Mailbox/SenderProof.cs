using System.Text;
using MimeKit;
using MimeKit.Cryptography;

namespace Stadtfunk.Media.Mailbox;

internal enum Proof
{
    /// <summary>Nobody whom we believe has looked, or nothing was found either way: a mail that was passed on fails SPF and DKIM, too.</summary>
    None,

    /// <summary>The city's mail server found the sender's domain to have sent it.</summary>
    Passed,

    /// <summary>The city's mail server found that the sender's domain disowns it (DMARC).</summary>
    Forged,
}

/// <summary>
/// Reads what the city's own mail server wrote about a sender (Authentication-Results, RFC 8601). Anybody can write such a line into a mail, so only those
/// with its name count; that server takes away foreign ones with its own name.
/// </summary>
internal static class SenderProof
{
    public static Proof Of(HeaderList headers, string judge, string fromDomain)
    {
        if (judge.Length == 0)
            return Proof.None;
        var results = headers.Where(header => header.Id == HeaderId.AuthenticationResults)
            .Select(header => AuthenticationResults.TryParse(Encoding.UTF8.GetBytes(header.Value.ReplaceLineEndings(" ")), out var read) ? read : null)
            .Where(read => read?.AuthenticationServiceIdentifier?.Equals(judge, StringComparison.OrdinalIgnoreCase) == true)
            .SelectMany(read => read!.Results).ToList();
        if (results.Exists(one => Is(one, "dmarc", "fail")))
            return Proof.Forged;
        return results.Exists(one => Is(one, "dmarc", "pass") || ((Is(one, "dkim", "pass") || Is(one, "spf", "pass")) && Aligned(one, fromDomain))) ? Proof.Passed : Proof.None;
    }

    private static bool Is(AuthenticationMethodResult one, string method, string result) =>
        string.Equals(one.Method, method, StringComparison.OrdinalIgnoreCase) && string.Equals(one.Result, result, StringComparison.OrdinalIgnoreCase);

    // A signature of another domain proves that domain and no other.
    private static bool Aligned(AuthenticationMethodResult one, string fromDomain) => one.Properties
        .Where(property => property.Property.ToLowerInvariant() is "d" or "i" or "mailfrom" or "from")
        .Select(property => property.Value[(property.Value.LastIndexOf('@') + 1)..].Trim('"').ToLowerInvariant())
        .Any(domain => domain.Length > 0 && (fromDomain == domain || fromDomain.EndsWith("." + domain, StringComparison.Ordinal)) && domain.Contains('.', StringComparison.Ordinal));
}
