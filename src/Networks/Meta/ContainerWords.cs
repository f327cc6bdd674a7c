using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>How Instagram and Threads word the same steps.</summary>
/// <param name="Network">As people call it.</param>
/// <param name="Rules">What fits.</param>
/// <param name="Create">Edge of the account that makes containers, and lists what is published in <paramref name="Listed"/>.</param>
/// <param name="Publish">Edge that publishes one.</param>
/// <param name="Limit">Edge that says how many posts the account has left.</param>
/// <param name="Status">Field of a container's state.</param>
/// <param name="Why">Field that says what went wrong with it.</param>
/// <param name="Text">Name of the text, in a container and in what is published.</param>
/// <param name="PictureType">What a picture's container calls itself; null where it does not.</param>
/// <param name="VideoType">What a video's container calls itself.</param>
/// <param name="Listed">Fields of what is published.</param>
/// <param name="Home">What stands before an account's name in the address of its page.</param>
internal sealed record ContainerWords(
    string Network, Rules Rules, string Create, string Publish, string Limit, string Status, string Why, string Text, string? PictureType, string VideoType, string Listed, string Home)
{
    /// <summary>What else the container of a whole post says, from its text.</summary>
    public Func<string, IEnumerable<KeyValuePair<string, string>>> Beside { get; init; } = _ => [];

    /// <summary>Whether a video is to be seen where others' posts are, too; null where nothing has to be said about it.</summary>
    public string? InFeed { get; init; }

    /// <summary>Key of the form that is to be seen for a day.</summary>
    public const string Story = "story";

    /// <summary>What a story's container calls itself …</summary>
    public string? StoryType { get; init; }

    /// <summary>… and the edge that lists stories; null where there are none.</summary>
    public string? Stories { get; init; }

    public bool IsStory(Outgoing post) => post.Form == Story && StoryType is not null;

    public int MostPicturesOf(Outgoing post) => IsStory(post) ? 1 : Rules.MaxPictures;

    public string TextOf(Outgoing post) => IsStory(post) ? "" : FullText.Of(post.Text, post.Link, post.Pictures.Count > 0 || post.Video is not null, Rules);

    public Sentence Processing(Outgoing post) => post.Video is null ? Say.PictureProcessing(Network) : Say.VideoProcessing(Network);

    public Sentence MediaRefused(Outgoing post, string reason) => post.Video is null ? Say.PictureRefused(Network, reason) : Say.VideoRefused(Network, reason);
}
