using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Feeds;

/// <summary>JSON Feed 1.1. Alt texts stand in an extension of our own, because the format has no place for them.</summary>
internal static class JsonFeed
{
    public const string ContentType = "application/feed+json; charset=utf-8";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Write(FeedView feed)
    {
        var json = new JsonObject
        {
            ["version"] = "https://jsonfeed.org/version/1.1",
            ["title"] = feed.Title,
            ["description"] = feed.Subtitle,
            ["home_page_url"] = feed.Home,
            ["feed_url"] = feed.Self,
            ["language"] = feed.City.Language,
            ["authors"] = Author(feed.City.Name, feed.City.PublicUrl.AbsoluteUri),
            ["items"] = new JsonArray([.. feed.Items.Select(item => (JsonNode)Item(item))]),
        };
        if (feed.City.Logo is { } logo)
            json["icon"] = feed.City.Absolute(logo);
        return JsonSerializer.SerializeToUtf8Bytes(json, Readable);
    }

    private static JsonObject Item(FeedItem item)
    {
        var json = new JsonObject
        {
            ["id"] = item.Id,
            ["url"] = item.Url,
            ["title"] = item.Title,
            ["summary"] = item.Summary,
            ["content_html"] = item.Html,
            ["date_published"] = StructuredData.Stamp(item.Published),
            ["date_modified"] = StructuredData.Stamp(item.Updated),
            ["authors"] = Author(item.Author, null),
            ["language"] = item.Language,
        };
        if (item.Category is { } category)
            json["tags"] = new JsonArray(category.Name);
        if (item.Pictures.Count > 0)
            json["image"] = item.Pictures[0].Url;
        if (item.Pictures.Count + item.Documents.Count > 0)
            json["attachments"] = new JsonArray([.. item.Pictures.Select(picture => (JsonNode)new JsonObject
            {
                ["url"] = picture.Url,
                ["mime_type"] = picture.MediaType,
                ["size_in_bytes"] = picture.Bytes,
                ["_stadtfunk"] = new JsonObject { ["alt"] = picture.Alt, ["credit"] = picture.Credit },
            }), .. item.Documents.Select(document => (JsonNode)new JsonObject
            {
                ["url"] = document.Url,
                ["mime_type"] = document.MediaType,
                ["title"] = document.Title,
                ["size_in_bytes"] = document.Bytes,
            })]);
        return json;
    }

    private static JsonArray Author(string name, string? url)
    {
        var author = new JsonObject { ["name"] = name };
        if (url is not null)
            author["url"] = url;
        return new JsonArray(author);
    }
}
