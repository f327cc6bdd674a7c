using System.Net;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Meta.Facebook;

/// <summary>The sign-in with Facebook: the dialog, in which a person ticks pages and permissions, the tokens, and the pages behind them.</summary>
internal static class FacebookDialog
{
    private const int AtOnce = 5;

    private static readonly TimeSpan Short = TimeSpan.FromHours(1), Long = TimeSpan.FromDays(60);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/facebook/{version}/dialog/oauth", (Fields? fields, HttpContext context, FacebookStandIn network) => Ask(fields, context, network))
            .WithMetadata(new Operation("authorize", FacebookStandIn.Network));
        routes.MapPost("/facebook/{version}/dialog/oauth", (Fields? fields, HttpContext context, MetaApp app) => Decide(fields, context, app))
            .WithMetadata(new Operation("authorize", FacebookStandIn.Network));
        routes.MapPost("/graph/{version}/oauth/access_token", (Fields? fields, HttpContext context, MetaApp app) => Token(fields, context, app))
            .WithMetadata(new Operation("token", FacebookStandIn.Network));
        routes.MapGet("/graph/{version}/me/permissions", (Fields? fields, HttpContext context, MetaApp app) => AsPerson(fields, context, app, (person, _) => Results.Json(new
        {
            data = person.Scopes.Select(scope => new { permission = scope, status = "granted" }),
        }))).WithMetadata(new Operation("permissions", FacebookStandIn.Network));
        routes.MapGet("/graph/{version}/me/accounts", (Fields? fields, HttpContext context, MetaApp app, FacebookStandIn network, AccountBook accounts) =>
            AsPerson(fields, context, app, (person, asked) => Pages(person, asked, network, accounts))).WithMetadata(new Operation("accounts", FacebookStandIn.Network));
    }

    private static string? Wrong(Fields? fields, HttpContext context) =>
        fields is null || context.GetRouteValue("version") as string != FacebookStandIn.Version ? "The request could not be read."
        : fields["client_id"] != MetaApp.Id ? "Invalid App ID: The provided app ID does not look like a valid app ID."
        : fields["response_type"] is not "code" ? "Unsupported response type."
        : !Uri.TryCreate(fields["redirect_uri"], UriKind.Absolute, out _) ? "URL blocked: This redirect failed because the redirect URI is not white-listed."
        : fields["state"] is not { Length: > 0 } ? "A state is missing."
        : null;

    private static IResult Ask(Fields? fields, HttpContext context, FacebookStandIn network)
    {
        if (Wrong(fields, context) is { } wrong) return Html(400, $"<p>{Safe(wrong)}</p>");
        var hidden = string.Concat(new[] { "client_id", "redirect_uri", "response_type", "state" }.Select(name => $"<input type=\"hidden\" name=\"{name}\" value=\"{Safe(fields![name]!)}\">"));
        var scopes = string.Concat((fields!["scope"] ?? "").Split(',').Select(scope => Tick("scope", scope)));
        return Html(200, $"<form method=\"post\">{hidden}<fieldset><legend>Permissions</legend>{scopes}</fieldset><fieldset><legend>Pages</legend>"
            + $"{string.Concat(network.All().Select(page => Tick("page", page.Name)))}</fieldset><button>Continue</button></form>");
    }

    private static IResult Decide(Fields? fields, HttpContext context, MetaApp app)
    {
        if (Wrong(fields, context) is { } wrong) return Html(400, $"<p>{Safe(wrong)}</p>");
        var (redirect, state) = (fields!["redirect_uri"]!, Uri.EscapeDataString(fields["state"]!));
        var code = app.Code(FacebookStandIn.Network, fields.List("page"), fields.List("scope"), redirect);
        return Results.Redirect($"{redirect}{(redirect.Contains('?') ? '&' : '?')}code={code}&state={state}");
    }

    private static IResult Token(Fields? fields, HttpContext context, MetaApp app)
    {
        if (GraphCall.Early(context, fields, FacebookStandIn.Version) is { } early) return early;
        if (!MetaApp.IsRight(fields!["client_id"], fields["client_secret"])) return GraphReply.No(1, "Error validating client secret.");
        var lives = fields["grant_type"] is "fb_exchange_token" ? Long : Short;
        var consent = lives == Long ? app.Of(fields["fb_exchange_token"]) : app.Redeem(FacebookStandIn.Network, fields["code"], fields["redirect_uri"]);
        return consent is null ? GraphReply.No(100, "This authorization code has been used or has expired.", 36009)
            : Results.Json(new { access_token = app.Person(consent, lives), token_type = "bearer", expires_in = (long)lives.TotalSeconds });
    }

    private static IResult AsPerson(Fields? fields, HttpContext context, MetaApp app, Func<MetaApp.Consent, Fields, IResult> act)
    {
        if (GraphCall.Early(context, fields, FacebookStandIn.Version) is { } early) return early;
        var token = Operation.BearerOf(context);
        return app.Of(token) is not { } person ? GraphReply.No(190, "Invalid OAuth access token - Cannot parse access token", status: 401)
            : !MetaApp.Proves(fields!["appsecret_proof"], token!) ? GraphReply.Param("Invalid appsecret_proof provided in the API argument")
            : act(person, fields);
    }

    private static IResult Pages(MetaApp.Consent person, Fields asked, FacebookStandIn network, AccountBook accounts)
    {
        if (!person.Scopes.Contains("pages_show_list")) return Results.Json(new { data = Array.Empty<object>() });
        // However many are asked for, no more come at once.
        var from = int.TryParse(asked["after"], out var after) ? after : 0;
        var more = person.Accounts.Count > from + AtOnce ? new { cursors = new { after = $"{from + AtOnce}" }, next = "https://graph.facebook.com/v26.0/me/accounts?after=…" } : null;
        return Results.Json(new { paging = more, data = person.Accounts.Skip(from).Take(AtOnce).Select(network.Page).OfType<Account>().Select(page =>
        {
            var token = AccountEndpoints.NewToken();
            var mayPost = network.MayPost(page);
            accounts.Add(FacebookStandIn.Network, page.Name, token, mayPost ? Grant.AllScopes : "read");
            // The page's token serves for the account that is linked to it, too.
            var linked = person.Scopes.Contains("instagram_basic") ? accounts.Of("instagram", page.Name) : null;
            if (linked is not null) accounts.Add("instagram", page.Name, token, person.Scopes.Contains("instagram_manage_contents") ? Grant.AllScopes : "read write:posts");
            return GraphReply.Only(asked["fields"], new()
            {
                ["id"] = page.Id, ["name"] = page.Name, ["link"] = $"https://www.facebook.com/{page.Name}", ["access_token"] = token,
                ["instagram_business_account"] = linked is null ? null : new { id = linked.Id, username = linked.Name },
                ["tasks"] = mayPost ? ["ANALYZE", "CREATE_CONTENT"] : new[] { "ANALYZE" },
            });
        }) });
    }

    private static string Tick(string name, string value) => $"<p><label><input type=\"checkbox\" name=\"{name}\" value=\"{Safe(value)}\" checked> {Safe(value)}</label></p>";

    private static IResult Html(int status, string body) =>
        Results.Content($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Log in</title></head><body>{body}</body></html>", "text/html; charset=utf-8", null, status);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
