namespace Stadtfunk.Lab.Mastodon;

internal static class StatusEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/statuses", Post).WithMetadata(new Operation("post", Scope: "write:statuses", Family: Family.Post));
        routes.MapGet("/api/v1/statuses/{id}", Read).WithMetadata(new Operation("read"));
        routes.MapGet("/api/v1/statuses/{id}/source", Source).WithMetadata(new Operation("source", Scope: "read:statuses"));
        routes.MapPut("/api/v1/statuses/{id}", Edit).WithMetadata(new Operation("edit", Scope: "write:statuses", Family: Family.Post));
        routes.MapDelete("/api/v1/statuses/{id}", Delete).WithMetadata(new Operation("delete", Scope: "write:statuses", Family: Family.Delete));
    }

    private static IResult Post(Caller caller, Fields? fields, HttpRequest request)
    {
        if (fields is null) return Refusal.Say(400, "The request could not be read");
        if (fields.Has("scheduled_at")) return Refusal.Say(422, "This server stand-in does not schedule posts");
        var key = request.Headers["Idempotency-Key"].ToString();
        var draft = new Draft(fields["status"] ?? "", fields["spoiler_text"] ?? "", fields["visibility"] ?? "public",
            fields["language"] ?? "de", fields["in_reply_to_id"], fields.List("media_ids"));
        var statuses = caller.Instance.Statuses;
        lock (caller.Instance.Gate)
        {
            if (statuses.EarlierWith(caller.Me.Name, key) is { } earlier)
            {
                statuses.WriteRepeat(earlier, key, caller.Root);
                return Results.Json(Views.Of(earlier, caller));
            }
            return StatusChecks.Refuse(draft, caller.Me.Name, caller.Instance, null)
                ?? Results.Json(Views.Of(statuses.Add(caller.Me.Name, key, draft, caller.Root), caller));
        }
    }

    private static IResult Read(string id, Caller caller)
    {
        lock (caller.Instance.Gate)
        {
            return caller.Instance.Statuses.Find(id) is { } status && MaySee(status, caller) ? Results.Json(Views.Of(status, caller)) : Refusal.NotFound;
        }
    }

    private static IResult Source(string id, Caller caller)
    {
        lock (caller.Instance.Gate)
        {
            return Own(id, caller) is { } status ? Results.Json(new { id, text = status.Text, spoiler_text = status.Spoiler }) : Refusal.NotFound;
        }
    }

    private static IResult Edit(string id, Caller caller, Fields? fields)
    {
        if (fields is null) return Refusal.Say(400, "The request could not be read");
        lock (caller.Instance.Gate)
        {
            if (Own(id, caller) is not { } status) return Refusal.NotFound;
            var draft = new Draft(fields["status"] ?? "", fields["spoiler_text"] ?? "", status.Visibility, fields["language"] ?? status.Language,
                status.InReplyTo, fields.List("media_ids"));
            if (StatusChecks.Refuse(draft, caller.Me.Name, caller.Instance, id) is { } refusal) return refusal;
            if (DescribeMedia(draft, caller, fields) is { } tooLong) return tooLong;
            return Results.Json(Views.Of(caller.Instance.Statuses.Change(status, draft, caller.Root), caller));
        }
    }

    private static IResult? DescribeMedia(Draft draft, Caller caller, Fields fields)
    {
        foreach (var wanted in fields.MediaAttributes)
        {
            var description = wanted.GetValueOrDefault("description");
            if (MediaEndpoints.TooLong(description, caller.Instance.Settings) is { } refusal) return refusal;
            if (wanted.GetValueOrDefault("id") is { } mediumId && draft.Media.Contains(mediumId))
                caller.Instance.Media.Describe(caller.Instance.Media.Find(mediumId)!, description, wanted.GetValueOrDefault("focus"));
        }
        return null;
    }

    private static IResult Delete(string id, Caller caller)
    {
        lock (caller.Instance.Gate)
        {
            if (Own(id, caller) is not { } status) return Refusal.NotFound;
            caller.Instance.Statuses.Remove(status, caller.Root);
            return Results.Json(Views.Of(status, caller, withSource: true));
        }
    }

    public static bool MaySee(Status status, Caller caller) =>
        status.Visibility is "public" or "unlisted" || (status.Account == caller.Account?.Name && caller.Grant!.Covers("read:statuses"));

    private static Status? Own(string id, Caller caller) =>
        caller.Instance.Statuses.Find(id) is { } status && status.Account == caller.Me.Name ? status : null;
}
