using System.Globalization;
using System.Xml.Linq;
using Stadtfunk.Website.Pages;
using static Stadtfunk.Website.Feeds.Xml;

namespace Stadtfunk.Website.Feeds;

/// <summary>RSS 2.0, with the modules that readers know for full text, author and alt text.</summary>
internal static class RssFeed
{
    public const string ContentType = "application/rss+xml; charset=utf-8";

    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";

    public static byte[] Write(FeedView feed) => Bytes(new XElement(
        "rss",
        new XAttribute("version", "2.0"),
        new XAttribute(XNamespace.Xmlns + "atom", Atom.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "content", Content.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "dc", Dc.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "media", Mrss.NamespaceName),
        new XElement(
            "channel",
            new XElement("title", feed.Title),
            new XElement("link", feed.Home),
            new XElement("description", Markup(feed.Subtitle)),
            new XElement("language", feed.City.Language),
            new XElement("lastBuildDate", Date(feed.Updated)),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", feed.Self), new XAttribute("type", "application/rss+xml")),
            feed.City.Logo is { } logo
                ? new XElement("image", new XElement("url", feed.City.Absolute(logo)), new XElement("title", feed.Title), new XElement("link", feed.Home))
                : null,
            feed.Items.Select(Item))));

    private static XElement Item(FeedItem item) => new(
        "item",
        new XElement("title", item.Title),
        new XElement("link", item.Url),
        new XElement("guid", new XAttribute("isPermaLink", "false"), item.Id),
        new XElement("pubDate", Date(item.Published)),
        item.Updated > item.Published ? new XElement(Atom + "updated", Pages.StructuredData.Stamp(item.Updated)) : null,
        new XElement(Dc + "creator", item.Author),
        item.Category is { } category ? new XElement("category", category.Name) : null,
        new XElement("description", Markup(item.Summary)),
        new XElement(Content + "encoded", item.Html),
        // The format knows one enclosure; the others are media:content.
        item.Pictures.Select(picture => (picture.Url, picture.Bytes, picture.MediaType)).Concat(item.Documents.Select(document => (document.Url, document.Bytes, document.MediaType))).Take(1)
            .Select(file => new XElement("enclosure", new XAttribute("url", file.Url), new XAttribute("length", file.Bytes), new XAttribute("type", file.MediaType))),
        PicturesOf(item));

    // What stands in a description is read as HTML.
    private static string Markup(string plain) =>
        plain.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Date(DateTime utc) => utc.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
