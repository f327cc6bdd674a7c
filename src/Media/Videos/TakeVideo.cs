using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;

namespace Stadtfunk.Media.Videos;

/// <summary>Takes in a video that has been received: looks at its headers, draws a poster, and leaves the long work to the round.</summary>
internal sealed class TakeVideo(Db db, FileStore store, Ffmpeg ffmpeg, Poster poster, Rounds rounds, CityTime time)
{
    /// <param name="known">The same file, taken in earlier; null for a new one.</param>
    public async Task<Outcome<Picture>> Run(Actor actor, NewPicture sent, string name, Upload upload, Picture? known, CancellationToken ct)
    {
        if (!actor.May(Permission.Write, sent.Unit))
            return Refusal.Forbidden();
        if (!ffmpeg.IsThere)
            return new Refusal("Media.Video.NoFfmpeg", RefusalKind.Unavailable);
        var probed = Probed.Read(await ffmpeg.Probe(upload.Path, ct));
        if (!probed.Ok)
            return Outcome<Picture>.Refused(probed.Refusals);
        var at = Poster.Somewhere(probed.Value.Length);
        var drawn = await poster.Draw(upload.Path, at, ct);
        if (!drawn.Ok)
            return Outcome<Picture>.Refused(drawn.Refusals);
        var kept = await store.Keep(upload.Path, "", ct);
        if (!kept.Ok)
            return Outcome<Picture>.Refused(kept.Refusals);
        var picture = known;
        if (picture is null)
        {
            var (still, shows) = drawn.Value;
            picture = Picture.New(sent.Unit, name, shows.Type.MediaType, shows.Width, shows.Height, still.Bytes, still.Hash, upload.Hash, actor.Person, time.UtcNow);
            picture.Describe(sent.Alt, sent.Credit, 0.5, 0.5);
            picture.Moves(new Video(picture.Id, probed.Value, kept.Value.Hash, (long)at.TotalMilliseconds));
            db.Add(picture);
        }
        else
            picture.Video!.Again(kept.Value.Hash);
        db.AfterCommit(() => rounds.Nudge(VideoRound.Name));
        return picture;
    }
}
