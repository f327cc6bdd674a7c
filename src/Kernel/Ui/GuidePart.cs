using System.Text.RegularExpressions;

namespace Stadtfunk.Kernel.Ui;

/// <summary>A stretch of a guide's sentence: plain words, a page of the network to go to, or an address to be entered there.</summary>
/// <param name="Link">Absolute, when the words name a page.</param>
/// <param name="IsAddress">The words are an address themselves.</param>
public sealed partial record GuidePart(string Text, Uri? Link = null, bool IsAddress = false)
{
    public static IReadOnlyList<GuidePart> Of(string text)
    {
        var parts = new List<GuidePart>();
        var from = 0;
        foreach (var found in Named().EnumerateMatches(text))
        {
            if (found.Index > from)
                parts.Add(new(text[from..found.Index]));
            var words = text.Substring(found.Index, found.Length);
            parts.Add(words.Contains("://", StringComparison.Ordinal) ? new(words, IsAddress: true) : new(words, new Uri($"https://{words}")));
            from = found.Index + found.Length;
        }
        if (from < text.Length)
            parts.Add(new(text[from..]));
        return parts;
    }

    // Guides are our own texts: what looks like the name of a page in them is one. A full stop behind it ends the sentence.
    [GeneratedRegex(@"https?://\S+[^\s.,;]|(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:com|org|me)(?:/[\w/-]*\w)?(?![\w-])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Named();
}
