using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Documents;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Tray;
using Stadtfunk.Media.Videos;

namespace Stadtfunk.Media.Intake;

/// <param name="Known">The same file was already there in this unit; nothing was stored.</param>
/// <param name="StillOnly">The file moved; its first frame was kept.</param>
internal sealed record TakenIn(PictureView Picture, bool Known, bool StillOnly)
{
    /// <summary>It lay in the bin until now.</summary>
    public bool CameBack { get; init; }
}

/// <summary>The one way into the library, for people, the API and the rooms above.</summary>
internal sealed class TakeIn(Db db, FileStore store, Libvips vips, SameFile same, TakeVideo takeVideo, TakeDocument takeDocument, VideoLimit limit, CityTime time)
{
    public async Task<Outcome<TakenIn>> Run(Actor actor, NewPicture picture, CancellationToken ct)
    {
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        if (Picture.Words(picture.Alt, picture.Credit) is { } wrong)
            return wrong;
        var taken = await Keep(actor, picture, limit.Bytes, _ => Task.CompletedTask, ct);
        if (taken is { Ok: true, Value: { Known: true, Picture.Id: var id } })
            await NotFromTray.Note(db, id, ct);
        return taken;
    }

    /// <summary>The same for the tray, into which more people put pictures than into the library. Whoever calls this has asked.</summary>
    /// <param name="beside">What is written together with a picture that is new here, or comes back out of the bin.</param>
    internal Task<Outcome<TakenIn>> Still(Actor actor, NewPicture picture, Func<Picture, Task> beside, CancellationToken ct) => Keep(actor, picture, null, beside, ct);

    private async Task<Outcome<TakenIn>> Keep(Actor actor, NewPicture picture, long? videoBytes, Func<Picture, Task> beside, CancellationToken ct)
    {
        var received = await Upload.Receive(picture.Bytes, store, ct, videoBytes);
        if (!received.Ok)
            return Outcome<TakenIn>.Refused(received.Refusals);
        using var upload = received.Value;
        using var _ = await same.Alone(picture.Unit, upload.Hash, ct);
        var known = await db.Set<Picture>().FirstOrDefaultAsync(x => x.Unit == picture.Unit && x.SourceHash == upload.Hash, ct);
        if (known is not null && store.Has(known.Hash, known.Ending()) && (known.Video is not { } video || IsWhole(video)))
            return await Again(known, false, beside, ct);
        return upload.IsVideo || upload.IsDocument ? await StoreLarger(actor, picture, upload, known, ct) : await Store(actor, picture, upload, known, beside, ct);
    }

    /// <summary>The file was here before; out of the bin it comes together with what is written beside it, or not at all.</summary>
    private async Task<TakenIn> Again(Picture known, bool stillOnly, Func<Picture, Task> beside, CancellationToken ct)
    {
        var back = known.RemovedAt is not null;
        if (back)
        {
            known.BringBack();
            await beside(known);
            await db.SaveChangesAsync(ct);
        }
        return new TakenIn(known.View(time.Today), Known: true, stillOnly) { CameBack = back };
    }

    private bool IsWhole(Video video) => video.State switch
    {
        VideoState.Ready => store.Has(video.Hash!, VideoFiles.Mp4),
        VideoState.Waiting => store.Has(video.Source!, ""),
        _ => false,
    };

    private async Task<Outcome<TakenIn>> StoreLarger(Actor actor, NewPicture picture, Upload upload, Picture? known, CancellationToken ct)
    {
        var name = CleanName(picture.FileName);
        var taken = upload.IsVideo ? await takeVideo.Run(actor, picture, name, upload, known, ct) : await takeDocument.Run(actor, picture, name, upload, known, ct);
        if (taken.Ok)
            known?.BringBack();
        return taken.Ok ? await Save(taken.Value, known is not null, false, ct) : Outcome<TakenIn>.Refused(taken.Refusals);
    }

    private async Task<Outcome<TakenIn>> Store(Actor actor, NewPicture picture, Upload upload, Picture? known, Func<Picture, Task> beside, CancellationToken ct)
    {
        var name = CleanName(picture.FileName);
        var type = PictureType.Read(await Head(upload.Path, ct), name);
        if (!type.Ok)
            return Outcome<TakenIn>.Refused(type.Refusals);
        var temporary = store.NewTemporary();
        var cleaned = await vips.OnUnknown(() => Cleaning.Clean(upload.Path, type.Value, temporary), ct);
        if (!cleaned.Ok)
        {
            // The picture library does not say why it could not write: look before the unfinished file makes room again.
            var full = store.NothingLeft();
            File.Delete(temporary);
            return full ? FileStore.Full : Outcome<TakenIn>.Refused(cleaned.Refusals);
        }
        var kept = await store.Keep(temporary, "", ct);
        if (!kept.Ok)
            return Outcome<TakenIn>.Refused(kept.Refusals);
        var clean = cleaned.Value;
        if (known is not null)
            return await Again(known, clean.StillOnly, beside, ct);
        var taken = Picture.New(
            picture.Unit, name, clean.Type.MediaType, clean.Width, clean.Height, kept.Value.Bytes, kept.Value.Hash, upload.Hash, actor.Person, time.UtcNow);
        taken.Describe(Or(picture.Alt, clean.Words.Alt), Or(picture.Credit, clean.Words.Credit), 0.5, 0.5);
        db.Add(taken);
        await beside(taken);
        return await Save(taken, false, clean.StillOnly, ct);
    }

    private async Task<Outcome<TakenIn>> Save(Picture taken, bool known, bool stillOnly, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!known)
        {
            // Another node of the cluster took in the same file at the same moment: its row stands, the bytes are the same.
            db.ChangeTracker.Clear();
            var twin = await db.Set<Picture>().AsNoTracking().FirstOrDefaultAsync(x => x.Unit == taken.Unit && x.SourceHash == taken.SourceHash, ct);
            if (twin is null)
                throw;
            return new TakenIn(twin.View(time.Today), Known: true, stillOnly);
        }
        return new TakenIn(taken.View(time.Today), known, stillOnly);
    }

    private static string Or(string given, string found) => given.Trim().Length > 0 ? given : found;

    private static async Task<byte[]> Head(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[4096];
        return head[..await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct)];
    }

    /// <summary>Only for people, but it is shown and sent: no path, no control or direction characters, no markup.</summary>
    private static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format && letter is not ('<' or '>' or '"'))]).Trim();
        if (clean.Length > Picture.MaxName)
            clean = clean[..(Picture.MaxName - 10)].TrimEnd() + (Path.GetExtension(clean) is { Length: <= 6 } extension ? extension : "");
        return clean.Length > 0 ? clean : "Bild";
    }
}

/// <summary>Lets the same file into a unit one after the other, so that the second finds the first.</summary>
internal sealed class SameFile
{
    private readonly ConcurrentDictionary<(UnitId, string), SemaphoreSlim> inside = new();

    public async Task<IDisposable> Alone(UnitId unit, string hash, CancellationToken ct)
    {
        while (true)
        {
            var gate = inside.GetOrAdd((unit, hash), _ => new SemaphoreSlim(1));
            await gate.WaitAsync(ct);
            if (inside.TryGetValue((unit, hash), out var current) && current == gate)
                return new Leave(() =>
                {
                    inside.TryRemove(new((unit, hash), gate));
                    gate.Release();
                });
            gate.Release();
        }
    }

    private sealed class Leave(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
