using System.Globalization;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>
/// The record of a post. Built only from what is fixed (the post, the prepared parts), so that a repetition is the same to the byte.
/// </summary>
internal static class BlueskyRecord
{
    public const string Collection = "app.bsky.feed.post";

    public static string TextOf(Outgoing post) => FullText.Of(post.Text, post.Link, post.Pictures.Count > 0 || post.Video is not null, BlueskyNetwork.Network.Rules);

    private static string CreatedAt(Outgoing post) => post.WrittenAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A post carries pictures, a video or a card, never two of them. Without the others a link becomes a card, at least with its title.</summary>
    public static LinkCard? CardOf(Outgoing post) => post switch
    {
        { Pictures.Count: > 0 } or { Video: not null } or { Link: null, Card: null } => null,
        { Card: { } card } => card,
        _ => new LinkCard(post.Link!, post.Title, "", null),
    };

    /// <param name="post">What to say.</param>
    /// <param name="blob">What was uploaded, by its name; null when it goes without.</param>
    /// <param name="dids">Mentioned accounts by handle.</param>
    public static JsonObject Build(Outgoing post, Func<string, JsonNode?> blob, IReadOnlyDictionary<string, string> dids)
    {
        var text = TextOf(post);
        var record = new JsonObject
        {
            ["$type"] = Collection,
            ["text"] = text,
            ["createdAt"] = CreatedAt(post),
            ["langs"] = new JsonArray(post.Language),
        };
        if (Facets.In(text, dids) is { Count: > 0 } facets)
            record["facets"] = facets;
        if (post.Video is { } video)
            record["embed"] = Video(video, blob);
        else if (post.Pictures.Count > 0)
            record["embed"] = Images(post.Pictures, blob);
        else if (CardOf(post) is { } card)
            record["embed"] = External(card, blob);
        return record;
    }

    private static JsonObject Video(OutgoingVideo video, Func<string, JsonNode?> blob)
    {
        var embed = new JsonObject
        {
            ["$type"] = "app.bsky.embed.video",
            ["video"] = blob(video.Name),
            ["alt"] = video.Alt,
            ["aspectRatio"] = new JsonObject { ["width"] = video.Width, ["height"] = video.Height },
        };
        if (video.Subtitles is { } words)
            embed["captions"] = new JsonArray(new JsonObject { ["lang"] = words.Language, ["file"] = blob(words.Name) });
        return embed;
    }

    private static JsonObject Images(IReadOnlyList<OutgoingPicture> pictures, Func<string, JsonNode?> blob) => new()
    {
        ["$type"] = "app.bsky.embed.images",
        ["images"] = new JsonArray([.. pictures.Select(picture => new JsonObject
        {
            ["image"] = blob(picture.Name),
            ["alt"] = picture.Alt,
            ["aspectRatio"] = new JsonObject { ["width"] = picture.Width, ["height"] = picture.Height },
        })]),
    };

    private static JsonObject External(LinkCard card, Func<string, JsonNode?> blob)
    {
        var external = new JsonObject { ["uri"] = card.Url.AbsoluteUri, ["title"] = card.Title, ["description"] = card.Description };
        if (card.Thumb is { } thumb && blob(thumb.Name) is { } image)
            external["thumb"] = image;
        return new JsonObject { ["$type"] = "app.bsky.embed.external", ["external"] = external };
    }
}
