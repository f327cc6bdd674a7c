using System.Text.RegularExpressions;

namespace Stadtfunk.Networks.Ports;

/// <summary>Counts what networks take only so often in one text. What stands inside a web address is part of that and nothing else.</summary>
public static partial class Tally
{
    /// <summary>Different addresses, also those without http, as Threads counts them: twice the same is one, and a card's counts when it does not stand in the text.</summary>
    public static int Links(string text, Uri? link) =>
        Urls.AlsoWithoutScheme(text).Select(piece => Whole(piece.In(text))).Append(link?.AbsoluteUri).OfType<string>().Distinct().Count();

    public static int Hashtags(string text) => Outside(text, Hashtag());

    public static int Mentions(string text) => Outside(text, Mention());

    /// <summary>As twitter-text 3 finds them: $ and up to six letters behind a space. "$100" is none.</summary>
    public static int Cashtags(string text) => Outside(text, Cashtag());

    private static int Outside(string text, Regex sign)
    {
        var urls = Urls.In(text).ToList();
        return sign.Matches(text).Count(match => !urls.Exists(new Piece(match.Index, match.Length).Touches));
    }

    private static string Whole(string address) =>
        Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : $"https://{address}", UriKind.Absolute, out var whole) ? whole.AbsoluteUri : address;

    [GeneratedRegex(@"(?<![\p{L}\p{N}\p{M}_&/#])#[\p{L}\p{N}\p{M}_]+")]
    private static partial Regex Hashtag();

    // Not the sign in an e-mail address, and of @name@server only the first.
    [GeneratedRegex(@"(?<![\p{L}\p{N}_.@/+-])@[A-Za-z0-9_.]*[A-Za-z0-9_]")]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<=^|\s)\$[a-z]{1,6}(?:[._][a-z]{1,2})?(?=$|[\s!-/:-@\[-`{-~])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cashtag();
}
