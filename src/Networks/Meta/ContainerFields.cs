using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Meta;

/// <summary>What containers are made of: of a whole post, and of a picture in a carousel.</summary>
internal static class ContainerFields
{
    /// <param name="children">The containers of a carousel's pictures, in order.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(ContainerWords words, Outgoing post, IReadOnlyList<string> children)
    {
        if (words.IsStory(post))
            return OfStory(words, post);
        var text = words.TextOf(post);
        return [.. Media(words, post, children), KeyValuePair.Create(words.Text, text), .. words.Beside(text)];
    }

    public static IEnumerable<KeyValuePair<string, string>> OfPart(ContainerWords words, OutgoingPicture picture) => [.. OfPicture(words, picture), KeyValuePair.Create("is_carousel_item", "true")];

    /// <summary>An address that has to be fetched and cannot be; null when all can.</summary>
    public static string? Hidden(Outgoing post, Uri server) =>
        Fetched(post).Where(address => !CanBeFetched(address, server)).Select(Host).FirstOrDefault();

    /// <summary>Where they fetch from.</summary>
    public static string HostOf(Outgoing post) => Host(Fetched(post).FirstOrDefault());

    private static IEnumerable<KeyValuePair<string, string>> Media(ContainerWords words, Outgoing post, IReadOnlyList<string> children) => post switch
    {
        { Video: { } video } => OfVideo(words, video),
        { Pictures: [], Link: { } link } => [KeyValuePair.Create("media_type", "TEXT"), KeyValuePair.Create("link_attachment", link.AbsoluteUri)],
        { Pictures: [] } => [KeyValuePair.Create("media_type", "TEXT")],
        { Pictures: [var picture] } => OfPicture(words, picture),
        _ => [KeyValuePair.Create("media_type", "CAROUSEL"), KeyValuePair.Create("children", string.Join(',', children))],
    };

    // It takes nothing else: no words, no alt text, no cover.
    private static IEnumerable<KeyValuePair<string, string>> OfStory(ContainerWords words, Outgoing post) =>
    [
        KeyValuePair.Create("media_type", words.StoryType!),
        post.Video is { } video ? KeyValuePair.Create("video_url", video.Public!.AbsoluteUri) : KeyValuePair.Create("image_url", post.Pictures[0].Public!.AbsoluteUri),
    ];

    private static IEnumerable<KeyValuePair<string, string>> OfPicture(ContainerWords words, OutgoingPicture picture)
    {
        if (words.PictureType is { } type)
            yield return KeyValuePair.Create("media_type", type);
        yield return KeyValuePair.Create("image_url", picture.Public!.AbsoluteUri);
        if (picture.Alt.Length > 0)
            yield return KeyValuePair.Create("alt_text", picture.Alt);
    }

    private static IEnumerable<KeyValuePair<string, string>> OfVideo(ContainerWords words, OutgoingVideo video)
    {
        yield return KeyValuePair.Create("media_type", words.VideoType);
        yield return KeyValuePair.Create("video_url", video.Public!.AbsoluteUri);
        if (video.Poster is { } poster)
            yield return KeyValuePair.Create("cover_url", poster.Public!.AbsoluteUri);
        if (words.InFeed is { } shown)
            yield return KeyValuePair.Create(shown, "true");
        if (video.Alt.Length > 0 && words.Rules.Video!.TakesAlt)
            yield return KeyValuePair.Create("alt_text", video.Alt);
    }

    private static IEnumerable<Uri?> Fetched(Outgoing post) => post.Video is { } video
        ? [video.Public, .. video.Poster is { } poster ? [poster.Public] : Array.Empty<Uri?>()]
        : post.Pictures.Select(picture => picture.Public);

    // The world outside fetches; a network on this very machine may as well.
    private static bool CanBeFetched(Uri? address, Uri server) =>
        address is not null && (address.IsLoopback ? server.IsLoopback : address.Scheme == Uri.UriSchemeHttps && address.Host.Contains('.', StringComparison.Ordinal));

    private static string Host(Uri? address) => address?.GetLeftPart(UriPartial.Authority) ?? "–";
}
