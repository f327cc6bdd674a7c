using System.Security.Cryptography;
using System.Text.Json;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Meta.Facebook;

/// <summary>The part of the Graph API that a page's token reaches: feed, photos, single posts.</summary>
internal static class FacebookEndpoints
{
    public const int MostText = 63_206, MostAlt = 1000, MostPhotos = 10;

    private const long MostBytes = 10_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Get, "me", "verify", writes: false, (call, page, _) => Results.Json(GraphReply.Only(call.Fields["fields"], new()
        {
            ["id"] = page.Id, ["name"] = page.Name, ["link"] = $"https://www.facebook.com/{page.Name}",
        })));
        Map(routes, HttpMethods.Post, "{page}/photos", "media", writes: true, Upload);
        Map(routes, HttpMethods.Post, "{page}/videos", "upload", writes: true, FacebookVideos.Upload);
        Map(routes, HttpMethods.Post, "{page}/video_reels", "reel", writes: true, FacebookReels.Answer);
        FacebookReels.Map(routes);
        Map(routes, HttpMethods.Post, "{id}/captions", "captions", writes: true, FacebookVideos.Captions);
        Map(routes, HttpMethods.Post, "{id}/thumbnails", "still", writes: true, FacebookVideos.Still);
        Map(routes, HttpMethods.Post, "{page}/feed", "post", writes: true, Feed);
        Map(routes, HttpMethods.Get, "{page}/published_posts", "timeline", writes: false, List);
        Map(routes, HttpMethods.Get, "{id}", "read", writes: false, Read);
        Map(routes, HttpMethods.Post, "{id}", "edit", writes: true, Edit);
        Map(routes, HttpMethods.Delete, "{id}", "delete", writes: true, Delete);
    }

    private static void Map(
        IEndpointRouteBuilder routes, string method, string path, string name, bool writes, Func<GraphCall, FacebookPage, FacebookStandIn, IResult> act) =>
        routes.MapMethods($"/graph/{{version}}/{path}", [method], (HttpContext context, Fields? fields, FacebookStandIn network) =>
            GraphCall.Run(context, fields, FacebookStandIn.Network, FacebookStandIn.Version, proof: true, writes, call =>
            {
                lock (network.Gate)
                {
                    var page = network.Of(call.Account);
                    if (context.GetRouteValue("page") is string named && named != page.Id) return GraphReply.NotThere;
                    if (context.GetRouteValue("id") is string id && !page.Posts.ContainsKey(id) && !page.Videos.ContainsKey(id) && !(name == "read" && page.Reels.ContainsKey(id))) return GraphReply.NotThere;
                    return act(call with { Fields = call.Fields.With("post", context.GetRouteValue("id") as string).With("door", $"{context.Request.Scheme}://{context.Request.Host}/") }, page, network);
                }
            })).WithMetadata(new Operation(name, FacebookStandIn.Network));

    private static IResult Upload(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        if (call.Fields["published"] is not "false") return GraphReply.Param("This stand-in takes photos only unpublished");
        if (call.Fields.Files.GetFile("source") is not { } file) return GraphReply.No(324, "Missing or invalid image file", 1366046);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        var bytes = memory.ToArray();
        if (bytes.Length > MostBytes || PictureHead.Of(bytes) is not { Type: "image/jpeg" or "image/png" or "image/gif" } head)
            return GraphReply.No(100, "Your photos couldn't be uploaded. Photos should be smaller than 10 MB and saved as JPG, PNG, GIF, TIFF, HEIF or WebP files.", 1366046);
        var alt = call.Fields["alt_text_custom"];
        if (alt?.Length > MostAlt) return GraphReply.Param("Param alt_text_custom is too long");
        var photo = network.Add(page, new EntryPicture("", alt, null, head.Type, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), head.Width, head.Height));
        return Results.Json(new { id = photo.Picture.Id });
    }

    private static IResult Feed(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        var (message, link) = (call.Fields["message"] ?? "", call.Fields["link"]);
        var photos = new List<Photo>();
        for (var place = 0; call.Fields[$"attached_media[{place}]"] is { } named; place++)
        {
            if (IdIn(named) is not { } id || page.Photos.GetValueOrDefault(id) is not { } photo || photo.At < call.Now.AddHours(-24))
                return GraphReply.Param("Invalid parameter: attached_media names a photo that is not there");
            if (photo.IsUsed) return GraphReply.No(100, "These photos were already posted.", 1366051);
            photos.Add(photo);
        }
        if (message.Trim().Length == 0 && link is null && photos.Count == 0) return GraphReply.Param("You must provide a message, a link or media", 1349125);
        if (message.Length > MostText) return GraphReply.Param("Your message is too long.");
        if (photos.Count > MostPhotos) return GraphReply.Param("Too many attached media");
        if (link is not null && photos.Count > 0) return GraphReply.Param("Cannot combine link and attached_media");
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) return GraphReply.Param("The url you supplied is invalid", 1609005);
        if (photos.Count == 0 && page.Posts.Values.Any(post => post.Message == message && post.Link == link && post.Photos.Count == 0 && post.At > call.Now.AddHours(-1)))
            return GraphReply.No(506, "Duplicate status message");
        var made = network.Post(page, message, link, photos);
        return Results.Json(GraphReply.Only(call.Fields["fields"], Shown(made)));
    }

    private static IResult List(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        var limit = int.TryParse(call.Fields["limit"], out var wanted) ? Math.Min(wanted, 100) : 25;
        return Results.Json(new
        {
            data = page.Posts.Values.OrderByDescending(post => post.At).ThenByDescending(post => post.Id).Take(limit).Select(post => GraphReply.Only(call.Fields["fields"], Shown(post))),
        });
    }

    private static IResult Read(GraphCall call, FacebookPage page, FacebookStandIn network) => VideoAsked(call, page) is { } video ? FacebookVideos.Read(call, page, network, video)
        : page.Reels.GetValueOrDefault(call.Fields["post"]!) is { } begun ? FacebookReels.Begun(call, page, network, begun)
        : Results.Json(GraphReply.Only(call.Fields["fields"], Shown(Asked(call, page))));

    private static IResult Edit(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        if (VideoAsked(call, page) is { } video) return FacebookVideos.Change(call, page, network, video);
        var (post, message) = (Asked(call, page), call.Fields["message"] ?? "");
        if (message.Length > MostText || (message.Trim().Length == 0 && post.Photos.Count == 0)) return GraphReply.Param("Invalid parameter");
        network.Edit(page, post, message);
        return Results.Json(new { success = true });
    }

    private static IResult Delete(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        // Whoever lacks the right hears the same as about a post that is not there.
        if (!call.Grant.Covers("write:deletes")) return GraphReply.NotThere;
        if (VideoAsked(call, page) is { } video) network.Delete(page, video);
        else network.Delete(page, Asked(call, page));
        return Results.Json(new { success = true });
    }

    private static PageVideo? VideoAsked(GraphCall call, FacebookPage page) => page.Videos.GetValueOrDefault(call.Fields["post"]!);

    private static PagePost Asked(GraphCall call, FacebookPage page) => page.Posts[call.Fields["post"]!];

    private static string? IdIn(string media)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(media).TryGetProperty("media_fbid", out var id) ? id.GetString() : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<string, object?> Shown(PagePost post) => new()
    {
        ["id"] = post.Id,
        ["message"] = post.Message.Length > 0 ? post.Message : null,
        ["created_time"] = GraphReply.Time(post.At),
        ["permalink_url"] = post.Url,
        ["attachments"] = post.Photos.Count switch
        {
            0 => post.Link is null ? null : new { data = new[] { new { media_type = "link", unshimmed_url = post.Link } } },
            1 => new { data = new[] { new { media_type = "photo" } } },
            _ => new { data = new[] { new { media_type = "album", subattachments = new { data = post.Photos.Select(_ => new { media_type = "photo" }) } } } },
        },
    };
}
