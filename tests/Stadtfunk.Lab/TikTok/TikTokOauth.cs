using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.TikTok;

/// <summary>OAuth 2 for a web app, with its secret: scopes stand between commas, a token holds a day, a refresh token a year and for one use.</summary>
internal static class TikTokOauth
{
    private static readonly string[] Known = ["user.info.basic", "user.info.profile", "user.info.stats", "video.list", "video.upload", "video.publish"];
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10), TokenLife = TimeSpan.FromDays(1), RefreshLife = TimeSpan.FromDays(365);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tiktok/v2/auth/authorize/", Ask).WithMetadata(new Operation("authorize", TikTokNetwork.Name));
        routes.MapPost("/tiktok/v2/auth/authorize/", Decide).WithMetadata(new Operation("authorize", TikTokNetwork.Name));
        routes.MapPost("/tiktok/v2/oauth/token/", Exchange).WithMetadata(new Operation("token", TikTokNetwork.Name));
        routes.MapPost("/tiktok/v2/oauth/revoke/", Revoke).WithMetadata(new Operation("revoke", TikTokNetwork.Name));
    }

    private static IResult Ask(Fields? fields, HttpRequest request, AppBook apps, AccountBook accounts) =>
        Fault(fields, apps) is { } fault ? AgreePage.Error(fault)
        : AgreePage.Show("TikTok", request, accounts.All().Where(one => one.Network == TikTokNetwork.Name).Select(one => one.Name));

    private static IResult Decide(Fields? fields, AppBook apps, AccountBook accounts)
    {
        if (Fault(fields, apps) is { } fault) return AgreePage.Error(fault);
        var app = apps.Find(TikTokNetwork.Name, fields!["client_key"])!;
        if (fields["decision"] is "deny") return AgreePage.Back(app.RedirectUri, fields["state"], ("error", "access_denied"), ("error_type", "access_denied"));
        if (accounts.Of(TikTokNetwork.Name, fields["account"] ?? "") is not { } account) return AgreePage.Error("There is no such account.");
        // People may leave rights out: "some" leaves the last one out.
        var scopes = fields["decision"] is "some" ? string.Join(',', fields["scope"]!.Split(',')[..^1]) : fields["scope"]!;
        return AgreePage.Back(app.RedirectUri, fields["state"], ("code", apps.Issue(app, account.Name, scopes, null, CodeLife)), ("scopes", scopes));
    }

    private static string? Fault(Fields? fields, AppBook apps) =>
        fields is null || apps.Find(TikTokNetwork.Name, fields["client_key"]) is not { } app ? "client_key"
        : fields["redirect_uri"] != app.RedirectUri ? "redirect_uri"
        : fields["response_type"] is not "code" || string.IsNullOrEmpty(fields["state"]) ? "invalid_request"
        : (fields["scope"] ?? "").Split(',').All(scope => Known.Contains(scope)) ? null : "scope";

    private static IResult Exchange(Fields? fields, HttpRequest request, AppBook apps, LabClock clock)
    {
        if (!request.Path.Value!.EndsWith('/')) return Results.NotFound();
        if (fields is null || apps.Find(TikTokNetwork.Name, fields["client_key"]) is not { } app || app.ClientSecret != fields["client_secret"])
            return No("invalid_client", "Client key or secret is incorrect.");
        if (fields["grant_type"] is "authorization_code")
            return apps.Redeem(fields["code"], app, fields["redirect_uri"], null) is { } code ? Tokens(apps, app, code.Account, code.Scopes, clock)
                : No("invalid_grant", "Authorization code is expired.");
        if (fields["grant_type"] is "refresh_token")
            return apps.Refresh(fields["refresh_token"], app, once: true) is { } grant ? Tokens(apps, app, grant.Account, grant.Scopes, clock)
                : No("invalid_grant", "Refresh token is invalid or expired.");
        return No("unsupported_grant_type", "Grant type is not supported.");
    }

    private static IResult Tokens(AppBook apps, CityApp app, string account, string scopes, LabClock clock) => Results.Json(new
    {
        access_token = apps.Grant(app, account, scopes, TokenLife), expires_in = (int)TokenLife.TotalSeconds, open_id = $"open-{account}",
        refresh_token = apps.GrantRefresh(app, account, scopes, clock.Now + RefreshLife), refresh_expires_in = (int)RefreshLife.TotalSeconds, scope = scopes, token_type = "Bearer",
    });

    // With the app's access the token's refresh token goes, too.
    private static IResult Revoke(Fields? fields, AppBook apps, AccountBook accounts)
    {
        if (fields is null || apps.Find(TikTokNetwork.Name, fields["client_key"]) is not { } app || app.ClientSecret != fields["client_secret"])
            return No("invalid_client", "Client key or secret is incorrect.");
        if (accounts.ByToken(TikTokNetwork.Name, fields["token"]) is not { } grant) return No("invalid_request", "The token is not known.");
        accounts.Revoke(grant);
        apps.WithdrawAll(app, grant.Account);
        return Results.Json(new { });
    }

    private static IResult No(string error, string description) => Results.Json(new { error, error_description = description, log_id = "20261130" }, statusCode: 400);
}
