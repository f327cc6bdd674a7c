using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Videos;

/// <summary>Draws a moment of a video as the picture that stands for it.</summary>
internal sealed class Poster(FileStore store, Ffmpeg ffmpeg, Libvips vips)
{
    /// <summary>A moment that is likely to show something: not the very first, which is often black.</summary>
    public static TimeSpan Somewhere(TimeSpan length) => TimeSpan.FromMilliseconds(Math.Round(Math.Min(length.TotalMilliseconds / 4, 3000)));

    public async Task<Outcome<(StoredFile File, Cleaned Shows)>> Draw(string video, TimeSpan at, CancellationToken ct)
    {
        var (frame, clean) = (store.NewTemporary(), store.NewTemporary());
        try
        {
            var run = await ffmpeg.Frame(video, at, frame, ct);
            if (!run.Good || !File.Exists(frame))
                return Refusal.Invalid("Media.Video.Damaged").On("file");
            // The same way as every picture: drawn anew, upright, without anything behind it.
            var cleaned = await vips.OnUnknown(() => Cleaning.Clean(frame, PictureType.Png, clean), ct);
            if (!cleaned.Ok)
                return Outcome<(StoredFile, Cleaned)>.Refused(cleaned.Refusals);
            return (await store.Keep(clean, "", ct)).To(file => (file, cleaned.Value));
        }
        finally
        {
            File.Delete(frame);
            File.Delete(clean);
        }
    }
}

/// <summary>Another moment of the video stands for it from now on.</summary>
internal sealed class ChoosePoster(Db db, FileStore store, Poster poster, ShownPictures shown)
{
    public async Task<Outcome<Done>> Run(Actor actor, PictureId id, TimeSpan at, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture?.Video is not { } video || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        if (await shown.NotTheirs(actor, id, ct) is { } notTheirs)
            return notTheirs;
        if (at < TimeSpan.Zero || at > video.Length)
            return Refusal.Invalid("Media.Video.NoSuchMoment").On("at");
        var file = video.Hash is { } made ? store.PathOf(made, VideoFiles.Mp4) : video.Source is { } source ? store.PathOf(source, "") : null;
        if (file is null || !File.Exists(file))
            return Refusal.NotFound("Media.FileGone");
        // The very end has no picture any more.
        var moment = at > video.Length - TimeSpan.FromMilliseconds(200) ? TimeSpan.FromMilliseconds(Math.Max(0, video.Length.TotalMilliseconds - 200)) : at;
        var drawn = await poster.Draw(file, moment, ct);
        if (!drawn.Ok)
            return Outcome<Done>.Refused(drawn.Refusals);
        var (still, shows) = drawn.Value;
        picture.Shows(shows.Type.MediaType, shows.Width, shows.Height, still.Bytes, still.Hash);
        video.Poster((long)moment.TotalMilliseconds);
        db.RemoveRange(await db.Set<Rendition>().Where(x => x.Picture == id).ToListAsync(ct));
        db.Raise(new PictureChanged(id));
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
