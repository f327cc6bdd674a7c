using System.Globalization;
using System.Text.Json;

namespace Stadtfunk.Lab.X;

/// <summary>Posts: made, read, listed and deleted. X knows no key, but the same text of the same account only once.</summary>
internal static class XTweets
{
    private static readonly string[] Known = ["text", "media", "reply", "quote_tweet_id", "poll", "reply_settings", "made_with_ai", "edit_options", "nullcast"];

    private static readonly TimeSpan EditWindow = TimeSpan.FromMinutes(30);
    private const int MostEdits = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/x/2/users/me", (HttpContext context) => XCall.Run(context, "users.read", call =>
            Results.Json(new { data = new { id = call.Me.Id, name = call.Me.Name, username = call.Me.Name } }))).WithMetadata(new Operation("verify", XNetwork.Name));
        routes.MapPost("/x/2/tweets", async (HttpContext context) =>
        {
            var body = await Body(context);
            return XCall.Run(context, "tweet.write", call => Post(call, body));
        }).WithMetadata(new Operation("post", XNetwork.Name));
        routes.MapGet("/x/2/users/{id}/tweets", (HttpContext context, string id) => XCall.Run(context, "tweet.read", call => List(call, id)))
            .WithMetadata(new Operation("timeline", XNetwork.Name));
        routes.MapGet("/x/2/tweets/{id}", (HttpContext context, string id) => XCall.Run(context, "tweet.read", call =>
            call.Network.Find(id) is { } tweet ? Results.Json(new { data = View(call, tweet) }) : XReply.NotFound(id))).WithMetadata(new Operation("read", XNetwork.Name));
        routes.MapDelete("/x/2/tweets/{id}", (HttpContext context, string id) => XCall.Run(context, "tweet.write", call => Delete(call, id)))
            .WithMetadata(new Operation("delete", XNetwork.Name));
    }

    /// <summary>Not bound to the caller's patience: a request that has arrived takes effect even if the caller has hung up.</summary>
    public static async Task<JsonElement?> Body(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: CancellationToken.None);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Post(XCall call, JsonElement? body)
    {
        if (!call.Network.MayPost(call.Me.Name, call.Http.Response)) return XReply.TooMany;
        if (body is not { ValueKind: JsonValueKind.Object } json) return XReply.Invalid("The request body is no JSON object.");
        foreach (var field in json.EnumerateObject())
            if (!Known.Contains(field.Name)) return XReply.Invalid($"[{field.Name}] is not defined in the schema and the schema does not allow additional properties");
        var text = json.TryGetProperty("text", out var said) ? said.GetString() ?? "" : "";
        var ids = json.TryGetProperty("media", out var media) ? media.GetProperty("media_ids").EnumerateArray().Select(id => id.GetString() ?? "").ToList() : [];
        if (json.TryGetProperty("media", out _) && ids.Count is 0 or > 4) return XReply.Invalid("media.media_ids must have between 1 and 4 items.");
        if (text.Length == 0 && ids.Count == 0) return XReply.Invalid("Requires either `text` or `media`.");
        var pictures = ids.Select(id => call.Network.Medium(id, call.Me.Name)).ToList();
        // One that is still worked on is none yet; a video goes alone.
        if (pictures.Contains(null) || pictures.Exists(one => one!.Picture.Type is "text/srt" || (one.Picture.Type is "video/mp4" && (pictures.Count > 1 || !call.Network.IsReady(one))))) return XReply.Invalid("Your media IDs are invalid.");
        if (XText.Weight(text) > XText.Most) return XReply.NotPermitted;
        XTweet? before = null;
        if (json.TryGetProperty("edit_options", out var edit) && Before(call, edit, out before) is { } no) return no;
        if (text.Length > 0 && call.Network.Of(call.Me.Name).Any(tweet => tweet.Text == text && tweet != before))
            return XReply.Forbidden("You are not allowed to create a Tweet with duplicate content.");
        var tweet = before is null ? call.Network.Post(call.Me, text, pictures!) : call.Network.Edit(before, text, pictures!);
        return Results.Json(new { data = new { id = tweet.Id, text = XText.Shown(tweet).Text, edit_history_tweet_ids = tweet.History } }, statusCode: 201);
    }

    /// <summary>What is to be changed: by an account that may, its own, as it stands there now, soon enough and not too often.</summary>
    private static IResult? Before(XCall call, JsonElement edit, out XTweet? before)
    {
        before = null;
        if (edit.ValueKind != JsonValueKind.Object || edit.EnumerateObject().Any(field => field.Name != "previous_post_id") || !edit.TryGetProperty("previous_post_id", out var named) || named.GetString() is not { Length: > 0 } id)
            return XReply.Invalid("edit_options.previous_post_id is required.");
        if (!call.Network[call.Me.Name].MayEdit) return XReply.Forbidden("You are not permitted to edit Posts.");
        if (call.Network.Newest(id) is not { } newest) return XReply.Invalid($"edit_options.previous_post_id: there is no Post [{id}].");
        if (newest.Account != call.Me.Name) return XReply.Forbidden("You are not authorized to edit this Post.");
        if (newest.Id != id) return XReply.Invalid("edit_options.previous_post_id is not the latest version of the Post.");
        if (newest.First + EditWindow <= call.Network.Now) return XReply.Forbidden("The time to edit this Post has passed.");
        if (newest.History.Count > MostEdits) return XReply.Forbidden("This Post has no edits remaining.");
        before = newest;
        return null;
    }

    private static IResult List(XCall call, string id)
    {
        if (id != call.Me.Id) return XReply.NotPermitted;
        if (!int.TryParse(call.Http.Request.Query["max_results"], out var most)) most = 10;
        if (most is < 5 or > 100) return XReply.Invalid($"The `max_results` query parameter value [{most}] is not between 5 and 100");
        var found = call.Network.Of(call.Me.Name).Take(most).ToList();
        return found.Count == 0 ? Results.Json(new { meta = new { result_count = 0 } })
            : Results.Json(new { data = found.Select(tweet => View(call, tweet)), meta = new { result_count = found.Count, newest_id = found[0].Id, oldest_id = found[^1].Id } });
    }

    private static IResult Delete(XCall call, string id)
    {
        if (call.Network.Newest(id) is not { } tweet) return XReply.NothingToDelete(id);
        if (tweet.Account != call.Me.Name) return XReply.Forbidden("You are not authorized to delete this Tweet.");
        call.Network.Delete(tweet);
        return Results.Json(new { data = new { deleted = true } });
    }

    // Only what was asked for is told, beside id and text.
    private static Dictionary<string, object> View(XCall call, XTweet tweet)
    {
        var asked = call.Http.Request.Query["tweet.fields"].ToString().Split(',');
        var (text, urls) = XText.Shown(tweet);
        var view = new Dictionary<string, object> { ["id"] = tweet.Id, ["text"] = text, ["edit_history_tweet_ids"] = call.Network.Newest(tweet.Id)?.History ?? tweet.History };
        if (asked.Contains("author_id")) view["author_id"] = AuthorOf(call, tweet);
        if (asked.Contains("created_at")) view["created_at"] = tweet.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        if (asked.Contains("attachments") && tweet.Pictures.Count > 0) view["attachments"] = new { media_keys = tweet.Pictures.Select(picture => $"{(picture.Type is "video/mp4" ? 13 : 3)}_{picture.Id}") };
        if (asked.Contains("entities") && urls.Count > 0)
            view["entities"] = new { urls = urls.Select(one => one.Medium is { } key ? (object)new { url = one.Url, expanded_url = one.Expanded, media_key = key } : new { url = one.Url, expanded_url = one.Expanded }) };
        return view;
    }

    private static string AuthorOf(XCall call, XTweet tweet) =>
        call.Http.RequestServices.GetRequiredService<Accounts.AccountBook>().Of(XNetwork.Name, tweet.Account)?.Id ?? "";
}
