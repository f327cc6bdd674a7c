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
internal sealed class Pictures(IPictures library)
{
    public async Task<IReadOnlyList<PictureShown>> Of(IReadOnlyList<ReleasedPicture> pictures, CancellationToken ct)
    {
        if (pictures.Count == 0)
            return [];
        var known = await library.Many([.. pictures.Select(one => one.Picture)], ct);
        var shown = new List<PictureShown>(pictures.Count);
        foreach (var picture in pictures)
        {
            var renditions = await library.ForPage(picture.Picture, ct);
            if (renditions.Count == 0)
                continue;
            var fallback = renditions.FirstOrDefault(one => one.MediaType == "image/jpeg") ?? renditions[^1];
            var widths = renditions.Where(one => one.MediaType == "image/webp").OrderBy(one => one.Width).ToList();
            var credit = known.GetValueOrDefault(picture.Picture)?.Credit ?? "";
            shown.Add(new PictureShown(
                picture.Decorative ? "" : RunningText.Clean(picture.Alt), RunningText.Clean(credit), fallback, widths.Count > 0 ? widths : [fallback]));
        }
        return shown;
    }
}
