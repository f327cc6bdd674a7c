using System.Text;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Stadtfunk.Editorial.PressReleases;

/// <summary>Words out of a PDF. A PDF knows lines, not paragraphs: lines that were only broken by the margin are put together again.</summary>
internal static class PdfText
{
    private const int MostPages = 30;

    public static Outcome<DocumentText> Read(ReadOnlyMemory<byte> bytes)
    {
        var bounds = new PdfBounds(words: true);
        try
        {
            using var document = PdfDocument.Open(bounds.Around(new MemoryStream(bytes.ToArray(), writable: false)), new ParsingOptions { FilterProvider = bounds.Filters() });
            if (document.NumberOfPages > MostPages)
                return Refusal.Invalid("Editorial.Press.TooManyPages", MostPages).On("file");
            var text = new StringBuilder();
            foreach (var page in document.GetPages())
                text.Append(ContentOrderTextExtractor.GetText(page)).Append('\n');
            return bounds.Exceeded ? TooMuch : new DocumentText("", Flow(text.ToString()));
        }
        // A foreign file in a foreign library: whatever it stumbles over is the file's fault, and is said so.
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return bounds.Exceeded ? TooMuch : Refusal.Invalid("Editorial.Press.FileBroken").On("file");
        }
    }

    private static Refusal TooMuch => Refusal.Invalid("Editorial.Press.Bomb").On("file");

    private static string Flow(string raw)
    {
        var lines = raw.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        var width = lines.Max(line => line.Length);
        var text = new StringBuilder();
        for (var place = 0; place < lines.Count; place++)
        {
            var (line, next) = (lines[place], place + 1 < lines.Count ? lines[place + 1].TrimStart() : "");
            var goesOn = next.Length > 0 && line.Length > width * 0.6;
            if (goesOn && line.EndsWith('-') && char.IsLower(next[0]))
                text.Append(line.AsSpan(0, line.Length - 1));
            else
                text.Append(line).Append(goesOn ? ' ' : '\n');
        }
        return text.ToString();
    }
}
