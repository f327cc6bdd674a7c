using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>What a post shows: a picture, or its one video. To a server both are media.</summary>
internal sealed record MastodonMedium(string Name, string MediaType, string Alt, (double X, double Y)? Focus, long Bytes, Func<CancellationToken, Task<Stream>> Open)
{
    public bool IsVideo { get; private init; }

    /// <summary>Of a video: the still that people chose.</summary>
    public OutgoingPicture? Still { get; private init; }

    public static IReadOnlyList<MastodonMedium> Of(Outgoing post) => post.Video is { } video
        ? [new(video.Name, video.MediaType, video.Alt, null, video.Bytes, video.Open) { IsVideo = true, Still = video.Poster }]
        : [.. post.Pictures.Select(picture => new MastodonMedium(picture.Name, picture.MediaType, picture.Alt, picture.Focus, picture.Bytes, picture.Open))];
}
