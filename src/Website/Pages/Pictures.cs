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

    public PictureId Id { get; init; }

    /// <summary>What moves, when this is the poster of a video; shown as such once nothing of it is missing.</summary>
    public VideoView? Video { get; init; }
}

/// <summary>A document as a page offers it, with the title that the post gives it.</summary>
/// <param name="FileName">Under which it is saved.</param>
internal sealed record DocumentShown(PictureId Id, string Title, string FileName, DocumentView File);

/// <summary>Finds the pictures and documents of posts. One that is lost is left out; the text stands without it.</summary>
internal sealed class Pictures(IPictures library, KnownRenditions renditions)
{
    /// <summary>Addresses alone, for the sitemap.</summary>
    public async Task<IReadOnlyList<string>> Paths(IReadOnlyList<ReleasedPicture> pictures, CancellationToken ct)
    {
        var known = pictures.Select(picture => renditions.Latest(picture.Picture)).OfType<IReadOnlyList<RenditionView>>().ToList();
        return known.Count == pictures.Count
            ? [.. known.Select(made => Fallback(made).Path)]
            : [.. (await Of(pictures, ct)).Select(picture => picture.Fallback.Path)];
    }

    public Task<IReadOnlyList<PictureShown>> Of(IReadOnlyList<ReleasedPicture> pictures, CancellationToken ct) => Shown(pictures, PictureForm.Page, ct);

    /// <summary>For a card of the wall: wide, cut around what matters.</summary>
    public async Task<PictureShown?> Card(IReadOnlyList<ReleasedPicture> pictures, CancellationToken ct) => (await Shown(pictures, PictureForm.Card, ct, most: 1)).FirstOrDefault();

    /// <summary>For the preview that others show of a link.</summary>
    public async Task<RenditionView?> Link(IReadOnlyList<ReleasedPicture> pictures, CancellationToken ct) =>
        pictures.Count > 0 && await library.Many([.. pictures.Select(one => one.Picture)], ct) is var known
            && pictures.FirstOrDefault(one => known.GetValueOrDefault(one.Picture) is { Document: null }) is { } first ? await library.ForLinks(first.Picture, ct) : null;

    public async Task<IReadOnlyList<DocumentShown>> Documents(IReadOnlyList<ReleasedPicture> pictures, CancellationToken ct)
    {
        if (pictures.Count == 0)
            return [];
        var known = await library.Many([.. pictures.Select(one => one.Picture)], ct);
        return [.. from one in pictures
                   where known.GetValueOrDefault(one.Picture)?.Document is not null
                   let view = known[one.Picture]
                   select new DocumentShown(one.Picture, RunningText.Clean(one.Alt), NameOf(view.FileName), view.Document!)];
    }

    private static string NameOf(string file) => file.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? file : $"{file}.pdf";

    private async Task<IReadOnlyList<PictureShown>> Shown(IReadOnlyList<ReleasedPicture> pictures, PictureForm form, CancellationToken ct, int most = int.MaxValue)
    {
        if (pictures.Count == 0)
            return [];
        var known = await library.Many([.. pictures.Select(one => one.Picture)], ct);
        var shown = new List<PictureShown>(pictures.Count);
        foreach (var picture in pictures)
        {
            if (shown.Count == most)
                break;
            if (known.GetValueOrDefault(picture.Picture) is not { Document: null } view || await renditions.Of(library, view, form, ct) is not { Count: > 0 } made)
                continue;
            var fallback = Fallback(made);
            var widths = made.Where(one => one.MediaType == "image/webp").OrderBy(one => one.Width).ToList();
            shown.Add(new PictureShown(
                picture.Decorative ? "" : RunningText.Clean(picture.Alt), RunningText.Clean(CreditOf(view)), fallback, widths.Count > 0 ? widths : [fallback]) { Id = picture.Picture, Video = view.Video });
        }
        return shown;
    }

    private static RenditionView Fallback(IReadOnlyList<RenditionView> made) => made.FirstOrDefault(one => one.MediaType == "image/jpeg") ?? made[^1];

    /// <summary>A free licence wants to be named beside its author.</summary>
    private static string CreditOf(PictureView picture) => (picture.Licence, picture.Credit) switch
    {
        (Licence.CcBy, { Length: > 0 } credit) => $"{credit}, CC BY 4.0",
        (Licence.CcBySa, { Length: > 0 } credit) => $"{credit}, CC BY-SA 4.0",
        (_, var credit) => credit,
    };
}

internal enum PictureForm
{
    Page,
    Card,
}

/// <summary>Remembers renditions: they lie under the hash of their bytes and never change. A sitemap of a thousand posts asks for each of them again.</summary>
internal sealed class KnownRenditions
{
    private const int Most = 20_000;

    // Another poster or another point of interest gives other renditions.
    private readonly ConcurrentDictionary<(PictureId, PictureForm, string, double, double), IReadOnlyList<RenditionView>> known = new();

    private readonly ConcurrentDictionary<PictureId, IReadOnlyList<RenditionView>> latest = new();

    /// <summary>Of the page, as last seen; null when it was not asked for yet. Good for addresses, which keep what they lead to.</summary>
    public IReadOnlyList<RenditionView>? Latest(PictureId picture) => latest.GetValueOrDefault(picture);

    public async Task<IReadOnlyList<RenditionView>> Of(IPictures library, PictureView picture, PictureForm form, CancellationToken ct)
    {
        var key = (picture.Id, form, picture.Hash, picture.FocusX, picture.FocusY);
        if (known.TryGetValue(key, out var made))
            return made;
        made = form == PictureForm.Card ? await library.ForCards(picture.Id, ct) : await library.ForPage(picture.Id, ct);
        if (known.Count >= Most)
        {
            known.Clear();
            latest.Clear();
        }
        // What is lost may come back.
        if (made.Count > 0)
        {
            known[key] = made;
            if (form == PictureForm.Page)
                latest[picture.Id] = made;
        }
        return made;
    }
}
