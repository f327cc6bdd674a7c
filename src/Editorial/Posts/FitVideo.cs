using System.Globalization;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Editorial.Posts;

/// <summary>What does not fit where the video itself goes out, and where the headline has a place of its own.</summary>
internal static class FitVideo
{
    /// <summary>The video that goes out under these rules, alone; null where none does.</summary>
    public static VideoView? In(PostContent content, IReadOnlyDictionary<PictureId, PictureView> pictures, Rules rules) =>
        rules.Video is null ? null : content.Pictures.Select(picture => pictures.GetValueOrDefault(picture.Picture)?.Video).FirstOrDefault(video => video is not null);

    public static IEnumerable<Refusal> On(FitChannel channel, PostContent content, IReadOnlyDictionary<PictureId, PictureView> pictures)
    {
        var video = In(content, pictures, channel.Rules);
        if (video is null && channel.Rules.NeedsVideo)
            yield return Refusal.Invalid("Editorial.NeedsVideo", channel.Name).On("pictures");
        if (video is null || channel.Rules.Video is not { } rules)
            yield break;
        foreach (var fault in rules.Faults(video.MediaType, video.Width, video.Height, video.Length, video.Bytes))
            yield return (fault switch
            {
                VideoFault.TooLarge => Refusal.Invalid("Editorial.VideoTooLarge", channel.Name, Megabytes(video.Bytes), Megabytes(rules.MaxBytes)),
                VideoFault.TooSmall => Refusal.Invalid("Editorial.VideoTooSmall", channel.Name),
                VideoFault.TooShort => Refusal.Invalid("Editorial.VideoTooShort", channel.Name, Clock(video.Length), Clock(rules.Shortest)),
                VideoFault.TooLong => Refusal.Invalid("Editorial.VideoTooLong", channel.Name, Clock(video.Length), Clock(rules.Longest)),
                VideoFault.Shape => Refusal.Invalid("Editorial.VideoShape", channel.Name, video.Width, video.Height),
                VideoFault.TooDense => Refusal.Invalid("Editorial.VideoTooDense", channel.Name, Math.Ceiling(VideoRules.MegabitsOf(video.Length, video.Bytes)), rules.MostMegabits!.Value),
                VideoFault.TooManyPixels => Refusal.Invalid("Editorial.VideoPixels", channel.Name, video.Width, video.Height),
                VideoFault.TooFewPixels => Refusal.Invalid("Editorial.VideoFewPixels", channel.Name, video.Width, video.Height, rules.MinWidth, rules.MinHeight),
                _ => Refusal.Invalid("Editorial.VideoType", channel.Name, video.MediaType),
            }).On("pictures");
    }

    /// <summary>The headline that stands apart, and signs that the network does not take.</summary>
    public static IEnumerable<Refusal> Words(FitChannel channel, ChannelChoice choice, PostContent content)
    {
        var rules = channel.Rules;
        var title = content.Title.Trim();
        if (title.Length - rules.MaxTitle is > 0 and var over)
            yield return Refusal.Invalid("Editorial.TitleTooLong", channel.Name, over, rules.MaxTitle!.Value).On("title");
        if (rules.NotTaken.Length == 0)
            yield break;
        if (rules.MaxTitle is not null && title.AsSpan().IndexOfAny(rules.NotTaken) >= 0)
            yield return Refusal.Invalid("Editorial.SignsNotTaken", channel.Name, Spaced(rules.NotTaken)).On("title");
        if ((choice.OwnText ?? content.Text).AsSpan().IndexOfAny(rules.NotTaken) >= 0)
            yield return Refusal.Invalid("Editorial.SignsNotTaken", channel.Name, Spaced(rules.NotTaken)).On(choice.OwnText is null ? "text" : $"variants[{channel.Id}]");
    }

    private static string Megabytes(long bytes) => Math.Ceiling(bytes / 1_000_000.0).ToString("N0", CultureInfo.CurrentCulture);

    private static string Clock(TimeSpan length) => length.ToString(length >= TimeSpan.FromHours(1) ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    private static string Spaced(string signs) => string.Join(' ', signs.AsEnumerable());
}
