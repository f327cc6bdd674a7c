using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;

namespace Stadtfunk.Media.Documents;

/// <summary>Takes in a PDF that has been received: looked into, and kept as it is. Nothing is drawn of it, for nothing that the program has can read one.</summary>
internal sealed class TakeDocument(Db db, FileStore store, Libvips vips, CityTime time)
{
    /// <param name="known">The same file, taken in earlier, whose bytes were lost; null for a new one.</param>
    public async Task<Outcome<Picture>> Run(Actor actor, NewPicture sent, string name, Upload upload, Picture? known, CancellationToken ct)
    {
        if (!actor.May(Permission.Write, sent.Unit))
            return Refusal.Forbidden();
        // One file from outside at a time, of whatever kind: a large one needs room in memory for a moment.
        var pages = await vips.OnUnknown(() => PdfCheck.Read(upload.Path), ct);
        if (!pages.Ok)
            return Outcome<Picture>.Refused(pages.Refusals);
        var kept = await store.Keep(upload.Path, DocumentFiles.Pdf, ct);
        if (!kept.Ok)
            return Outcome<Picture>.Refused(kept.Refusals);
        if (known is not null)
            return known;
        var document = Picture.New(sent.Unit, name, DocumentFiles.MediaType, 0, 0, kept.Value.Bytes, kept.Value.Hash, upload.Hash, actor.Person, time.UtcNow);
        document.Holds(pages.Value);
        document.Describe(sent.Alt, sent.Credit, 0.5, 0.5);
        db.Add(document);
        return document;
    }
}
