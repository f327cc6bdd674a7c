using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Meta.Containers;

/// <summary>The edges of an account that Instagram and Threads have in common.</summary>
internal static class ContainerEndpoints
{
    public const int MostAlt = 1000;

    public static void Map(IEndpointRouteBuilder routes, ContainerStandIn network)
    {
        var habits = network.Habits;
        Map(routes, network, HttpMethods.Get, "me", "verify", writes: false, (call, profile, _) =>
            Results.Json(GraphReply.Only(call.Fields["fields"], new() { ["id"] = profile.Id, ["username"] = profile.Name })));
        Map(routes, network, HttpMethods.Post, $"{{account}}/{habits.Create}", "media", writes: true, (call, profile, fetched) => Make(call, profile, network, fetched!));
        Map(routes, network, HttpMethods.Get, $"{{account}}/{habits.Create}", "timeline", writes: false, (call, profile, _) => List(call, profile, habits, stories: false));
        if (habits.Story is { } story)
            Map(routes, network, HttpMethods.Get, $"{{account}}/{story.Edge}", "stories", writes: false, (call, profile, _) => List(call, profile, habits, stories: true));
        Map(routes, network, HttpMethods.Post, $"{{account}}/{habits.Publish}", "post", writes: true, (call, profile, _) => Publish(call, profile, network));
        Map(routes, network, HttpMethods.Get, $"{{account}}/{habits.Limit}", "quota", writes: false, (_, profile, _) => Results.Json(new
        {
            data = new[] { new { quota_usage = network.UsedOf(profile), config = new { quota_total = network.PerDay, quota_duration = 86400 } } },
        }));
        Map(routes, network, HttpMethods.Get, "{id}", "read", writes: false, (call, profile, _) => Read(call, profile, habits));
        Map(routes, network, HttpMethods.Delete, "{id}", "delete", writes: true, (call, profile, _) => Delete(call, profile, network));
    }

    private static void Map(
        IEndpointRouteBuilder routes, ContainerStandIn network, string method, string path, string name, bool writes, Func<GraphCall, Profile, Gathered?, IResult> act) =>
        routes.MapMethods($"/{network.Habits.Root}/{{version}}/{path}", [method], async (HttpContext context, Fields? fields) =>
        {
            // What is named is fetched before anything is looked at under the gate.
            var fetched = name == "media" && fields is not null ? await Gather(fields) : null;
            return GraphCall.Run(context, fields, network.Name, network.Habits.Version, network.Habits.Proves, writes, call =>
            {
                lock (network.Gate)
                {
                    var profile = network.Of(call.Account);
                    if (context.GetRouteValue("account") is string named && named != profile.Id) return GraphReply.NotThere;
                    return act(call with { Fields = call.Fields.With("asked", context.GetRouteValue("id") as string) }, profile, fetched);
                }
            });
        }).WithMetadata(new Operation(name, network.Name));

    private static async Task<Gathered> Gather(Fields fields) => new(
        fields["image_url"] is { } picture ? await Fetched.From(picture) : null, fields["video_url"] is { } film ? await Fetched.FilmFrom(film) : null,
        fields["cover_url"] is { } cover ? await Fetched.From(cover) : null);

    private static IResult Make(GraphCall call, Profile profile, ContainerStandIn network, Gathered gathered)
    {
        var (habits, fields) = (network.Habits, call.Fields);
        var (type, text, link) = (fields["media_type"], fields[habits.Text] ?? "", fields["link_attachment"]);
        if (habits.Story is { } story && type == story.Type) return ContainerStories.Make(call, profile, network, gathered, story);
        if (habits.CountOf(text) > habits.MostText) return habits.TakesText ? GraphReply.Param($"Param text must be at most {habits.MostText} characters long.") : GraphReply.No(36004, "The caption was too long.", 2207010);
        if (habits.TooMuch(text, link) is { } much) return much;
        if (Topic(fields, habits, out var more) is { } no) return no;
        if (type == "CAROUSEL") return Carousel(call, profile, network, text, more);
        if (link is not null && type != "TEXT") return GraphReply.Param("Param link_attachment is only allowed for media type TEXT");
        if (habits.TakesText && type == "TEXT")
            return text.Length == 0 && link is null ? GraphReply.Param("Param text must not be empty") : Results.Json(new { id = network.Make(profile, text, link, [], isPart: false, more).Id });
        if (type == habits.Film.Type) return ContainerFilms.Make(call, profile, network, gathered, text, more);
        if (fields.Has("video_url") || fields.Has("cover_url")) return GraphReply.Param($"Param video_url is only allowed for media type {habits.Film.Type}");
        if (habits.TakesText && type != "IMAGE") return GraphReply.Param("Param media_type must be one of {TEXT, IMAGE, VIDEO, CAROUSEL}");
        if (PictureIn(gathered, habits, habits.Narrowest, fields["alt_text"], out var picture) is { } odd) return odd;
        var part = fields["is_carousel_item"] is "true";
        var made = network.Make(profile, part ? "" : text, null, [picture!], part, more);
        return Results.Json(new { id = made.Id });
    }

    /// <summary>What is wrong with a picture that was fetched; null when nothing is.</summary>
    public static IResult? PictureIn(Gathered gathered, Habits habits, double narrowest, string? alt, out EntryPicture? picture)
    {
        picture = null;
        if (gathered.Picture is not { } fetched) return GraphReply.No(100, "The parameter image_url is required.");
        if (fetched.Bytes is not { } bytes) return GraphReply.No(9004, "The media could not be fetched from this URI.", 2207052);
        if (alt?.Length > MostAlt) return GraphReply.Param("Param alt_text is too long");
        if (bytes.Length > 8_000_000) return GraphReply.No(36000, "The image size is too large.", 2207004);
        if (PictureHead.Of(bytes) is not { } head || !habits.Types.Contains(head.Type)) return GraphReply.No(36001, "The image format is not supported.", 2207005);
        if ((double)head.Width / head.Height is var ratio && (ratio < narrowest - 0.01 || ratio > habits.Widest + 0.01)) return GraphReply.No(36003, "The aspect ratio is not supported.", 2207009);
        picture = new EntryPicture("", alt, null, head.Type, bytes.Length, fetched.Sha256, head.Width, head.Height);
        return null;
    }

    // One, of 1 to 50 characters, and of the whole post.
    private static IResult? Topic(Fields fields, Habits habits, out Dictionary<string, string> more)
    {
        more = [];
        if (fields["topic_tag"] is not { } topic) return null;
        if (!habits.TakesText || fields["is_carousel_item"] is "true") return GraphReply.Param("Param topic_tag is not allowed here");
        if (topic.Length is 0 or > 50 || topic.AsSpan().IndexOfAny('.', '&') >= 0) return GraphReply.Param("Param topic_tag must be 1 to 50 characters long, without . and &");
        more["topic_tag"] = topic;
        return null;
    }

    private static IResult Carousel(GraphCall call, Profile profile, ContainerStandIn network, string text, Dictionary<string, string> more)
    {
        var ids = (call.Fields["children"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length < 2 || ids.Length > network.Habits.MostPictures) return GraphReply.No(100, "The number of carousel items is not allowed.", 2207028);
        var parts = ids.Select(profile.Containers.GetValueOrDefault).ToList();
        if (parts.Exists(part => part is not { IsPart: true })) return GraphReply.Param("Param children names a container that is no carousel item");
        if (parts.Exists(part => part!.State(call.Now) != "FINISHED")) return GraphReply.No(9007, "The media is not ready to be published. Please wait a moment.", 2207027);
        return Results.Json(new { id = network.Make(profile, text, null, [.. parts.Select(part => part!.Pictures[0])], isPart: false, more).Id });
    }

    private static IResult Publish(GraphCall call, Profile profile, ContainerStandIn network)
    {
        if (profile.Containers.GetValueOrDefault(call.Fields["creation_id"] ?? "") is not { IsPart: false } container) return GraphReply.Param("Invalid parameter: creation_id");
        return container.State(call.Now) switch
        {
            "EXPIRED" => GraphReply.No(24, "The media container has expired.", 2207006),
            "FINISHED" when network.UsedOf(profile) >= network.PerDay => GraphReply.No(9, "The app user reached the maximum number of posts that is allowed to be published with the API.", 2207042),
            "FINISHED" => Results.Json(new { id = network.Publish(profile, container).Id }),
            // Still worked on, come to nothing, or published already.
            _ => GraphReply.No(9007, "The media is not ready to be published. Please wait a moment.", 2207027),
        };
    }

    private static IResult List(GraphCall call, Profile profile, Habits habits, bool stories) => Results.Json(new
    {
        data = profile.Published.Values.Where(media => media.IsStory == stories && media.IsThere(call.Now)).OrderByDescending(media => media.At).ThenByDescending(media => media.Id).Take(int.TryParse(call.Fields["limit"], out var limit) ? limit : 25)
            .Select(media => GraphReply.Only(call.Fields["fields"], Shown(media, habits))),
    });

    private static IResult Read(GraphCall call, Profile profile, Habits habits)
    {
        var id = call.Fields["asked"]!;
        if (id == profile.Id) return Results.Json(GraphReply.Only(call.Fields["fields"], new() { ["id"] = profile.Id, ["username"] = profile.Name }));
        if (profile.Published.GetValueOrDefault(id) is { } media && media.IsThere(call.Now)) return Results.Json(GraphReply.Only(call.Fields["fields"], Shown(media, habits)));
        if (profile.Containers.GetValueOrDefault(id) is not { } container) return GraphReply.NotThere;
        return Results.Json(GraphReply.Only(call.Fields["fields"], new()
        {
            ["id"] = id, [habits.Status] = container.State(call.Now), [habits.Why] = container.Broken is { } code ? ContainerFilms.Why(code) : null,
        }));
    }

    private static IResult Delete(GraphCall call, Profile profile, ContainerStandIn network)
    {
        if (profile.Published.GetValueOrDefault(call.Fields["asked"]!) is not { } media || !media.IsThere(call.Now)) return GraphReply.NotThere;
        if (!call.Grant.Covers("write:deletes")) return GraphReply.No(10, "Application does not have permission for this action", status: 403);
        network.Delete(profile, media);
        return Results.Json(new { success = true, deleted_id = media.Id });
    }

    private static Dictionary<string, object?> Shown(Media media, Habits habits) => new()
    {
        ["id"] = media.Id, [habits.Text] = media.Text.Length > 0 ? media.Text : null, ["timestamp"] = GraphReply.Time(media.At), ["permalink"] = media.Url,
        ["media_type"] = media.Pictures.Count switch { 0 => "TEXT_POST", 1 => media.IsFilm ? "VIDEO" : "IMAGE", _ => "CAROUSEL_ALBUM" },
    };
}
