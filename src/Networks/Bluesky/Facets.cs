using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>
/// Marks links, hashtags and mentions in a text, since Bluesky marks nothing by itself. Places are counted in bytes of UTF-8.
/// </summary>
internal static partial class Facets
{
    private const int MostTagGraphemes = 64;

    // Far longer than any that a person would type; what is found out about it is kept under its name.
    private const int LongestHandle = 120;

    /// <summary>Names that may be mentions, in lower case, each once.</summary>
    public static IReadOnlyList<string> Handles(string text) =>
        [.. Mentions(text, [.. Urls.In(text)]).Select(x => x.Handle).Distinct()];

    /// <param name="text">As it goes out.</param>
    /// <param name="dids">The DID of each handle that is one; a handle that is missing stays plain text.</param>
    public static JsonArray In(string text, IReadOnlyDictionary<string, string> dids)
    {
        var urls = Urls.In(text).ToList();
        var found = new List<(Piece Piece, JsonObject Feature)>();
        foreach (var url in urls)
            found.Add((url, Feature("link", "uri", url.In(text))));
        foreach (var (piece, handle) in Mentions(text, urls))
            if (dids.TryGetValue(handle, out var did))
                found.Add((piece, Feature("mention", "did", did)));
        foreach (var (piece, tag) in Tags(text, urls))
            found.Add((piece, Feature("tag", "tag", tag)));
        return [.. found.OrderBy(x => x.Piece.Start).Select(x => (JsonNode)new JsonObject
        {
            ["index"] = new JsonObject { ["byteStart"] = Bytes(text, x.Piece.Start), ["byteEnd"] = Bytes(text, x.Piece.End) },
            ["features"] = new JsonArray(x.Feature),
        })];
    }

    private static IEnumerable<(Piece Piece, string Handle)> Mentions(string text, List<Piece> urls)
    {
        foreach (Match match in Mention().Matches(text))
        {
            var piece = new Piece(match.Index, match.Length);
            if (match.Length <= LongestHandle && !urls.Any(piece.Touches))
                yield return (piece, match.Value[1..].ToLowerInvariant());
        }
    }

    private static IEnumerable<(Piece Piece, string Tag)> Tags(string text, List<Piece> urls)
    {
        foreach (Match match in Hashtag().Matches(text))
        {
            var tag = match.Value[1..].TrimEnd('_', '-');
            var piece = new Piece(match.Index, tag.Length + 1);
            if (tag.Any(c => !char.IsDigit(c) && c is not ('_' or '-')) && new StringInfo(tag).LengthInTextElements <= MostTagGraphemes && !urls.Any(piece.Touches))
                yield return (piece, tag);
        }
    }

    private static JsonObject Feature(string kind, string name, string value) =>
        new() { ["$type"] = $"app.bsky.richtext.facet#{kind}", [name] = value };

    private static int Bytes(string text, int place) => Encoding.UTF8.GetByteCount(text.AsSpan(0, place));

    // Letters of every alphabet, also with combining marks (ä as a and ¨), digits; a hyphen or underline only inside.
    [GeneratedRegex(@"(?<![^\s(\[„""'»«])[#＃][\p{L}\p{N}\p{M}_-]+")]
    private static partial Regex Hashtag();

    // A handle is a domain name, whose last part begins with a letter.
    [GeneratedRegex(@"(?<![^\s(\[„""'»«])@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?![\p{L}\p{N}@])")]
    private static partial Regex Mention();
}
