using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace Stadtfunk.Media.Documents;

/// <summary>
/// Looks into a PDF before anybody else does: how many pages it has, and whether it only shows something. Whatever a reader can come upon from its beginning is looked at;
/// what may run, send, play or carry other files is refused.
/// </summary>
internal static class PdfCheck
{
    public const int MostPages = 300;

    // A document of 300 pages has a few ten thousand.
    private const int MostParts = 5_000_000;

    private static readonly HashSet<string> Acting = ["JavaScript", "Launch", "ImportData", "SubmitForm"];
    private static readonly HashSet<string> ActingKeys = ["JS", "JavaScript", "XFA"];
    private static readonly HashSet<string> Carrying = ["GoToE", "Rendition", "Movie", "Sound", "RichMediaExecute", "FileAttachment", "RichMedia", "Screen", "3D", "EmbeddedFile"];
    private static readonly HashSet<string> CarryingKeys = ["EmbeddedFiles", "EF", "RichMediaContent"];

    /// <returns>How many pages it has.</returns>
    public static Outcome<int> Read(string path, PdfBounds? within = null)
    {
        var bounds = within ?? new PdfBounds();
        try
        {
            using var file = File.OpenRead(path);
            if (!HasAnEnd(file))
                return No("Damaged");
            using var document = PdfDocument.Open(bounds.Around(file), new ParsingOptions { FilterProvider = bounds.Filters() });
            if (document.IsEncrypted)
                return No("Encrypted");
            if (document.NumberOfPages < 1)
                return No("Damaged");
            if (document.NumberOfPages > MostPages)
                return Refusal.Invalid("Media.Document.TooManyPages", document.NumberOfPages, MostPages).On("file");
            return Fault(document) is { } fault ? No(fault) : bounds.Exceeded ? No("TooMuch") : document.NumberOfPages;
        }
        catch (PdfDocumentEncryptedException)
        {
            return No("Encrypted");
        }
        // A foreign file in a foreign library: whatever it stumbles over is the file's fault, and is said so.
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return No(bounds.Exceeded ? "TooMuch" : "Damaged");
        }
    }

    // Readers mend a file whose end is missing, each in its own way. Behind the end there may be a little of anything.
    private static bool HasAnEnd(FileStream file)
    {
        var end = new byte[Math.Min(4096, file.Length)];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        file.Position = 0;
        return end.AsSpan().IndexOf("startxref"u8) >= 0;
    }

    private static Refusal No(string why) => Refusal.Invalid($"Media.Document.{why}").On("file");

    private static string? Fault(PdfDocument document)
    {
        var seen = new HashSet<IndirectReference>();
        var open = new Stack<IToken>([document.Structure.Catalog.CatalogDictionary]);
        for (var parts = 0; open.TryPop(out var token); parts++)
        {
            if (parts > MostParts)
                return "TooMuch";
            switch (token)
            {
                case IndirectReferenceToken reference when seen.Add(reference.Data):
                    // What is named and not there is nothing, for every reader.
                    if (document.Structure.GetObject(reference.Data) is { Data: { } there })
                        open.Push(there);
                    break;
                case StreamToken stream:
                    open.Push(stream.StreamDictionary);
                    break;
                case ArrayToken array:
                    foreach (var one in array.Data)
                        open.Push(one);
                    break;
                case DictionaryToken dictionary:
                    if (Of(document, dictionary) is { } fault)
                        return fault;
                    foreach (var one in dictionary.Data.Values)
                        open.Push(one);
                    break;
            }
        }
        return null;
    }

    // A name may stand somewhere else, too.
    private static string Name(PdfDocument document, IToken value) => value switch
    {
        NameToken name => name.Data,
        IndirectReferenceToken reference when document.Structure.GetObject(reference.Data) is { Data: NameToken there } => there.Data,
        _ => "",
    };

    private static string? Of(PdfDocument document, DictionaryToken dictionary)
    {
        string[] kinds = [.. new[] { "S", "Subtype", "Type" }.Select(key => dictionary.Data.TryGetValue(key, out var value) ? Name(document, value) : "")];
        return kinds.Any(Acting.Contains) || dictionary.Data.Keys.Any(ActingKeys.Contains) ? "Acts"
            : kinds.Any(Carrying.Contains) || dictionary.Data.Keys.Any(CarryingKeys.Contains) ? "Carries"
            : null;
    }
}
