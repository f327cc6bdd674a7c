using System.Text.RegularExpressions;

namespace Stadtfunk.Networks.Ports;

/// <summary>A piece of a text, in UTF-16 places.</summary>
internal readonly record struct Piece(int Start, int Length)
{
    public int End => Start + Length;

    public string In(string text) => text.Substring(Start, Length);

    public bool Touches(Piece other) => Start < other.End && other.Start < End;
}

/// <summary>Finds web addresses in a text as networks do: with http or https, without the punctuation that ends a sentence.</summary>
internal static partial class Urls
{
    private const string SentenceEnds = ".,;:!?'\"*_~…“”„‚‘’»«›‹";

    public static IEnumerable<Piece> In(string text)
    {
        foreach (Match match in Address().Matches(text))
        {
            var length = Trimmed(match.ValueSpan);
            if (Uri.TryCreate(text.Substring(match.Index, length), UriKind.Absolute, out var url) && url.Host.Length > 0)
                yield return new Piece(match.Index, length);
        }
    }

    // A closing bracket belongs to the address only when it was opened there: (see https://de.wikipedia.org/wiki/Kassel_(Begriffsklärung)).
    private static int Trimmed(ReadOnlySpan<char> address)
    {
        while (address.Length > 0)
        {
            var last = address[^1];
            var loose = last switch
            {
                ')' => address.Count(')') > address.Count('('),
                ']' => address.Count(']') > address.Count('['),
                _ => SentenceEnds.Contains(last),
            };
            if (!loose)
                break;
            address = address[..^1];
        }
        return address.Length;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}@])https?://[^\s<>\u0000-\u001F\u200B\u2028\u2029]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
