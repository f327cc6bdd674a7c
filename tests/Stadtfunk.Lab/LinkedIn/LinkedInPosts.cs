using System.Text.Json;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.LinkedIn;

/// <summary>Posts of pages. The id of a new one stands in a header, a yes has no body, and the same text again is a duplicate.</summary>
internal static class LinkedInPosts
{
    private const int MostText = 3000, MostAlt = 4086, MostTitle = 400;

    private static readonly string[] Fields =
        ["author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor", "content", "contentLandingPage", "contentCallToActionLabel"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/linkedin/rest/posts", LinkedInCall.Route("w_organization_social", Post)).WithMetadata(new Operation("post", LinkedInNetwork.Name));
        routes.MapGet("/linkedin/rest/posts", LinkedInCall.Route("r_organization_social", List)).WithMetadata(new Operation("timeline", LinkedInNetwork.Name));
        routes.MapGet("/linkedin/rest/posts/{urn}", (HttpContext context, string urn) => LinkedInCall.Run(context, "r_organization_social", call =>
            call.Network.Find(urn) is { } share ? Results.Json(View(call, share)) : LinkedInReply.NotFound(urn))).WithMetadata(new Operation("read", LinkedInNetwork.Name));
        routes.MapPost("/linkedin/rest/posts/{urn}", (HttpContext context, string urn) => LinkedInCall.Run(context, "w_organization_social", call => Edit(call, urn)))
            .WithMetadata(new Operation("edit", LinkedInNetwork.Name));
        routes.MapDelete("/linkedin/rest/posts/{urn}", (HttpContext context, string urn) => LinkedInCall.Run(context, "w_organization_social", call => Delete(call, urn)))
            .WithMetadata(new Operation("delete", LinkedInNetwork.Name));
    }

    private static IResult Post(LinkedInCall call)
    {
        if (call.Body.ValueKind is not JsonValueKind.Object) return LinkedInReply.Invalid("The body is no object.");
        foreach (var field in call.Body.EnumerateObject())
            if (!Fields.Contains(field.Name)) return LinkedInReply.No(422, "UNRECOGNIZED_FIELD", $"unrecognized field found but not allowed: /{field.Name}");
        if (Text(call.Body, "author") is not { } author || Text(call.Body, "commentary") is not { } written) return LinkedInReply.No(422, "MISSING_FIELD", "field is required but not found");
        if (Text(call.Body, "visibility") != "PUBLIC" || Text(call.Body, "lifecycleState") != "PUBLISHED" || !call.Body.TryGetProperty("distribution", out var distribution)
            || Text(distribution, "feedDistribution") != "MAIN_FEED")
            return LinkedInReply.No(422, "MISSING_FIELD", "visibility, lifecycleState and distribution are needed");
        if (call.Author(author) is not { } page) return LinkedInReply.Denied("Member does not have permission to create a post for this organization.");
        var (taken, read) = LittleText.Of(written);
        if (read.Length > MostText) return TooLong;
        var pictures = new List<EntryPicture>();
        var article = new Dictionary<string, string>();
        if (call.Body.TryGetProperty("content", out var content) && Content(call, page, content, pictures, article) is { } refusal) return refusal;
        if (read.Length == 0 && pictures.Count == 0 && article.Count == 0) return LinkedInReply.No(422, "MISSING_FIELD", "A post needs a text or a content");
        if (call.Network.Same(page.Urn, read) is { } same) return LinkedInReply.Duplicate(same);
        call.Http.Response.Headers["x-restli-id"] = call.Network.Post(page, taken, read, pictures, article).Urn;
        return Results.StatusCode(201);
    }

    private static IResult? Content(LinkedInCall call, Page page, JsonElement content, List<EntryPicture> pictures, Dictionary<string, string> article)
    {
        if (content.EnumerateObject().Count() != 1) return LinkedInReply.Invalid("content has exactly one member");
        if (content.TryGetProperty("media", out var media))
            return Text(media, "id") switch
            {
                { } named when named.StartsWith("urn:li:video:", StringComparison.Ordinal) => Video(call, page, media, pictures, article),
                { } named when named.StartsWith("urn:li:document:", StringComparison.Ordinal) => Document(call, page, media, pictures, article),
                _ => Picture(call, page, media, pictures),
            };
        if (content.TryGetProperty("multiImage", out var several))
        {
            var all = several.GetProperty("images").EnumerateArray().ToList();
            return all.Count is < 2 or > 20 ? LinkedInReply.Invalid("multiImage.images must have between 2 and 20 items")
                : all.Select(image => Picture(call, page, image, pictures)).FirstOrDefault(refusal => refusal is not null);
        }
        if (!content.TryGetProperty("article", out var card)) return LinkedInReply.Invalid("This content is not known");
        if (!Uri.TryCreate(Text(card, "source"), UriKind.Absolute, out var source) || string.IsNullOrEmpty(Text(card, "title"))) return LinkedInReply.Invalid("article.source and article.title are needed");
        if (Text(card, "title")!.Length > MostTitle) return LinkedInReply.Invalid($"article.title has at most {MostTitle} characters", "FIELD_LENGTH_TOO_LONG");
        if (Text(card, "thumbnail") is { } thumb && Fault(call, page, thumb) is { } fault) return fault;
        foreach (var field in card.EnumerateObject()) article[field.Name] = field.Value.GetString() ?? "";
        article["source"] = source.AbsoluteUri;
        return null;
    }

    private static IResult? Picture(LinkedInCall call, Page page, JsonElement media, List<EntryPicture> pictures)
    {
        var id = Text(media, "id") ?? "";
        if (Fault(call, page, id) is { } fault) return fault;
        var alt = Text(media, "altText");
        if (alt?.Length is 0 or > MostAlt) return LinkedInReply.Invalid("altText has between 1 and 4086 characters", "FIELD_LENGTH_TOO_LONG");
        pictures.Add(call.Network.ImageOf(id)!.Picture! with { Alt = alt });
        return null;
    }

    private static IResult? Video(LinkedInCall call, Page page, JsonElement media, List<EntryPicture> pictures, Dictionary<string, string> more)
    {
        if (call.Network.ClipOf(Text(media, "id")!) is not { } clip || clip.Owner.Urn != page.Urn) return LinkedInReply.Invalid("The video is not one of the author's");
        if (clip.StatusAt(call.Network.Now) is not "AVAILABLE") return LinkedInReply.Invalid($"The video {clip.Urn} is not available", "MEDIA_ASSET_WAITING_UPLOAD");
        foreach (var field in media.EnumerateObject())
            if (field.Name is not ("id" or "title")) return LinkedInReply.No(422, "UNRECOGNIZED_FIELD", $"unrecognized field found but not allowed: /content/media/{field.Name}");
        if (Text(media, "title")?.Length > MostTitle) return LinkedInReply.Invalid($"title has at most {MostTitle} characters", "FIELD_LENGTH_TOO_LONG");
        pictures.Add(clip.File!);
        (more["title"], more["captions"], more["still"]) = (Text(media, "title") ?? "", clip.Captions, clip.Still);
        return null;
    }

    // A document has no alt text, and no post without a title.
    private static IResult? Document(LinkedInCall call, Page page, JsonElement media, List<EntryPicture> pictures, Dictionary<string, string> more)
    {
        if (call.Network.PaperOf(Text(media, "id")!) is not { } paper || paper.Owner.Urn != page.Urn) return LinkedInReply.Invalid("The document is not one of the author's");
        if (paper.StatusAt(call.Network.Now) is not "AVAILABLE") return LinkedInReply.Invalid($"The document {paper.Urn} is not available", "MEDIA_ASSET_WAITING_UPLOAD");
        foreach (var field in media.EnumerateObject())
            if (field.Name is not ("id" or "title")) return LinkedInReply.No(422, "UNRECOGNIZED_FIELD", $"unrecognized field found but not allowed: /content/media/{field.Name}");
        if (Text(media, "title") is not { Length: > 0 and <= MostTitle } title) return LinkedInReply.Invalid($"title has between 1 and {MostTitle} characters", "FIELD_LENGTH_TOO_LONG");
        pictures.Add(paper.File!);
        more["title"] = title;
        return null;
    }

    private static IResult? Fault(LinkedInCall call, Page page, string id) =>
        call.Network.ImageOf(id) is not { } image || image.Owner != page.Urn ? LinkedInReply.Invalid($"The image {id} is not one of the author's")
        : LinkedInImages.StatusOf(image, call.Network.Now) is "AVAILABLE" ? null
        : LinkedInReply.Invalid($"The image {id} is not available", "MEDIA_ASSET_WAITING_UPLOAD");

    private static IResult List(LinkedInCall call)
    {
        var query = call.Http.Request.Query;
        if (query["q"] != "author" || call.Method != "FINDER") return LinkedInReply.Invalid("Unknown finder");
        if (call.Author(query["author"]) is not { } page) return LinkedInReply.Denied("Member does not have permission to read the posts of this author.");
        if (!int.TryParse(query["count"], out var count)) count = 10;
        return Results.Json(new { paging = new { start = 0, count, links = Array.Empty<object>() }, elements = call.Network.Of(page.Urn).Take(count).Select(share => View(call, share)) });
    }

    private static IResult Edit(LinkedInCall call, string urn)
    {
        if (call.Method != "PARTIAL_UPDATE" || !call.Body.TryGetProperty("patch", out var patch) || !patch.TryGetProperty("$set", out var set)) return LinkedInReply.Invalid("patch.$set is missing");
        foreach (var field in set.EnumerateObject())
            if (field.Name is not ("commentary" or "contentCallToActionLabel" or "contentLandingPage")) return LinkedInReply.No(422, "READ_ONLY", $"/{field.Name} cannot be changed");
        if (call.Network.Find(urn) is not { } share) return LinkedInReply.NotFound(urn);
        if (call.Author(share.Author.Urn) is null) return LinkedInReply.Denied("Member does not have permission to change this post.");
        var (taken, read) = LittleText.Of(Text(set, "commentary") ?? "");
        if (read.Length > MostText) return TooLong;
        call.Network.Edit(share, taken, read);
        return Results.NoContent();
    }

    // Deleting is idempotent.
    private static IResult Delete(LinkedInCall call, string urn)
    {
        if (call.Network.Find(urn) is not { } share) return Results.NoContent();
        if (call.Author(share.Author.Urn) is null) return LinkedInReply.Denied("Member does not have permission to delete this post.");
        call.Network.Delete(share);
        return Results.NoContent();
    }

    private static IResult TooLong => LinkedInReply.Invalid($"/commentary :: the length is more than {MostText}", "FIELD_LENGTH_TOO_LONG");

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, object> View(LinkedInCall call, Share share)
    {
        var at = new DateTimeOffset(share.At).ToUnixTimeMilliseconds();
        var view = new Dictionary<string, object>
        {
            ["id"] = share.Urn, ["author"] = share.Author.Urn, ["visibility"] = "PUBLIC", ["lifecycleState"] = "PUBLISHED",
            ["commentary"] = call.Network[call.Me.Name].Templates ? LittleText.Templates(share.Written) : share.Written,
            ["createdAt"] = at, ["publishedAt"] = at, ["distribution"] = new { feedDistribution = "MAIN_FEED" },
        };
        if (share.Pictures is [var one]) view["content"] = new { media = new { id = one.Id, altText = one.Alt } };
        else if (share.Pictures.Count > 1) view["content"] = new { multiImage = new { images = share.Pictures.Select(picture => new { id = picture.Id, altText = picture.Alt }) } };
        else if (share.Article.Count > 0) view["content"] = new { article = share.Article };
        return view;
    }
}
