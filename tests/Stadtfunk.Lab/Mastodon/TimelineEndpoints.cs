namespace Stadtfunk.Lab.Mastodon;

internal static class TimelineEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/accounts/verify_credentials", Verify).WithMetadata(new Operation("verify", Scope: "profile"));
        routes.MapGet("/api/v1/accounts/{id}", Show).WithMetadata(new Operation("account"));
        routes.MapGet("/api/v1/accounts/{id}/statuses", List).WithMetadata(new Operation("timeline"));
        routes.MapGet("/api/v1/notifications", () => Results.Json(Array.Empty<object>()))
            .WithMetadata(new Operation("notifications", Scope: "read:notifications"));
    }

    private static IResult Verify(Caller caller)
    {
        lock (caller.Instance.Gate) return Results.Json(Views.Of(caller.Me, caller));
    }

    private static IResult Show(string id, Caller caller)
    {
        lock (caller.Instance.Gate)
            return caller.Instance.Accounts.ById(caller.Instance.Name, id) is { } account ? Results.Json(Views.Of(account, caller)) : Refusal.NotFound;
    }

    private static IResult List(string id, Caller caller, HttpContext context, LabClock clock)
    {
        if (caller.Instance.Accounts.ById(caller.Instance.Name, id) is not { } account) return Refusal.NotFound;
        var page = Page.Of(context.Request.Query);
        lock (caller.Instance.Gate)
        {
            var seen = clock.Now.AddMilliseconds(-caller.Instance.Settings.TimelineLagMs);
            var fitting = caller.Instance.Statuses.NewestFirst().Where(status =>
                status.Account == account.Name && status.CreatedAt <= seen && StatusEndpoints.MaySee(status, caller) && page.Fits(status));
            // min_id asks for the posts right after it, since_id for the newest after it.
            var found = page.MinId is null ? fitting.Take(page.Limit).ToArray() : fitting.Reverse().Take(page.Limit).Reverse().ToArray();
            if (found.Length > 0)
                context.Response.Headers.Link = $"<{caller.Root}{context.Request.Path}?limit={page.Limit}&max_id={found[^1].Id}>; rel=\"next\", "
                    + $"<{caller.Root}{context.Request.Path}?limit={page.Limit}&min_id={found[0].Id}>; rel=\"prev\"";
            return Results.Json(found.Select(status => Views.Of(status, caller)).ToArray());
        }
    }

    private sealed record Page(long? MaxId, long? SinceId, long? MinId, int Limit, bool ExcludeReplies, bool OnlyMedia)
    {
        public static Page Of(IQueryCollection query) => new(Id(query["max_id"]), Id(query["since_id"]), Id(query["min_id"]),
            int.TryParse(query["limit"], out var limit) ? Math.Clamp(limit, 1, 40) : 20, Yes(query["exclude_replies"]), Yes(query["only_media"]));

        public bool Fits(Status status)
        {
            var id = long.Parse(status.Id);
            return (MaxId is null || id < MaxId) && (SinceId is null || id > SinceId) && (MinId is null || id > MinId)
                && !(ExcludeReplies && status.InReplyTo is not null) && !(OnlyMedia && status.Media.Count == 0);
        }

        private static long? Id(string? text) => long.TryParse(text, out var id) ? id : null;

        private static bool Yes(string? text) => text is "true" or "1";
    }
}
