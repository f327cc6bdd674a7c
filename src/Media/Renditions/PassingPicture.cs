using NetVips;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;

namespace Stadtfunk.Media.Renditions;

/// <summary>Somebody else's picture that is only passed on (a link card's): believed as little as an upload, drawn anew, in no library.</summary>
internal sealed class PassingPicture(FileStore store, Libvips vips)
{
    public async Task<Outcome<RenditionView>> Take(Stream bytes, RenditionWish wish, CancellationToken ct)
    {
        var received = await Upload.Receive(bytes, store, ct);
        if (!received.Ok)
            return Outcome<RenditionView>.Refused(received.Refusals);
        using var upload = received.Value;
        await using (var file = File.OpenRead(upload.Path))
        {
            var head = new byte[4096];
            var type = PictureType.Read(head[..await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct)], "");
            if (!type.Ok)
                return Outcome<RenditionView>.Refused(type.Refusals);
            return await Draw(upload.Path, type.Value, wish, ct);
        }
    }

    private async Task<Outcome<RenditionView>> Draw(string path, PictureType type, RenditionWish wish, CancellationToken ct)
    {
        var temporary = store.NewTemporary();
        try
        {
            var cleaned = await vips.OnUnknown(() => Cleaning.Clean(path, type, temporary), ct);
            if (!cleaned.Ok)
                return Outcome<RenditionView>.Refused(cleaned.Refusals);
            var clean = cleaned.Value;
            var drawn = await vips.OnOwn(() => Drawing.Draw(temporary, clean.Type, clean.Width, clean.Height, (0.5, 0.5), wish), ct);
            if (!drawn.Ok)
                return Outcome<RenditionView>.Refused(drawn.Refusals);
            var kept = await store.Keep(drawn.Value.Bytes, drawn.Value.Type.Ending, ct);
            return kept.To(file => new RenditionView(
                Wishes.Path(file.Hash, file.Ending), file.Hash, drawn.Value.Type.MediaType, drawn.Value.Width, drawn.Value.Height, file.Bytes));
        }
        catch (VipsException)
        {
            return Refusal.Invalid("Media.Damaged");
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
