using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.YouTube;

/// <summary>Google's OAuth 2: a code holds ten minutes, a token an hour, a refresh token until it is taken back, or seven days for a project in testing.</summary>
internal static class YouTubeOauth
{
    private const string Right = "https://www.googleapis.com/auth/";
    private static readonly string[] Known = [Right + "youtube.upload", Right + "youtube.force-ssl", Right + "youtube.readonly", Right + "yt-analytics.readonly"];
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10), TokenLife = TimeSpan.FromSeconds(3599), Testing = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/google/o/oauth2/v2/auth", Ask).WithMetadata(new Operation("authorize", YouTubeNetwork.Name));
        routes.MapPost("/google/o/oauth2/v2/auth", Decide).WithMetadata(new Operation("authorize", YouTubeNetwork.Name));
        routes.MapPost("/google/token", Exchange).WithMetadata(new Operation("token", YouTubeNetwork.Name));
        routes.MapPost("/google/revoke", Revoke).WithMetadata(new Operation("revoke", YouTubeNetwork.Name));
    }

    private static IResult Ask(Fields? fields, HttpRequest request, AppBook apps, AccountBook accounts) =>
        Fault(fields, apps) is { } fault ? AgreePage.Error(fault)
        : AgreePage.Show("Google", request, accounts.All().Where(one => one.Network == YouTubeNetwork.Name).Select(one => one.Name));

    private static IResult Decide(Fields? fields, AppBook apps, AccountBook accounts)
    {
        if (Fault(fields, apps) is { } fault) return AgreePage.Error(fault);
        var app = apps.Find(YouTubeNetwork.Name, fields!["client_id"])!;
        if (fields["decision"] is "deny") return AgreePage.Back(app.RedirectUri, fields["state"], ("error", "access_denied"));
        if (accounts.Of(YouTubeNetwork.Name, fields["account"] ?? "") is not { } account) return AgreePage.Error("There is no such account.");
        // Google lets people tick rights one by one: "some" leaves the last one out.
        var scopes = fields["decision"] is "some" ? string.Join(' ', fields["scope"]!.Split(' ')[..^1]) : fields["scope"]!;
        // A refresh token is given for offline access, and again only where consent is asked for again.
        if (fields["access_type"] is "offline" && fields["prompt"] is "consent") scopes += " offline";
        return AgreePage.Back(app.RedirectUri, fields["state"], ("code", apps.Issue(app, account.Name, scopes, fields["code_challenge"], CodeLife)), ("scope", scopes));
    }

    private static string? Fault(Fields? fields, AppBook apps) =>
        fields is null || apps.Find(YouTubeNetwork.Name, fields["client_id"]) is not { } app ? "Error 401: invalid_client"
        : fields["redirect_uri"] != app.RedirectUri ? "Error 400: redirect_uri_mismatch"
        : fields["response_type"] is not "code" ? "Error 400: invalid_request"
        : (fields["scope"] ?? "").Split(' ').Any(scope => !Known.Contains(scope)) ? "Error 400: invalid_scope"
        : null;

    private static IResult Exchange(Fields? fields, AppBook apps, YouTubeNetwork network, LabClock clock)
    {
        if (fields is null || apps.Find(YouTubeNetwork.Name, fields["client_id"]) is not { } app || app.ClientSecret != fields["client_secret"])
            return No(401, "invalid_client", "The OAuth client was not found.");
        if (fields["grant_type"] is "refresh_token")
            return apps.Refresh(fields["refresh_token"], app, once: false) is { } grant ? Results.Json(Token(apps, app, grant.Account, grant.Scopes))
                : No(400, "invalid_grant", "Token has been expired or revoked.");
        if (fields["grant_type"] is not "authorization_code") return No(400, "unsupported_grant_type", "Invalid grant_type");
        if (apps.Redeem(fields["code"], app, fields["redirect_uri"], fields["code_verifier"]) is not { } code) return No(400, "invalid_grant", "Malformed auth code.");
        var scopes = code.Scopes.Replace(" offline", "");
        var answer = Token(apps, app, code.Account, scopes);
        if (!code.Scopes.EndsWith(" offline", StringComparison.Ordinal)) return Results.Json(answer);
        var testing = network[code.Account].Testing;
        answer["refresh_token"] = apps.GrantRefresh(app, code.Account, scopes, testing ? clock.Now + Testing : null);
        if (testing) answer["refresh_token_expires_in"] = (int)Testing.TotalSeconds;
        return Results.Json(answer);
    }

    private static IResult Revoke(Fields? fields, AppBook apps, AccountBook accounts)
    {
        if (accounts.ByToken(YouTubeNetwork.Name, fields?["token"]) is { } grant) accounts.Revoke(grant);
        else if (!apps.Withdraw(fields?["token"])) return No(400, "invalid_token", "Token expired or revoked");
        return Results.Json(new { });
    }

    private static Dictionary<string, object> Token(AppBook apps, CityApp app, string account, string scopes) => new()
    {
        ["access_token"] = apps.Grant(app, account, scopes, TokenLife), ["expires_in"] = (int)TokenLife.TotalSeconds, ["scope"] = scopes, ["token_type"] = "Bearer",
    };

    private static IResult No(int status, string error, string description) => Results.Json(new { error, error_description = description }, statusCode: status);
}
