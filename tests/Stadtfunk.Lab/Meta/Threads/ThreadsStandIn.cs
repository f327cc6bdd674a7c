using System.Net;
using System.Text;
using System.Globalization;
using System.Text.RegularExpressions;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Meta.Containers;

namespace Stadtfunk.Lab.Meta.Threads;

/// <summary>Threads: an account of "threads" with a token of its own; the sign-in leads to the one account that a person ticks.</summary>
internal sealed partial class ThreadsStandIn(Book book, AccountBook accounts, LabClock clock, MetaApp app) : ContainerStandIn(Way, GraphReply.Dialect(4, "threads"), book, accounts, clock)
{
    public const string Network = "threads";

    private static readonly TimeSpan Short = TimeSpan.FromHours(1), Long = TimeSpan.FromDays(60);

    private static readonly Habits Way = new(
        Network, "v1.0", "threads", Proves: false, "threads", "threads_publish", "threads_publishing_limit", "status", "error_message", "text", TakesText: true,
        500, Count, 20, 250, ["image/jpeg", "image/png"], 0.1, 10, "https://www.threads.com/@{0}/post/{1}")
    {
        Film = new FilmHabits(
            "VIDEO", 1_000_000_000, TimeSpan.Zero, TimeSpan.FromMinutes(5), 1920, null, TakesAlt: true, TakesCover: false, "FAILED_DOWNLOADING_VIDEO", "FAILED_PROCESSING_VIDEO",
            "https://www.threads.com/@{0}/post/{1}"),
        TooMuch = (text, link) => Links(text, link) > 5 ? GraphReply.Param("THREADS_API__LINK_LIMIT_EXCEEDED") : null,
    };

    private readonly Dictionary<string, (string Account, DateTime At)> tokens = [];

    public override void Map(IEndpointRouteBuilder routes)
    {
        base.Map(routes);
        TokenInspection.Map(routes, "threads", Network, "v1.0", "TH|", [("threads_basic", "read"), ("threads_content_publish", "write:posts"), ("threads_delete", "write:deletes")]);
        routes.MapGet("/threads/oauth/authorize", (Fields? fields) => Ask(fields)).WithMetadata(new Operation("authorize", Network));
        routes.MapPost("/threads/oauth/authorize", (Fields? fields) => Decide(fields)).WithMetadata(new Operation("authorize", Network));
        routes.MapPost("/threads/oauth/access_token", (Fields? fields) => Redeem(fields)).WithMetadata(new Operation("token", Network));
        routes.MapGet("/threads/access_token", (Fields? fields) => Exchange(fields)).WithMetadata(new Operation("token", Network));
        routes.MapGet("/threads/refresh_access_token", (Fields? fields) => Refresh(fields)).WithMetadata(new Operation("refresh", Network));
    }

    // 500 characters, of which an emoji counts its bytes. What an emoji is, its own way, so that the product's is put to the test.
    private static int Count(string text)
    {
        var count = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            var emoji = element.EnumerateRunes().Any(rune => rune.Value is 0xFE0F or 0x20E3 || (rune.Value >= 0x1F000 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol));
            count += emoji ? Encoding.UTF8.GetByteCount(element) : element.Length;
        }
        return count;
    }

    // Unique ones of the text, and the attachment's if it is none of them.
    private static int Links(string text, string? link) =>
        Address().Matches(text).Select(found => found.Value).Append(link ?? "").Where(one => one.Length > 0)
            .Select(one => one.Split("//")[^1].TrimEnd('/')).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    [GeneratedRegex(@"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)]", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    private static string? Wrong(Fields? fields) =>
        fields is null || fields["client_id"] != MetaApp.Id ? "Invalid client_id."
        : fields["response_type"] is not "code" || fields["state"] is not { Length: > 0 } ? "Invalid request."
        : !Uri.TryCreate(fields["redirect_uri"], UriKind.Absolute, out _) ? "Blocked redirect."
        : null;

    private IResult Ask(Fields? fields)
    {
        if (Wrong(fields) is { } wrong) return Html(400, $"<p>{wrong}</p>");
        var hidden = string.Concat(new[] { "client_id", "redirect_uri", "response_type", "state", "scope" }.Select(name => $"<input type=\"hidden\" name=\"{name}\" value=\"{Safe(fields![name] ?? "")}\">"));
        return Html(200, $"<form method=\"post\">{hidden}{string.Concat(All().Select(name => $"<label><input type=\"radio\" name=\"page\" value=\"{Safe(name)}\"> {Safe(name)}</label>"))}<button>Continue</button></form>");
    }

    private IResult Decide(Fields? fields)
    {
        if (Wrong(fields) is { } wrong) return Html(400, $"<p>{wrong}</p>");
        var redirect = fields!["redirect_uri"]!;
        var code = app.Code(Network, fields.List("page"), (fields["scope"] ?? "").Split(','), redirect);
        return Results.Redirect($"{redirect}{(redirect.Contains('?') ? '&' : '?')}code={code}&state={Uri.EscapeDataString(fields["state"]!)}#_");
    }

    private IResult Redeem(Fields? fields)
    {
        if (!MetaApp.IsRight(fields?["client_id"], fields?["client_secret"]))
            return Results.Json(new { error_type = "OAuthException", code = 400, error_message = "Error validating client secret." }, statusCode: 400);
        if (fields!["grant_type"] is not "authorization_code" || app.Redeem(Network, fields["code"], fields["redirect_uri"]) is not { } consent)
            return Results.Json(new { error_type = "OAuthException", code = 400, error_message = "This authorization code has been used" }, statusCode: 400);
        return Results.Json(new { access_token = app.Person(consent, Short), user_id = 1 });
    }

    private IResult Exchange(Fields? fields) =>
        fields?["grant_type"] is not "th_exchange_token" || fields["client_secret"] != MetaApp.Secret ? GraphReply.Param("Invalid request")
        : app.Of(fields["access_token"]) is not { } consent || consent.Network != Network ? GraphReply.No(190, "Invalid OAuth access token.")
        : New(consent.Accounts[0], consent.Scopes.Contains("threads_content_publish") ? Grant.AllScopes : "read");

    /// <summary>Only a token that is a day old, and still lives.</summary>
    private IResult Refresh(Fields? fields)
    {
        (string Account, DateTime At) made;
        lock (tokens)
            if (fields?["grant_type"] is not "th_refresh_token" || !tokens.TryGetValue(fields["access_token"] ?? "", out made) || made.At + Long <= Now)
                return GraphReply.No(190, "Error validating access token: Session has expired.", 463);
        return made.At.AddHours(24) > Now ? GraphReply.Param("Tokens must be at least 24 hours old to be refreshed") : New(made.Account, Grant.AllScopes);
    }

    private IResult New(string account, string scopes)
    {
        var token = AccountEndpoints.NewToken();
        Accounts.Add(Network, account, token, scopes);
        lock (tokens) tokens[token] = (account, Now);
        return Results.Json(new { access_token = token, token_type = "bearer", expires_in = (long)Long.TotalSeconds });
    }

    private static IResult Html(int status, string body) => Results.Content($"<!doctype html><title>Threads</title>{body}", "text/html; charset=utf-8", null, status);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
