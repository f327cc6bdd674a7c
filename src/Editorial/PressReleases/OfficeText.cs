using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.PressReleases;

/// <summary>
/// Words out of .docx and .odt: a packed folder with one XML file that matters. Nothing else in it is opened, nothing outside is asked, and however large
/// the file claims to be when unpacked, no more is read than is allowed.
/// </summary>
internal static class OfficeText
{
    private const int MostUnpacked = 20 * 1024 * 1024;

    // What people write nests a few dozen deep; each level further costs a piece of the stack.
    private const int MostDeep = 256;

    // What was deleted, remarked or reckoned is no part of what was written.
    private static readonly HashSet<string> Silent = ["del", "instrText", "annotation", "annotation-end", "tracked-changes", "note", "footnoteReference", "sequence-decls", "Fallback", "delText", "moveFrom"];

    public static Outcome<DocumentText> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var packed = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            var entry = packed.GetEntry("word/document.xml") ?? (packed.GetEntry("mimetype") is not null ? packed.GetEntry("content.xml") : null);
            if (entry is null)
                return Refusal.Invalid("Editorial.Press.FileUnknown").On("file");
            if (Unpack(entry) is not { } xml || IsDeep(xml))
                return Refusal.Invalid("Editorial.Press.Bomb").On("file");
            using var reader = Reader(xml);
            return Read(XDocument.Load(reader));
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            return Refusal.Invalid("Editorial.Press.FileBroken").On("file");
        }
    }

    private static byte[]? Unpack(ZipArchiveEntry entry)
    {
        using var from = entry.Open();
        using var to = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            to.Write(buffer, 0, read);
            if (to.Length > MostUnpacked)
                return null;
        }
        return to.ToArray();
    }

    private static XmlReader Reader(byte[] xml) =>
        XmlReader.Create(new MemoryStream(xml, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });

    private static bool IsDeep(byte[] xml)
    {
        using var reader = Reader(xml);
        while (reader.Read())
            if (reader.Depth > MostDeep)
                return true;
        return false;
    }

    private static DocumentText Read(XDocument document)
    {
        var (text, title) = (new StringBuilder(), "");
        var body = document.Descendants().FirstOrDefault(one => one.Name.LocalName is "body") ?? document.Root!;
        foreach (var paragraph in body.Descendants().Where(one => one.Name.LocalName is "p" or "h" && !Inside(one)))
        {
            var words = new StringBuilder();
            Write(paragraph, words);
            var line = words.ToString().Trim();
            if (title.Length == 0 && line.Length > 0 && IsTitle(paragraph))
                title = line;
            text.Append(line).Append("\n\n");
        }
        return new DocumentText(title, text.ToString());
    }

    // A text box stands in a paragraph, and its own paragraphs are read with that one.
    private static bool Inside(XElement paragraph) => paragraph.Ancestors().Any(one => one.Name.LocalName is "p" or "h" || Silent.Contains(one.Name.LocalName));

    private static bool IsTitle(XElement paragraph) =>
        paragraph.Name.LocalName == "h"
        || paragraph.Attributes().Any(one => one.Name.LocalName == "style-name" && one.Value.StartsWith("Title", StringComparison.Ordinal))
        || paragraph.Elements().Where(one => one.Name.LocalName == "pPr").Elements().Any(one => one.Name.LocalName == "pStyle"
            && one.Attributes().Any(value => value.Name.LocalName == "val" && value.Value is "Title" or "Titel" or "Heading1" or "berschrift1"));

    private static void Write(XElement element, StringBuilder words)
    {
        foreach (var node in element.Nodes())
            switch (node)
            {
                case XText { Parent.Name.LocalName: "t" or "p" or "h" or "span" or "a" } text:
                    words.Append(text.Value);
                    break;
                case XElement { Name.LocalName: "tab" or "s" }:
                    words.Append(' ');
                    break;
                case XElement { Name.LocalName: "br" or "cr" or "line-break" }:
                    words.Append('\n');
                    break;
                case XElement { Name.LocalName: "noBreakHyphen" }:
                    words.Append('-');
                    break;
                case XElement inner when !Silent.Contains(inner.Name.LocalName):
                    Write(inner, words);
                    if (inner.Name.LocalName is "p" or "h")
                        words.Append('\n');
                    break;
            }
    }
}
