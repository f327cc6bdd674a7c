using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Library;

namespace Stadtfunk.Media.Videos;

/// <summary>Gives a video its subtitles, or other ones; without any it cannot be published.</summary>
internal sealed class SetSubtitles(Db db, FileStore store, ShownPictures shown)
{
    /// <param name="text">WebVTT or SubRip.</param>
    /// <param name="language">BCP 47, for example <c>de</c>.</param>
    /// <returns>How many cues there are.</returns>
    public async Task<Outcome<int>> Run(Actor actor, PictureId id, string text, string language, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture?.Video is not { } video || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        if (await shown.NotTheirs(actor, id, ct) is { } notTheirs)
            return notTheirs;
        if (Encoding.UTF8.GetByteCount(text) > WebVtt.MostBytes)
            return Refusal.Invalid("Media.Vtt.TooBig").On("subtitles");
        if (!IsLanguage(language))
            return Refusal.Invalid("Media.Vtt.Language").On("language");
        var cues = WebVtt.Read(text, video.Length);
        if (!cues.Ok)
            return Outcome<int>.Refused(cues.Refusals);
        var kept = await store.Keep(Encoding.UTF8.GetBytes(WebVtt.Write(cues.Value)), VideoFiles.Vtt, ct);
        if (!kept.Ok)
            return Outcome<int>.Refused(kept.Refusals);
        video.Subtitle(kept.Value.Hash, language, cues.Value.Count);
        db.Raise(new PictureChanged(id));
        await db.SaveChangesAsync(ct);
        return cues.Value.Count;
    }

    private static bool IsLanguage(string language)
    {
        try
        {
            return language.Length is >= 2 and <= 35 && CultureInfo.GetCultureInfo(language, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}

/// <summary>The subtitles as they are kept, to be read and mended.</summary>
internal sealed class ReadSubtitles(Db db, FileStore store)
{
    public async Task<Outcome<string>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        return picture.Video?.Subtitles is { } hash && store.Has(hash, VideoFiles.Vtt) ? await File.ReadAllTextAsync(store.PathOf(hash, VideoFiles.Vtt), ct) : "";
    }
}
