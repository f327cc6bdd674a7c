using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NetVips;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;

namespace Stadtfunk.Media.Renditions;

/// <summary>What is being drawn right now in this process, so that many who ask at once wait for one drawing.</summary>
internal sealed class Easel
{
    private readonly ConcurrentDictionary<(PictureId, string), Lazy<Task<Outcome<RenditionView>>>> drawing = new();

    public async Task<Outcome<RenditionView>> Once(PictureId picture, string wish, Func<Task<Outcome<RenditionView>>> draw, CancellationToken ct)
    {
        var work = drawing.GetOrAdd((picture, wish), _ => new(draw));
        try
        {
            return await work.Value.WaitAsync(ct);
        }
        finally
        {
            if (work.Value.IsCompleted)
                drawing.TryRemove(new((picture, wish), work));
        }
    }
}

/// <summary>Finds a rendition made, or makes it: lazily, once, and again when its file is gone.</summary>
internal sealed class RenditionShelf(Db db, FileStore store, Libvips vips, Easel easel)
{
    /// <summary>Its file lies where it should.</summary>
    public bool IsThere(Rendition made) => store.Has(made.Hash, PictureType.Of(made.MediaType).Ending);

    public async Task<Outcome<RenditionView>> Take(PictureId id, RenditionWish wish, CancellationToken ct)
    {
        var focus = wish.Shape is null ? default : await Focus(id, ct);
        var key = Wishes.Key(wish, focus);
        var made = await db.Set<Rendition>().AsNoTracking().FirstOrDefaultAsync(x => x.Picture == id && x.Wish == key, ct);
        if (made is not null && IsThere(made))
            return made.View();
        var picture = await db.Set<Picture>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null)
            return Refusal.NotFound("Media.NoSuchPicture");
        // One who gives up must not take the drawing away from the others who wait for it: it ends by itself within a second.
        var drawn = await easel.Once(id, key, () => Draw(picture, wish, CancellationToken.None), ct);
        if (drawn.Ok)
            await Remember(Rendition.Of(id, key, drawn.Value), ct);
        return drawn;
    }

    private async Task<(double X, double Y)> Focus(PictureId id, CancellationToken ct)
    {
        var found = await db.Set<Picture>().Where(x => x.Id == id).Select(x => new { x.FocusX, x.FocusY }).FirstOrDefaultAsync(ct);
        return found is null ? default : (found.FocusX, found.FocusY);
    }

    private async Task<Outcome<RenditionView>> Draw(Picture picture, RenditionWish wish, CancellationToken ct)
    {
        var original = store.PathOf(picture.Hash, "");
        if (!File.Exists(original))
            return Refusal.NotFound("Media.FileGone");
        Outcome<Drawn> drawn;
        try
        {
            drawn = await vips.OnOwn(() => Drawing.Draw(original, PictureType.Of(picture.MediaType), picture.Width, picture.Height, (picture.FocusX, picture.FocusY), wish), ct);
        }
        catch (VipsException)
        {
            return Refusal.NotFound("Media.FileGone");
        }
        if (!drawn.Ok)
            return Outcome<RenditionView>.Refused(drawn.Refusals);
        var kept = await store.Keep(drawn.Value.Bytes, drawn.Value.Type.Ending, ct);
        return kept.To(file => new RenditionView(
            Wishes.Path(file.Hash, file.Ending), file.Hash, drawn.Value.Type.MediaType, drawn.Value.Width, drawn.Value.Height, file.Bytes));
    }

    /// <summary>
    /// Joins the caller's transaction without touching what the caller has loaded. Two who drew the same remember it once: "on conflict do
    /// nothing" is the same sentence for SQLite and PostgreSQL, and unlike a caught exception it leaves a transaction whole.
    /// </summary>
    private Task<int> Remember(Rendition made, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO media_rendition ("Picture", "Wish", "Hash", "MediaType", "Width", "Height", "Bytes")
        VALUES ({made.Picture.Value}, {made.Wish}, {made.Hash}, {made.MediaType}, {made.Width}, {made.Height}, {made.Bytes})
        ON CONFLICT DO NOTHING
        """,
        ct);
}
