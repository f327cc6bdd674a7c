using System.Globalization;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A document goes out by itself where one is taken. Elsewhere a post goes out without it, and its text leads to the city's page.</summary>
internal static class FitDocument
{
    public static bool In(PostContent content, Func<PictureId, PictureView?> find) => content.Pictures.Any(picture => Is(picture, find));

    /// <summary>As the post goes out under these rules: with the document alone, or with everything else.</summary>
    public static PostContent For(PostContent content, Func<PictureId, PictureView?> find, Rules rules) =>
        In(content, find) ? content with { Pictures = [.. content.Pictures.Where(picture => Is(picture, find) == rules.Documents is not null)] } : content;

    public static IEnumerable<Refusal> Everywhere(PostContent content, IReadOnlyDictionary<PictureId, PictureView> pictures)
    {
        var shown = content.Pictures.Select(picture => pictures.GetValueOrDefault(picture.Picture)).OfType<PictureView>().ToList();
        var documents = shown.Count(view => view.Document is not null);
        if (documents > 1)
            yield return Refusal.Invalid("Editorial.OneDocument").On("pictures");
        if (documents > 0 && shown.Any(view => view.Video is not null))
            yield return Refusal.Invalid("Editorial.DocumentAndVideo").On("pictures");
    }

    public static IEnumerable<Refusal> On(FitChannel channel, PostContent content, IReadOnlyDictionary<PictureId, PictureView> pictures)
    {
        if (channel.Rules.Documents is not { } rules
            || content.Pictures.Select(picture => pictures.GetValueOrDefault(picture.Picture)?.Document).FirstOrDefault(one => one is not null) is not { } document)
            yield break;
        foreach (var fault in rules.Faults(document.MediaType, document.Bytes, document.Pages))
            yield return (fault switch
            {
                DocumentFault.TooLarge => Refusal.Invalid("Editorial.DocumentTooLarge", channel.Name, Megabytes(document.Bytes), Megabytes(rules.MaxBytes)),
                DocumentFault.TooManyPages => Refusal.Invalid("Editorial.DocumentTooManyPages", channel.Name, document.Pages, rules.MaxPages),
                _ => Refusal.Invalid("Editorial.DocumentType", channel.Name, document.MediaType),
            }).On("pictures");
    }

    private static bool Is(PictureInPost picture, Func<PictureId, PictureView?> find) => find(picture.Picture)?.Document is not null;

    private static string Megabytes(long bytes) => Math.Ceiling(bytes / 1_000_000.0).ToString("N0", CultureInfo.CurrentCulture);
}
