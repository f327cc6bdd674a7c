using System.Diagnostics.CodeAnalysis;

namespace Stadtfunk.Networks.Wire;

/// <summary>
/// Names and addresses that a server gives itself, as far as they can be shown and kept. An answer that cannot be kept must be noticed here:
/// after the post has gone out it is too late.
/// </summary>
internal static class TheirWords
{
    private const int MostPostId = 500;
    private const int MostPostLink = 1000;
    private const int MostAccountId = 200;
    private const int MostProfile = 500;
    private const int MostHandle = 200;

    public static bool IsPostId(string id) => IsId(id, MostPostId);

    public static bool IsAccountId(string id) => IsId(id, MostAccountId);

    public static bool IsPostLink(string text, [NotNullWhen(true)] out Uri? link) => IsLink(text, MostPostLink, out link);

    public static bool IsProfile(string text, [NotNullWhen(true)] out Uri? link) => IsLink(text, MostProfile, out link);

    /// <summary>Only to be read by people; cut rather than refused.</summary>
    public static string Handle(string text)
    {
        var plain = string.Concat(text.Where(one => !char.IsControl(one)));
        return plain.Length <= MostHandle ? plain : plain[..(char.IsHighSurrogate(plain[MostHandle - 1]) ? MostHandle - 1 : MostHandle)];
    }

    private static bool IsId(string id, int most) => id.Length > 0 && id.Length <= most && !id.Any(char.IsControl);

    // Links stand on public pages: nothing but the web.
    private static bool IsLink(string text, int most, [NotNullWhen(true)] out Uri? link) =>
        Uri.TryCreate(text, UriKind.Absolute, out link) && (link.Scheme is "http" or "https") && link.AbsoluteUri.Length <= most && link.ToString().Length <= most;
}
