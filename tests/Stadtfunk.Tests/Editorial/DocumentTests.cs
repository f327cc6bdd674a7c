using System.IO.Compression;
using System.Text;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Tests.Media;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>The words of a press release out of the files that press offices have.</summary>
public sealed class DocumentTests
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    [Fact]
    public async Task Word_gives_headline_and_paragraphs_and_not_what_was_deleted()
    {
        var read = Good(await Read(Docx($"""
            <w:document xmlns:w="{Word}"><w:body>
              <w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Radweg </w:t></w:r><w:r><w:t>eröffnet</w:t></w:r></w:p>
              <w:p><w:r><w:t xml:space="preserve">Die Stadt hat </w:t></w:r><w:del><w:r><w:delText>nicht </w:delText></w:r></w:del><w:r><w:t>gebaut.</w:t><w:br/><w:t>Zwei Kilometer.</w:t></w:r></w:p>
              <w:p/><w:p/><w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Ende</w:t></w:r></w:p>
            </w:body></w:document>
            """)));
        Assert.Equal(("Radweg eröffnet", "Die Stadt hat gebaut.\nZwei Kilometer.\n\nEnde"), (read.Title, read.Text));
    }

    [Fact]
    public async Task LibreOffice_gives_headline_and_paragraphs_without_remarks()
    {
        var read = Good(await Read(Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", """
            <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
              <text:tracked-changes><text:p>weg damit</text:p></text:tracked-changes>
              <text:h text:outline-level="1">Radweg eröffnet</text:h><text:p>Die <text:span>Stadt</text:span><text:s/>hat<office:annotation><text:p>Stimmt das?</text:p></office:annotation> gebaut.</text:p>
            </office:text></office:body></office:document-content>
            """))));
        Assert.Equal(("Radweg eröffnet", "Die Stadt hat gebaut."), (read.Title, read.Text));
    }

    [Fact]
    public async Task A_page_gives_its_article_without_menus_and_scripts()
    {
        var read = Good(await Read(Encoding.UTF8.GetBytes("""
            <!DOCTYPE html><html><head><title>Stadt | Radweg</title><script>alert(1)</script></head><body><nav><a href="/">Start</a></nav>
            <main><h1>Radweg <em>eröffnet</em></h1><p>Die Stadt
              hat <b>gebaut</b>.</p><ul><li>Zwei Kilometer</li><li>Neue Bäume</li></ul><form><p>Newsletter</p></form></main></body></html>
            """)));
        Assert.Equal(("Radweg eröffnet", "Die Stadt hat gebaut.\n\n– Zwei Kilometer\n\n– Neue Bäume"), (read.Title, read.Text));
    }

    [Fact]
    public async Task A_pdf_gives_its_lines_put_together_again()
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddTrueTypeFont(await File.ReadAllBytesAsync("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"));
        var page = builder.AddPage(PageSize.A4);
        foreach (var (place, line) in new[] { "Radweg eröffnet", "Die Stadt hat einen neuen Radweg gebaut, der vom Bahnhof bis zum Hafen", "führt und zwei Kilometer lang ist." }.Index())
            page.AddText(line, 12, new PdfPoint(50, 780 - (place * 20)), font);
        var read = Good(await Read(builder.Build()));
        Assert.Equal("Radweg eröffnet", read.Title);
        Assert.Equal("Die Stadt hat einen neuen Radweg gebaut, der vom Bahnhof bis zum Hafen führt und zwei Kilometer lang ist.", read.Text);
    }

    [Fact]
    public async Task A_pdf_may_have_packed_its_words_in_letters()
    {
        const string drawing = "BT /F1 12 Tf 50 700 Td (Der Radweg ist fertig) Tj ET";
        var read = Good(await Read(PdfSamples.Drawn("ASCIIHexDecode", Encoding.Latin1.GetBytes($"{Convert.ToHexString(Encoding.Latin1.GetBytes(drawing))}>"))));
        Assert.Equal("Der Radweg ist fertig", $"{read.Title}{read.Text}");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public async Task Plain_text_is_read_as_it_was_written(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var read = Good(await Read([.. encoding.GetPreamble(), .. encoding.GetBytes("Radweg eröffnet\r\n\r\n„Endlich“, sagt\u00a0sie.\r\n")]));
        Assert.Equal(("Radweg eröffnet", "„Endlich“, sagt sie."), (read.Title, read.Text));
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "program", "Editorial.Press.FileUnknown" },
        { "zip", "Editorial.Press.FileUnknown" },
        { "broken-zip", "Editorial.Press.FileBroken" },
        { "bomb", "Editorial.Press.Bomb" },
        { "deep", "Editorial.Press.Bomb" },
        { "deep-page", "Editorial.Press.FileBroken" },
        { "open-page", "Editorial.Press.FileBroken" },
        { "large-page", "Editorial.Press.FileTooBig" },
        { "entity", "Editorial.Press.FileBroken" },
        { "foreign", "Editorial.Press.FileBroken" },
        { "broken-pdf", "Editorial.Press.FileBroken" },
        { "bomb-pdf", "Editorial.Press.Bomb" },
        { "empty", "Editorial.Press.NoWords" },
        { "endless", "Editorial.Press.TooManyWords" },
        { "large", "Editorial.Press.FileTooBig" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_read_is_refused_with_a_sentence(string what, string key)
    {
        var refused = await Read(what switch
        {
            "program" => [0x7F, .. "ELF"u8, 2, 1, 1, 0],
            "zip" => Zip(("photo.jpg", "x")),
            "broken-zip" => [.. "PK\u0003\u0004"u8, .. new byte[100]],
            "bomb" => Docx(new string(' ', 60 * 1024 * 1024)),
            "deep" => Docx($"<w:document xmlns:w=\"{Word}\"><w:body><w:p>{Times("<w:r>", 100_000)}{Times("</w:r>", 100_000)}</w:p></w:body></w:document>"),
            "deep-page" => Encoding.UTF8.GetBytes($"<!DOCTYPE html><p>Radweg</p>{Times("<div>", 2_000)}"),
            "open-page" => Encoding.UTF8.GetBytes($"<!DOCTYPE html>{Times("<b>", 2_000)}{Times("<p>x", 20_000)}"),
            "large-page" => Encoding.UTF8.GetBytes($"<!DOCTYPE html><p>{new string('a', 1024 * 1024)}"),
            "entity" => Docx($"""<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="{Word}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"""),
            "foreign" => Docx($"""<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{Word}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"""),
            "broken-pdf" => "%PDF-1.7\nxref 0 99999 trailer << /Root 1 0 R >> startxref 9 %%EOF"u8.ToArray(),
            "bomb-pdf" => PdfSamples.Drawn("FlateDecode", PdfSamples.Zipped(40, new string(' ', 1024 * 1024))),
            "endless" => Encoding.UTF8.GetBytes(new string('a', 20_001)),
            "large" => new byte[ReadDocument.MaxBytes + 1],
            _ => "  \n \n"u8.ToArray(),
        });
        Refused(key, refused);
        await using var room = await Newsroom.Open();
        Assert.DoesNotContain("[", room.House.Get<Words>().Of(refused.Refusals[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_writes_nowhere_has_nothing_read() => Refused("Kernel.Forbidden", await new ReadDocument().Run(Actor.Nobody, new MemoryStream("Text"u8.ToArray()), default));

    private static async Task<Outcome<DocumentText>> Read(byte[] bytes)
    {
        var unit = new UnitId(Guid.CreateVersion7());
        var writer = new Actor(PersonId.New(), "Ada", new Dictionary<Permission, IReadOnlySet<UnitId>> { [Permission.Write] = new HashSet<UnitId> { unit } });
        return await new ReadDocument().Run(writer, new MemoryStream(bytes), default);
    }

    private static string Times(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static byte[] Docx(string document) => Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", document));

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        return packed.ToArray();
    }
}
