using System.Text;
using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>Registration of applications and the way to a token. Tests approve by posting the form that the page shows.</summary>
internal static class OauthEndpoints
{
    private static readonly IResult UnknownClient = Oauth(401, "invalid_client",
        "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/apps", Register).WithMetadata(new Operation("apps", Family: Family.App));
        routes.MapGet("/oauth/authorize", Ask).WithMetadata(new Operation("authorize"));
        routes.MapPost("/oauth/authorize", Decide).WithMetadata(new Operation("authorize"));
        routes.MapPost("/oauth/token", Exchange).WithMetadata(new Operation("token"));
        routes.MapPost("/oauth/revoke", Revoke).WithMetadata(new Operation("revoke"));
    }

    private static IResult Register(Caller caller, Fields? fields)
    {
        var uris = fields?.List("redirect_uris").SelectMany(text => text.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries)).ToArray() ?? [];
        var scopes = fields?["scopes"] ?? "read";
        if (string.IsNullOrWhiteSpace(fields?["client_name"])) return Refusal.Invalid("Application name can't be blank");
        if (uris.Length == 0 || !Array.TrueForAll(uris, uri => Uri.TryCreate(uri, UriKind.Absolute, out _)))
            return Refusal.Invalid("Redirect URI must be an absolute URI.");
        if (!AppRegistry.Within(scopes, Grant.AllScopes)) return Refusal.Invalid("Scopes doesn't match configured on the server.");
        var app = caller.Instance.Apps.Register(fields!["client_name"]!, fields["website"], uris, scopes);
        return Results.Json(new
        {
            id = app.Id, name = app.Name, website = app.Website, scopes = app.Scopes.Split(' '), redirect_uri = string.Join('\n', uris), redirect_uris = uris,
            client_id = app.ClientId, client_secret = app.ClientSecret, client_secret_expires_at = 0,
        });
    }

    private static IResult Ask(Caller caller, Fields? fields)
    {
        if (fields is null) return ConsentPage.Error("The request could not be read.");
        return Consent.Of(fields, caller.Instance.Apps, out var error) is { } consent ? ConsentPage.Show(consent, Names(caller)) : ConsentPage.Error(error);
    }

    private static IResult Decide(Caller caller, Fields? fields)
    {
        if (fields is null) return ConsentPage.Error("The request could not be read.");
        if (Consent.Of(fields, caller.Instance.Apps, out var error) is not { } consent) return ConsentPage.Error(error);
        if (fields["decision"] is "deny")
            return Results.Redirect(consent.Back(("error", "access_denied"),
                ("error_description", "The resource owner or authorization server denied the request.")));
        var account = fields["account"] ?? Names(caller).FirstOrDefault();
        if (account is null || !Names(caller).Contains(account)) return ConsentPage.Error("There is no such account.");
        var code = caller.Instance.Apps.Issue(consent.App, account, consent.Scopes, consent.RedirectUri, consent.Challenge);
        return consent.RedirectUri == Consent.OutOfBand ? ConsentPage.Code(code.Value) : Results.Redirect(consent.Back(("code", code.Value)));
    }

    private static IResult Exchange(Caller caller, Fields? fields, HttpRequest request, LabClock clock)
    {
        if (fields is null) return Oauth(400, "invalid_request", "The request is missing a required parameter.");
        if (ClientOf(fields, request, caller) is not { } app) return UnknownClient;
        var (account, scopes) = ("", fields["scope"] ?? "read");
        if (fields["grant_type"] is "authorization_code")
        {
            if (caller.Instance.Apps.Redeem(fields["code"], app, fields["redirect_uri"], fields["code_verifier"]) is not { } code)
                return Oauth(400, "invalid_grant", "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI "
                    + "used in the authorization request, or was issued to another client.");
            (account, scopes) = (code.Account, code.Scopes);
        }
        else if (fields["grant_type"] is not "client_credentials")
            return Oauth(400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.");
        else if (!AppRegistry.Within(scopes, app.Scopes)) return Oauth(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");
        var token = AccountEndpoints.NewToken();
        caller.Instance.Accounts.Add(caller.Instance.Name, account, token, scopes);
        var answer = new Dictionary<string, object> { ["access_token"] = token, ["token_type"] = "Bearer", ["scope"] = scopes, ["created_at"] = clock.GetUtcNow().ToUnixTimeSeconds() };
        if (caller.Instance.Settings.TokenSeconds is > 0 and var seconds)
            answer["expires_in"] = seconds;
        return Results.Json(answer);
    }

    private static IResult Revoke(Caller caller, Fields? fields, HttpRequest request)
    {
        if (fields is null || ClientOf(fields, request, caller) is null)
            return Oauth(403, "unauthorized_client", "You are not authorized to revoke this token");
        if (caller.Instance.Accounts.ByToken(caller.Instance.Name, fields["token"]) is { } grant) caller.Instance.Accounts.Revoke(grant);
        return Results.Json(new { });
    }

    private static App? ClientOf(Fields fields, HttpRequest request, Caller caller)
    {
        var (id, secret) = (fields["client_id"], fields["client_secret"]);
        if (request.Headers.Authorization.ToString() is ['B', 'a', 's', 'i', 'c', ' ', .. var basic])
        {
            var bytes = new byte[basic.Length];
            if (Convert.TryFromBase64String(basic, bytes, out var length)
                && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var user, var password])
                (id, secret) = (user, password);
        }
        return caller.Instance.Apps.Find(id) is { } app && app.ClientSecret == secret ? app : null;
    }

    private static IEnumerable<string> Names(Caller caller) =>
        caller.Instance.Accounts.All().Where(account => account.Network == caller.Instance.Name).Select(account => account.Name);

    private static IResult Oauth(int status, string error, string description) =>
        Results.Json(new { error, error_description = description }, statusCode: status);
}
