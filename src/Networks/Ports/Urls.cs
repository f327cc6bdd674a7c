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

    /// <summary>Also names such as musterstadt.de, which X makes an address of. Without a list of all endings: every one of two letters, and those that cities meet.</summary>
    public static IEnumerable<Piece> AlsoWithoutScheme(string text)
    {
        var whole = In(text).ToList();
        foreach (Match match in Name().Matches(text))
        {
            var piece = new Piece(match.Index, Trimmed(match.ValueSpan));
            if (!whole.Exists(piece.Touches))
                whole.Add(piece);
        }
        return whole.OrderBy(piece => piece.Start);
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

    // As twitter-text 3: not after a sign of a name, an @, a # or a $; accents may stand in a name, an ending is followed by neither letter, figure, @, + nor -.
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}@＠#＃$_./-])(?:(?>[a-z0-9\u00C0-\u024F][a-z0-9\u00C0-\u024F_-]*)\.)+(?:[a-z]{2}|com|org|net|info|gov|edu|int|biz|name|museum|mobi|asia|app|art|band|bayern|berlin|bio|blog|cafe|camp|city|cloud|club|cologne|community|dance|design|dev|digital|earth|education|email|energy|events|family|film|fitness|forum|foundation|fun|gallery|gmbh|green|group|guide|hamburg|haus|health|help|hotel|house|immo|international|jetzt|jobs|koeln|land|life|link|live|ltd|market|media|nrw|news|ngo|one|online|page|party|photo|photos|plus|press|radio|reise|reisen|rocks|ruhr|saarland|school|schule|shop|show|site|social|solutions|space|sport|store|studio|swiss|systems|team|tech|theater|tickets|tirol|today|tools|top|tours|town|training|travel|vote|versicherung|video|vision|website|wien|wiki|work|world|xyz|zone)(?![a-z0-9@+-])(?:/[^\s<>\u0000-\u001F\u200B\u2028\u2029]*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
