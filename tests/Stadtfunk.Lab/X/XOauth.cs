using System.Text;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.X;

/// <summary>OAuth 2 with PKCE for a confidential application: a code holds thirty seconds, a token two hours, a refresh token for one use.</summary>
internal static class XOauth
{
    private static readonly string[] Known =
        ["tweet.read", "tweet.write", "users.read", "media.write", "tweet.moderate.write", "dm.read", "dm.write", "offline.access"];

    private static readonly TimeSpan CodeLife = TimeSpan.FromSeconds(30), TokenLife = TimeSpan.FromHours(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/x/i/oauth2/authorize", Ask).WithMetadata(new Operation("authorize", XNetwork.Name));
        routes.MapPost("/x/i/oauth2/authorize", Decide).WithMetadata(new Operation("authorize", XNetwork.Name));
        routes.MapPost("/x/2/oauth2/token", Exchange).WithMetadata(new Operation("token", XNetwork.Name));
        routes.MapPost("/x/2/oauth2/revoke", Revoke).WithMetadata(new Operation("revoke", XNetwork.Name));
    }

    private static IResult Ask(Fields? fields, HttpRequest request, AppBook apps, AccountBook accounts) =>
        Fault(fields, apps) is { } fault ? AgreePage.Error(fault)
        : AgreePage.Show("X", request, accounts.All().Where(one => one.Network == XNetwork.Name).Select(one => one.Name));

    private static IResult Decide(Fields? fields, AppBook apps, AccountBook accounts)
    {
        if (Fault(fields, apps) is { } fault) return AgreePage.Error(fault);
        var app = apps.Find(XNetwork.Name, fields!["client_id"])!;
        if (fields["decision"] is "deny") return AgreePage.Back(app.RedirectUri, fields["state"], ("error", "access_denied"));
        if (accounts.Of(XNetwork.Name, fields["account"] ?? "") is not { } account) return AgreePage.Error("There is no such account.");
        return AgreePage.Back(app.RedirectUri, fields["state"], ("code", apps.Issue(app, account.Name, fields["scope"]!, fields["code_challenge"], CodeLife)));
    }

    private static string? Fault(Fields? fields, AppBook apps)
    {
        if (fields is null || apps.Find(XNetwork.Name, fields["client_id"]) is not { } app) return "You weren't able to give access to the App. Go back and try logging in again.";
        if (fields["redirect_uri"] != app.RedirectUri) return "The callback address is not one of the App's.";
        if (fields["response_type"] is not "code" || string.IsNullOrEmpty(fields["state"])) return "Something is missing: response_type and state.";
        if (string.IsNullOrEmpty(fields["code_challenge"]) || fields["code_challenge_method"] is not "S256") return "The code_challenge is missing.";
        return (fields["scope"] ?? "").Split(' ').All(scope => Known.Contains(scope)) ? null : "The scope is not known.";
    }

    private static IResult Exchange(Fields? fields, HttpRequest request, AppBook apps, XNetwork network)
    {
        if (ClientOf(request, apps) is not { } app) return No(401, "unauthorized_client", "Missing valid authorization header");
        if (fields?["grant_type"] is "authorization_code")
            return apps.Redeem(fields["code"], app, fields["redirect_uri"], fields["code_verifier"]) is { } code
                ? Tokens(apps, app, code.Account, code.Scopes)
                : No(400, "invalid_request", "Value passed for the authorization code was invalid.");
        if (fields?["grant_type"] is "refresh_token")
            return apps.Refresh(fields["refresh_token"], app, once: true) is { } grant
                ? Tokens(apps, app, grant.Account, string.Join(' ', grant.Scopes.Split(' ').Except(network[grant.Account].Without.Split(' '))))
                : No(400, "invalid_request", "Value passed for the token was invalid.");
        return No(400, "invalid_request", "Missing required parameter [grant_type].");
    }

    private static IResult Tokens(AppBook apps, CityApp app, string account, string scopes)
    {
        var answer = new Dictionary<string, object>
        {
            ["token_type"] = "bearer", ["expires_in"] = (int)TokenLife.TotalSeconds, ["access_token"] = apps.Grant(app, account, scopes, TokenLife), ["scope"] = scopes,
        };
        if (scopes.Split(' ').Contains("offline.access")) answer["refresh_token"] = apps.GrantRefresh(app, account, scopes, null);
        return Results.Json(answer);
    }

    private static IResult Revoke(Fields? fields, HttpRequest request, AppBook apps, AccountBook accounts)
    {
        if (ClientOf(request, apps) is not { } app) return No(401, "unauthorized_client", "Missing valid authorization header");
        if (accounts.ByToken(XNetwork.Name, fields?["token"]) is { } grant) accounts.Revoke(grant);
        else apps.Refresh(fields?["token"], app, once: true);
        return Results.Json(new { revoked = true });
    }

    private static CityApp? ClientOf(HttpRequest request, AppBook apps)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.Ordinal)) return null;
        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header["Basic ".Length..], bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret]
            && apps.Find(XNetwork.Name, Uri.UnescapeDataString(id)) is { } app && app.ClientSecret == Uri.UnescapeDataString(secret) ? app : null;
    }

    private static IResult No(int status, string error, string description) => Results.Json(new { error, error_description = description }, statusCode: status);
}
