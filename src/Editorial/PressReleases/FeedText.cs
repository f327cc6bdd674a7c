using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Stadtfunk.Editorial.PressReleases;

/// <param name="Id">What the feed calls it; else its link.</param>
/// <param name="At">UTC; when it came out, null where the feed does not say.</param>
internal sealed record FeedItem(string Id, string Title, string Text, DateTime? At);

/// <summary>Reads RSS (0.9 to 2.0, RDF, too) and Atom. Nothing outside of the file is asked, and no document type is read.</summary>
internal static partial class FeedText
{
    private const int Most = 100, MostDeep = 64;
    private static readonly string[] Bodies = ["encoded", "content", "description", "summary"];

    /// <summary>Null when it is no feed.</summary>
    public static IReadOnlyList<FeedItem>? Read(byte[] bytes)
    {
        try
        {
            using (var deep = Reader(bytes))
                while (deep.Read())
                    if (deep.Depth > MostDeep)
                        return null;
            using var reader = Reader(bytes);
            var root = XDocument.Load(reader).Root!;
            return root.Name.LocalName is "rss" or "RDF" or "feed"
                ? [.. root.Descendants().Where(one => one.Name.LocalName is "item" or "entry").Take(Most).Select(Item).Where(item => item.Id.Length > 0 && item.Title.Length > 0)]
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XmlReader Reader(byte[] bytes) => XmlReader.Create(
        new MemoryStream(bytes, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1024 });

    private static FeedItem Item(XElement item)
    {
        var link = item.Elements().Where(one => one.Name.LocalName == "link").Select(one => one.Attribute("href") is { } href ? (Rel: (string?)one.Attribute("rel"), To: href.Value) : (Rel: (string?)null, To: one.Value))
            .OrderBy(one => one.Rel is null or "alternate" ? 0 : 1).Select(one => one.To.Trim()).FirstOrDefault() ?? "";
        var id = Value(item, "guid") is { Length: > 0 } guid ? guid : Value(item, "id") is { Length: > 0 } named ? named : link;
        var body = Bodies.Select(name => item.Elements().FirstOrDefault(one => one.Name.LocalName == name)).OfType<XElement>().Select(Html).FirstOrDefault(text => text.Length > 0) ?? "";
        var said = new[] { "pubDate", "published", "updated", "date" }.Select(name => Value(item, name)).FirstOrDefault(text => text.Length > 0);
        return new FeedItem(id, Words(Value(item, "title")), Words(body), At(said));
    }

    private static string Value(XElement item, string name) => item.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value.Trim() ?? "";

    // Atom's "xhtml" holds elements, everything else text that may be HTML.
    private static string Html(XElement body) => body.HasElements ? string.Concat(body.Nodes()) : body.Value.Trim();

    private static string Words(string html) => html.Contains('<', StringComparison.Ordinal) || html.Contains('&', StringComparison.Ordinal)
        ? HtmlText.Read($"<body>{html}</body>").Value?.Text ?? "" : html;

    private static DateTime? At(string? said) =>
        DateTimeOffset.TryParse(said is null ? null : WorldTime().Replace(said, "GMT"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.UtcDateTime : null;

    [GeneratedRegex(@"\bUTC?$")]
    private static partial Regex WorldTime();
}
