using System.Net;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>What a browser sees: the page of a post and the files on it.</summary>
internal static class PublicPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/@{account}/{id}", Show).WithMetadata(new Operation("page"));
        routes.MapGet("/@{account}", Profile).WithMetadata(new Operation("page"));
        routes.MapGet("/system/media_attachments/files/{id}/{name}", Send).WithMetadata(new Operation("page"));
    }

    private static IResult Show(string account, string id, Caller caller)
    {
        lock (caller.Instance.Gate)
        {
            return caller.Instance.Statuses.Find(id) is { Visibility: "public" or "unlisted" } status && status.Account == account
                ? Page(account, Article(status, caller))
                : Results.Content("<!doctype html><title>404</title><p>The page you are looking for isn't here.</p>", "text/html; charset=utf-8", null, 404);
        }
    }

    private static IResult Profile(string account, Caller caller)
    {
        lock (caller.Instance.Gate)
        {
            return Page(account, string.Concat(caller.Instance.Statuses.NewestFirst()
                .Where(status => status.Account == account && status.Visibility == "public").Take(20).Select(status => Article(status, caller))));
        }
    }

    private static IResult Send(string id, string name, Caller caller) =>
        caller.Instance.Media.Find(id) is { } medium && File.Exists(caller.Instance.Media.FileOf(id))
            ? Results.File(caller.Instance.Media.FileOf(id), medium.Type)
            : Results.NotFound();

    private static string Article(Status status, Caller caller)
    {
        var pictures = status.Media.Select(id => caller.Instance.Media.Find(id)!).Select(medium =>
            $"<img src=\"/system/media_attachments/files/{medium.Id}/original.{medium.Extension}\" "
            + $"alt=\"{WebUtility.HtmlEncode(medium.Description)}\" width=\"400\">");
        var spoiler = status.Spoiler.Length > 0 ? $"<p><strong>{WebUtility.HtmlEncode(status.Spoiler)}</strong></p>" : "";
        return $"<article lang=\"{WebUtility.HtmlEncode(status.Language)}\"><p><a href=\"{Views.UrlOf(status, caller.Root)}\">"
            + $"<time>{Views.Time(status.CreatedAt)}</time></a></p>{spoiler}{Views.Html(status.Text, caller.Root)}{string.Concat(pictures)}</article><hr>";
    }

    private static IResult Page(string account, string body) => Results.Content(
        $"<!doctype html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>@{WebUtility.HtmlEncode(account)}</title></head>"
        + $"<body style=\"font-family:sans-serif;max-width:40rem;margin:2rem auto\"><h1>@{WebUtility.HtmlEncode(account)}</h1>{body}</body></html>",
        "text/html; charset=utf-8");
}
