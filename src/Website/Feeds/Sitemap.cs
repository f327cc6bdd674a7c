using System.Xml.Linq;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Feeds;

/// <param name="Changed">UTC.</param>
internal sealed record SitemapPage(string Url, DateTime Changed, IReadOnlyList<string> Pictures);

/// <summary>The sitemap with the pictures of each post.</summary>
internal static class Sitemap
{
    public const string ContentType = "application/xml; charset=utf-8";

    /// <summary>So many addresses one sitemap may hold, the home page among them.</summary>
    public const int Most = 50_000;

    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Image = "http://www.google.com/schemas/sitemap-image/1.1";

    public static byte[] Write(string home, IReadOnlyList<SitemapPage> pages) => Xml.Bytes(new XElement(
        Map + "urlset",
        new XAttribute(XNamespace.Xmlns + "image", Image.NamespaceName),
        new XElement(
            Map + "url",
            new XElement(Map + "loc", home),
            pages.Count > 0 ? new XElement(Map + "lastmod", StructuredData.Stamp(pages.Max(page => page.Changed))) : null),
        pages.Select(page => new XElement(
            Map + "url",
            new XElement(Map + "loc", page.Url),
            new XElement(Map + "lastmod", StructuredData.Stamp(page.Changed)),
            page.Pictures.Select(picture => new XElement(Image + "image", new XElement(Image + "loc", picture)))))));
}
