using System.Collections.Concurrent;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Website.Pages;

/// <summary>A picture as a page shows it: from the own server, in several widths, with the post's own alt text.</summary>
/// <param name="Alt">Empty for a decorative one.</param>
/// <param name="Fallback">JPEG, for readers that know nothing newer, previews and feeds.</param>
/// <param name="Widths">Smallest first; never empty.</param>
internal sealed record PictureShown(string Alt, string Credit, RenditionView Fallback, IReadOnlyList<RenditionView> Widths)
{
    public string SourceSet => string.Join(", ", Widths.Select(one => $"{one.Path} {one.Width}w"));

    public RenditionView Largest => Widths[^1];
}

/// <summary>Finds the pictures of posts. One that is lost is left out; the text stands without it.</summary>
internal sealed class Pictures(IPictures library, KnownRenditions renditions)
{
    /// <summary>Addresses alone, for the sitemap.</summary>
    public async Task<IReadOnlyList<string>> Paths(IReadOnlyList<ReleasedPicture> pictures, CancellationToken ct)
    {
        var paths = new List<string>(pictures.Count);
        foreach (var picture in pictures)
            if (await renditions.Of(library, picture.Picture, ct) is { Count: > 0 } known)
                paths.Add(Fallback(known).Path);
        return paths;
    }

    public async Task<IReadOnlyList<PictureShown>> Of(IReadOnlyList<ReleasedPicture> pictures, CancellationToken ct)
    {
        if (pictures.Count == 0)
            return [];
        var known = await library.Many([.. pictures.Select(one => one.Picture)], ct);
        var shown = new List<PictureShown>(pictures.Count);
        foreach (var picture in pictures)
        {
            var made = await renditions.Of(library, picture.Picture, ct);
            if (made.Count == 0)
                continue;
            var fallback = Fallback(made);
            var widths = made.Where(one => one.MediaType == "image/webp").OrderBy(one => one.Width).ToList();
            var credit = known.GetValueOrDefault(picture.Picture)?.Credit ?? "";
            shown.Add(new PictureShown(
                picture.Decorative ? "" : RunningText.Clean(picture.Alt), RunningText.Clean(credit), fallback, widths.Count > 0 ? widths : [fallback]));
        }
        return shown;
    }

    private static RenditionView Fallback(IReadOnlyList<RenditionView> made) => made.FirstOrDefault(one => one.MediaType == "image/jpeg") ?? made[^1];
}

/// <summary>Remembers renditions: they lie under the hash of their bytes and never change. A sitemap of a thousand posts asks for each of them again.</summary>
internal sealed class KnownRenditions
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<PictureId, IReadOnlyList<RenditionView>> known = new();

    public async Task<IReadOnlyList<RenditionView>> Of(IPictures library, PictureId picture, CancellationToken ct)
    {
        if (known.TryGetValue(picture, out var made))
            return made;
        made = await library.ForPage(picture, ct);
        if (known.Count >= Most)
            known.Clear();
        // What is lost may come back.
        if (made.Count > 0)
            known[picture] = made;
        return made;
    }
}
