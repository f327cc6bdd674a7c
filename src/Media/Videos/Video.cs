using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Videos;

/// <summary>How far a video is on its way to the page.</summary>
internal enum VideoState
{
    /// <summary>Waits to be looked through from end to end and made fit for browsers.</summary>
    Waiting,

    /// <summary>Every browser can play it.</summary>
    Ready,

    /// <summary>It cannot be used; <see cref="Video.Trouble"/> says why.</summary>
    Unfit,
}

/// <summary>What moves behind a poster. The file that came is kept until the one that browsers play is made of it.</summary>
internal sealed class Video
{
    private Video()
    {
    }

    public Video(PictureId picture, Probed seen, string source, long posterAt)
    {
        Picture = picture;
        Source = source;
        SourceHash = source;
        (Width, Height, Milliseconds, HasSound) = (seen.Width, seen.Height, (long)seen.Length.TotalMilliseconds, seen.HasSound);
        PosterAt = posterAt;
    }

    public PictureId Picture { get; private set; }
    public VideoState State { get; private set; }

    /// <summary>Address of the file that came; null once it is no longer needed.</summary>
    public string? Source { get; private set; }
    public string SourceHash { get; private set; } = "";

    /// <summary>Address of the MP4 that browsers play; null until it is made.</summary>
    public string? Hash { get; private set; }
    public long Bytes { get; private set; }
    public int Width { get; private set; }
    public int Height { get; private set; }
    public long Milliseconds { get; private set; }
    public bool HasSound { get; private set; }

    /// <summary>Which moment the poster shows, in milliseconds.</summary>
    public long PosterAt { get; private set; }

    /// <summary>Key of the sentence that says why it is unfit.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Address of the WebVTT file.</summary>
    public string? Subtitles { get; private set; }
    public string SubtitlesLanguage { get; private set; } = "";
    public int Cues { get; private set; }

    public TimeSpan Length => TimeSpan.FromMilliseconds(Milliseconds);

    public void Ready(string hash, long bytes, Probed made)
    {
        (State, Hash, Bytes, Source, Trouble) = (VideoState.Ready, hash, bytes, null, null);
        (Width, Height, Milliseconds, HasSound) = (made.Width, made.Height, (long)made.Length.TotalMilliseconds, made.HasSound);
    }

    public void Unfit(string trouble) => (State, Trouble, Source) = (VideoState.Unfit, trouble, null);

    /// <summary>The same file came once more, after it was found unfit or its file was lost.</summary>
    public void Again(string source) => (State, Trouble, Source) = (VideoState.Waiting, null, source);

    public void Poster(long at) => PosterAt = at;

    public void Subtitle(string hash, string language, int cues) => (Subtitles, SubtitlesLanguage, Cues) = (hash, language, cues);

    public void Unsubtitle() => (Subtitles, SubtitlesLanguage, Cues) = (null, "", 0);

    public VideoView View() => new(
        Hash is null ? null : VideoFiles.Path(Hash, VideoFiles.Mp4),
        SourceHash,
        "video/mp4",
        Width,
        Height,
        Length,
        Bytes,
        Subtitles is null ? null : new SubtitlesView(VideoFiles.Path(Subtitles, VideoFiles.Vtt), Subtitles, SubtitlesLanguage),
        State switch
        {
            VideoState.Unfit => Refusal.Conflict(Trouble ?? "Media.Video.Damaged"),
            VideoState.Waiting => Refusal.Conflict("Media.Video.NotReady"),
            _ => Subtitles is null ? Refusal.Conflict("Media.Video.NoSubtitles") : null,
        })
    {
        Playable = Hash,
    };
}
