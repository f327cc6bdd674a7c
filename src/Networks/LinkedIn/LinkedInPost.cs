using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>A post as LinkedIn takes it: a text, and with it one picture, several, a video, a document, or a card for the link.</summary>
internal static class LinkedInPost
{
    private const int MostTitle = 400;

    public static string TextOf(Outgoing post) => FullText.Of(post.Text, post.Link, CountOf(post) > 0, LinkedInNetwork.Network.Rules);

    /// <summary>Pictures, or the one video or document.</summary>
    public static int CountOf(Outgoing post) => post.Video is null && post.Document is null ? post.Pictures.Count : 1;

    /// <summary>A post carries pictures, a video, a document or a card, never two of them. Without the others a link becomes a card, at least with its title.</summary>
    public static LinkCard? CardOf(Outgoing post) => post switch
    {
        { Pictures.Count: > 0 } or { Video: not null } or { Document: not null } or { Link: null, Card: null } => null,
        { Card: { } card } => card,
        _ => new LinkCard(post.Link!, post.Title, "", null),
    };

    /// <summary>What an edit cannot change: which pictures, which video, which document, or which link.</summary>
    public static string Mark(Outgoing post) => post.Video is { } video ? $"{video.Name} {video.Subtitles?.Name}"
        : post.Document is { } document ? $"{document.Name} {document.Title}"
        : post.Pictures.Count > 0 ? string.Join(' ', post.Pictures.Select(picture => picture.Name)) : CardOf(post)?.Url.AbsoluteUri ?? "";

    public static JsonObject Of(Errand errand)
    {
        var body = new JsonObject
        {
            ["author"] = errand.Session.AccountId,
            ["commentary"] = LittleText.Of(TextOf(errand.Post)),
            ["visibility"] = "PUBLIC",
            ["distribution"] = new JsonObject
            {
                ["feedDistribution"] = "MAIN_FEED",
                ["targetEntities"] = new JsonArray(),
                ["thirdPartyDistributionChannels"] = new JsonArray(),
            },
            ["lifecycleState"] = "PUBLISHED",
            ["isReshareDisabledByAuthor"] = false,
        };
        if (Content(errand) is { } content)
            body["content"] = content;
        return body;
    }

    private static JsonObject? Content(Errand errand) => errand.Post.Pictures switch
    {
        [] when LinkedInVideo.IdOf(errand) is { } video => new JsonObject { ["media"] = Video(video, errand.Post) },
        [] when LinkedInDocument.IdOf(errand) is { } document => new JsonObject { ["media"] = Document(document, errand.Post.Document!) },
        [var one] => new JsonObject { ["media"] = Picture(errand, one) },
        { Count: > 1 } several => new JsonObject
        {
            ["multiImage"] = new JsonObject { ["images"] = new JsonArray([.. several.Select(picture => Picture(errand, picture))]) },
        },
        _ => CardOf(errand.Post) is { } card ? new JsonObject { ["article"] = Article(errand, card) } : null,
    };

    // A video has a title in place of an alt text.
    private static JsonObject Video(string id, Outgoing post) =>
        new() { ["id"] = id, ["title"] = Cut(post.Title.Trim().Length > 0 ? post.Title.Trim() : post.Video!.Alt) };

    // So has a document, which it does not take without.
    private static JsonObject Document(string id, OutgoingDocument document) => new() { ["id"] = id, ["title"] = Cut(document.Title) };

    private static JsonObject Picture(Errand errand, OutgoingPicture picture)
    {
        var image = new JsonObject { ["id"] = LinkedInMedia.Id(errand, picture) };
        if (picture.Alt.Length > 0)
            image["altText"] = picture.Alt;
        return image;
    }

    private static JsonObject Article(Errand errand, LinkCard card)
    {
        var article = new JsonObject { ["source"] = card.Url.AbsoluteUri, ["title"] = card.Title.Length > 0 ? Cut(card.Title) : card.Url.Host };
        if (card.Description.Length > 0)
            article["description"] = card.Description;
        if (card.Thumb is { } thumb && LinkedInMedia.Id(errand, thumb) is { } id)
            article["thumbnail"] = id;
        return article;
    }

    private static string Cut(string title) =>
        title.Length <= MostTitle ? title : $"{title[..(char.IsHighSurrogate(title[MostTitle - 2]) ? MostTitle - 2 : MostTitle - 1)]}…";
}
