using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Stadtfunk.Website.Feeds;

/// <summary>A document as UTF-8 bytes with its declaration.</summary>
internal static class Xml
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Mrss = "http://search.yahoo.com/mrss/";

    public static byte[] Bytes(XElement root)
    {
        using var target = new MemoryStream();
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " " }))
            new XDocument(root).Save(writer);
        return target.ToArray();
    }

    /// <summary>Pictures with their alt text; decorative ones have none to give. Documents with their title.</summary>
    public static IEnumerable<XElement> PicturesOf(FeedItem item) => item.Pictures.Select(picture => new XElement(
        Mrss + "content",
        new XAttribute("url", picture.Url),
        new XAttribute("type", picture.MediaType),
        new XAttribute("medium", "image"),
        new XAttribute("fileSize", picture.Bytes),
        new XAttribute("width", picture.Width),
        new XAttribute("height", picture.Height),
        picture.Alt.Length > 0 ? new XElement(Mrss + "description", new XAttribute("type", "plain"), picture.Alt) : null,
        picture.Credit.Length > 0 ? new XElement(Mrss + "credit", picture.Credit) : null)).Concat(item.Documents.Select(document => new XElement(
            Mrss + "content",
            new XAttribute("url", document.Url),
            new XAttribute("type", document.MediaType),
            new XAttribute("medium", "document"),
            new XAttribute("fileSize", document.Bytes),
            new XElement(Mrss + "title", new XAttribute("type", "plain"), document.Title))));
}
