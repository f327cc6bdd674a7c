using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Stadtfunk.Tests.Media;

/// <summary>PDFs as small as they can be, written sign by sign.</summary>
internal static class PdfSamples
{
    public static byte[] Plain => Of();

    /// <param name="pages">How many.</param>
    /// <param name="catalog">What else stands in the first thing that a reader looks at.</param>
    /// <param name="page">What else stands in each page.</param>
    /// <param name="trailer">What else stands at the end.</param>
    /// <param name="resources">What the pages are drawn with.</param>
    /// <param name="more">Further objects, from number <see cref="FirstMore"/> on.</param>
    public static byte[] Of(int pages = 2, string catalog = "", string page = "", string trailer = "", string resources = "", params string[] more)
    {
        var objects = new List<(int Number, string Text)>
        {
            (1, $"<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
            (2, $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(3, pages).Select(number => $"{number} 0 R"))}] >>"),
        };
        objects.AddRange(Enumerable.Range(3, pages).Select(number => (number, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {resources} >> {page} >>")));
        objects.AddRange(more.Select((text, at) => (FirstMore + at, text)));
        var pdf = new StringBuilder("%PDF-1.7\n");
        var places = new List<(int Number, int At)>();
        foreach (var (number, text) in objects)
        {
            places.Add((number, pdf.Length));
            pdf.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{text}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append("xref\n0 1\n0000000000 65535 f \n");
        foreach (var (number, at) in places)
            pdf.Append(CultureInfo.InvariantCulture, $"{number} 1\n{at:0000000000} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Max(one => one.Number) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    public const int FirstMore = 1000;

    /// <summary>One page whose drawing is packed in this way.</summary>
    public static byte[] Drawn(string filter, byte[] packed) => Of(
        1, page: $"/Contents {FirstMore} 0 R", resources: "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>",
        more: $"<< /Filter /{filter} /Length {packed.Length} >>\nstream\n{Encoding.Latin1.GetString(packed)}\nendstream");

    public static byte[] Zipped(int times, string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var bytes = Encoding.Latin1.GetBytes(text); times > 0; times--)
                zip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>A few kilobytes that unfold to 40 MB: the objects of this kind of PDF are packed.</summary>
    public static byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write("5 0 [ "u8);
            var many = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("1 ", 500_000)));
            for (var time = 0; time < 40; time++)
                zip.Write(many);
            zip.Write("]"u8);
        }
        using var pdf = new MemoryStream();
        var places = new List<long>();
        void Add(string text) => pdf.Write(Encoding.Latin1.GetBytes(text));
        void Begin(string text)
        {
            places.Add(pdf.Position);
            Add($"{places.Count} 0 obj\n{text}");
        }
        Add("%PDF-1.7\n");
        Begin("<< /Type /Catalog /Pages 2 0 R /Tangle 5 0 R >>\nendobj\n");
        Begin("<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n");
        Begin("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n");
        Begin($"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        packed.WriteTo(pdf);
        Add("\nendstream\nendobj\n");
        var table = pdf.Position;
        static string Row(int kind, long at) => string.Concat(new[] { kind, (int)(at >> 24), (int)(at >> 16), (int)(at >> 8), (int)at, 0 }.Select(part => (char)(part & 255)));
        Add($"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length 42 >>\nstream\n{Row(0, 0)}{string.Concat(places.Select(place => Row(1, place)))}{Row(2, 4)}{Row(1, table)}\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n");
        return pdf.ToArray();
    }

    public static byte[] Make(string what) => what switch
    {
        "script at once" => Of(catalog: "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        "script by another spelling" => Of(catalog: "/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"),
        "script on a page" => Of(page: "/AA << /O 1000 0 R >>", more: "<< /S /JavaScript /JS 1001 0 R >>"),
        "script in the names" => Of(catalog: "/Names << /JavaScript << /Names [(a) 1000 0 R] >> >>", more: "<< /S /JavaScript >>"),
        "program" => Of(page: "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (cmd.exe) >> >>]"),
        "program by a name elsewhere" => Of(page: "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S 1000 0 R /F (cmd.exe) >> >>]", more: "/Launch"),
        "form that sends" => Of(catalog: "/AcroForm << /Fields [1000 0 R] >>", more: "<< /FT /Btn /T (a) /A << /S /SubmitForm /F (https://example.org) >> >>"),
        "form of another kind" => Of(catalog: "/AcroForm << /Fields [] /XFA [(a) 1000 0 R] >>", more: "<< >>"),
        "other file" => Of(catalog: "/Names << /EmbeddedFiles << /Names [(a.exe) 1000 0 R] >> >>", more: "<< /Type /Filespec /F (a.exe) /EF << /F 1001 0 R >> >>"),
        "file at a page" => Of(page: "/Annots [1000 0 R]", more: "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>"),
        "film" => Of(page: "/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
        "locked" => Of(trailer: $"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{new string('a', 64)}> /U <{new string('b', 64)}> >>"),
        "no page" => Of(pages: 0),
        "cut off" => Plain[..120],
        "301 pages" => Of(pages: 301),
        "packed" => Packed(),
        _ => Plain,
    };
}
