using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Library;

namespace Stadtfunk.Media.Videos;

/// <summary>
/// Watches new videos from end to end and makes of each the file that browsers play. What a crash interrupts is begun again: a video waits until its file is there.
/// </summary>
internal sealed class VideoRound(Db db, FileStore store, Ffmpeg ffmpeg, Pulse pulse, ILogger<VideoRound> log) : IRound
{
    public const string Name = "media-videos", Topic = "videos";

    /// <summary>What may be missing at the end without anybody missing it: sound and picture seldom end together.</summary>
    private static TimeSpan Slack(TimeSpan length) => TimeSpan.FromSeconds(Math.Min(2, 0.2 + (length.TotalSeconds * 0.05)));

    public async Task Tick(CancellationToken ct)
    {
        while (ffmpeg.IsThere && await db.Set<Picture>().Where(x => x.Video!.State == VideoState.Waiting && x.RemovedAt == null).OrderBy(x => x.AddedAt).FirstOrDefaultAsync(ct) is { Video: { } video } picture)
        {
            if (store.Shortage() is not null)
                return;
            var source = video.Source;
            var made = await Make(video, ct);
            if (made.Ok)
                video.Ready(made.Value.File.Hash, made.Value.File.Bytes, made.Value.Seen);
            else
                video.Unfit(made.Refusals[0].Key);
            Log.VideoDone(log, picture.Id.Value, video.State);
            db.Raise(new PictureChanged(picture.Id));
            await db.SaveChangesAsync(ct);
            if (source is not null && !await db.Set<Video>().AnyAsync(x => x.Source == source, ct))
                store.Forget(source, "");
            pulse.Beat(Topic, picture.Id.Value);
        }
    }

    private async Task<Outcome<(StoredFile File, Probed Seen)>> Make(Video video, CancellationToken ct)
    {
        var source = video.Source is { } hash ? store.PathOf(hash, "") : null;
        if (source is null || !File.Exists(source))
            return Refusal.NotFound("Media.FileGone");
        var probed = Probed.Read(await ffmpeg.Probe(source, ct));
        if (!probed.Ok)
            return Outcome<(StoredFile, Probed)>.Refused(probed.Refusals);
        var seen = probed.Value;
        var most = TimeSpan.FromMinutes(10) + (seen.Length * 8);
        var to = store.NewTemporary();
        try
        {
            // Coding anew reads everything anyway; what is only packed anew must be watched for itself.
            var run = seen.Plays ? await ffmpeg.Watch(source, most, ct) : await ffmpeg.Recode(source, to, seen.OtherRate, most, ct);
            if (!run.Good || run.Reached < seen.Length - Slack(seen.Length))
                return Refusal.Invalid("Media.Video.Damaged");
            if (seen.Plays && !(await ffmpeg.Repack(source, to, most, ct)).Good)
                return Refusal.Invalid("Media.Video.Damaged");
            var result = Probed.Read(await ffmpeg.Probe(to, ct));
            if (!result.Ok)
                return Outcome<(StoredFile, Probed)>.Refused(result.Refusals);
            return (await store.Keep(to, VideoFiles.Mp4, ct)).To(file => (file, result.Value));
        }
        finally
        {
            File.Delete(to);
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Video {Picture} is {State}")]
    public static partial void VideoDone(ILogger log, Guid picture, VideoState state);
}
