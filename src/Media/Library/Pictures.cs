using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Documents;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Renditions;
using Stadtfunk.Media.Videos;

namespace Stadtfunk.Media.Library;

internal sealed class Pictures(Db db, FileStore store, RenditionShelf shelf, TakeIn takeIn, PassingPicture passing, CityTime time) : IPictures
{
    public async Task<PictureView?> Find(PictureId picture, CancellationToken ct) =>
        (await db.Set<Picture>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == picture, ct))?.View(time.Today);

    public async Task<IReadOnlyDictionary<PictureId, PictureView>> Many(IReadOnlyCollection<PictureId> pictures, CancellationToken ct) =>
        pictures.Count == 0 ? new Dictionary<PictureId, PictureView>() :
        (await db.Set<Picture>().AsNoTracking().Where(x => pictures.Contains(x.Id)).ToListAsync(ct)).ToDictionary(x => x.Id, x => x.View(time.Today));

    public Task<Outcome<RenditionView>> Rendition(PictureId picture, RenditionWish wish, CancellationToken ct) => shelf.Take(picture, wish, ct);

    public async Task<RenditionView?> ForLinks(PictureId picture, CancellationToken ct) => (await shelf.Take(picture, Wishes.ForLinks, ct)).Value;

    public Task<IReadOnlyList<RenditionView>> ForPage(PictureId picture, CancellationToken ct) => Made(picture, Wishes.ForPage, ct);

    public Task<IReadOnlyList<RenditionView>> ForCards(PictureId picture, CancellationToken ct) => Made(picture, Wishes.ForCards, ct);

    private async Task<IReadOnlyList<RenditionView>> Made(PictureId picture, IReadOnlyList<RenditionWish> wishes, CancellationToken ct)
    {
        if (await Find(picture, ct) is not { } found)
            return [];
        var edge = Math.Max(found.Width, found.Height);
        var made = new List<RenditionView>();
        var reached = false;
        foreach (var wish in wishes)
        {
            var webp = wish.MediaTypes[0] == "image/webp";
            // A small original is not offered twice in the same size.
            if (webp && reached)
                continue;
            if ((await shelf.Take(picture, wish, ct)).Value is { } rendition)
                made.Add(rendition);
            reached |= webp && wish.MaxEdge >= edge;
        }
        return made;
    }

    public Task<Outcome<RenditionView>> Passing(Stream bytes, RenditionWish wish, CancellationToken ct) => passing.Take(bytes, wish, ct);

    public Task<Stream> Open(string hash, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        foreach (var ending in (string[])["", .. PictureType.Stored.Select(type => type.Ending)])
            if (store.Has(hash, ending))
                return Task.FromResult<Stream>(Read(hash, ending));
        throw new FileNotFoundException("No stored bytes have this hash.", hash);
    }

    public Task<Stream> OpenVideo(string hash, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(Read(hash, VideoFiles.Mp4));
    }

    public Task<Stream> OpenDocument(string hash, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(Read(hash, DocumentFiles.Pdf));
    }

    public Task<string> Subtitles(string hash, CancellationToken ct) => File.ReadAllTextAsync(store.PathOf(hash, VideoFiles.Vtt), ct);

    private FileStream Read(string hash, string ending) =>
        new(store.PathOf(hash, ending), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81920, useAsync: true);

    public async Task<Outcome<PictureId>> Add(Actor actor, NewPicture picture, CancellationToken ct) =>
        (await takeIn.Run(actor, picture, ct)).To(taken => taken.Picture.Id);
}
