using System.Xml.Linq;
using Stadtfunk.Website.Pages;
using static Stadtfunk.Website.Feeds.Xml;

namespace Stadtfunk.Website.Feeds;

/// <summary>Atom 1.0 (RFC 4287).</summary>
internal static class AtomFeed
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    public static byte[] Write(FeedView feed) => Bytes(new XElement(
        Atom + "feed",
        new XAttribute(XNamespace.Xml + "lang", feed.City.Language),
        new XAttribute(XNamespace.Xmlns + "media", Mrss.NamespaceName),
        new XElement(Atom + "id", feed.Self),
        new XElement(Atom + "title", feed.Title),
        new XElement(Atom + "subtitle", feed.Subtitle),
        new XElement(Atom + "updated", StructuredData.Stamp(feed.Updated)),
        Link("self", feed.Self, "application/atom+xml"),
        Link("alternate", feed.Home, "text/html"),
        new XElement(Atom + "author", new XElement(Atom + "name", feed.City.Name), new XElement(Atom + "uri", feed.City.PublicUrl.AbsoluteUri)),
        feed.City.Logo is { } logo ? new XElement(Atom + "logo", feed.City.Absolute(logo)) : null,
        feed.Items.Select(Entry)));

    private static XElement Entry(FeedItem item) => new(
        Atom + "entry",
        new XAttribute(XNamespace.Xml + "lang", item.Language),
        new XElement(Atom + "id", item.Id),
        new XElement(Atom + "title", item.Title),
        Link("alternate", item.Url, "text/html"),
        item.Pictures.Select(picture => new XElement(
            Atom + "link",
            new XAttribute("rel", "enclosure"),
            new XAttribute("href", picture.Url),
            new XAttribute("type", picture.MediaType),
            new XAttribute("length", picture.Bytes),
            picture.Alt.Length > 0 ? new XAttribute("title", picture.Alt) : null)),
        item.Documents.Select(document => new XElement(
            Atom + "link",
            new XAttribute("rel", "enclosure"),
            new XAttribute("href", document.Url),
            new XAttribute("type", document.MediaType),
            new XAttribute("length", document.Bytes),
            new XAttribute("title", document.Title))),
        new XElement(Atom + "published", StructuredData.Stamp(item.Published)),
        new XElement(Atom + "updated", StructuredData.Stamp(item.Updated)),
        new XElement(Atom + "author", new XElement(Atom + "name", item.Author)),
        item.Category is { } category ? new XElement(Atom + "category", new XAttribute("term", category.Slug), new XAttribute("label", category.Name)) : null,
        new XElement(Atom + "summary", item.Summary),
        new XElement(Atom + "content", new XAttribute("type", "html"), item.Html),
        PicturesOf(item));

    private static XElement Link(string rel, string href, string type) =>
        new(Atom + "link", new XAttribute("rel", rel), new XAttribute("href", href), new XAttribute("type", type));
}
