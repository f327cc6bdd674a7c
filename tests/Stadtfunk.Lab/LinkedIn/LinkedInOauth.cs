using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.LinkedIn;

/// <summary>OAuth 2 with a secret: a code holds thirty minutes, a token sixty days, a refresh token (where there is one) a year, however often it is used.</summary>
internal static class LinkedInOauth
{
    private static readonly string[] Known = ["w_organization_social", "r_organization_social", "rw_organization_admin", "w_member_social", "openid", "profile"];
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(30), TokenLife = TimeSpan.FromDays(60), RefreshLife = TimeSpan.FromDays(365);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/linkedin/oauth/v2/authorization", Ask).WithMetadata(new Operation("authorize", LinkedInNetwork.Name));
        routes.MapPost("/linkedin/oauth/v2/authorization", Decide).WithMetadata(new Operation("authorize", LinkedInNetwork.Name));
        routes.MapPost("/linkedin/oauth/v2/accessToken", Exchange).WithMetadata(new Operation("token", LinkedInNetwork.Name));
    }

    private static IResult Ask(Fields? fields, HttpRequest request, AppBook apps, AccountBook accounts) =>
        Fault(fields, apps) is { } fault ? AgreePage.Error(fault)
        : AgreePage.Show("LinkedIn", request, accounts.All().Where(one => one.Network == LinkedInNetwork.Name).Select(one => one.Name));

    private static IResult Decide(Fields? fields, AppBook apps, AccountBook accounts)
    {
        if (Fault(fields, apps) is { } fault) return AgreePage.Error(fault);
        var app = apps.Find(LinkedInNetwork.Name, fields!["client_id"])!;
        if (fields["decision"] is "deny") return AgreePage.Back(app.RedirectUri, fields["state"], ("error", "user_cancelled_authorize"), ("error_description", "The user cancelled the authorization"));
        if (accounts.Of(LinkedInNetwork.Name, fields["account"] ?? "") is not { } member) return AgreePage.Error("There is no such member.");
        return AgreePage.Back(app.RedirectUri, fields["state"], ("code", apps.Issue(app, member.Name, fields["scope"]!, null, CodeLife)));
    }

    private static string? Fault(Fields? fields, AppBook apps) =>
        fields is null || apps.Find(LinkedInNetwork.Name, fields["client_id"]) is not { } app ? "The passed in client_id is invalid."
        : fields["redirect_uri"] != app.RedirectUri ? "The redirect_uri does not match the registered value."
        : fields["response_type"] is not "code" ? "A required parameter \"response_type\" is missing."
        : (fields["scope"] ?? "").Split(' ').FirstOrDefault(scope => !Known.Contains(scope)) is { } odd ? $"Scope \"{odd}\" is not authorized for your application."
        : null;

    private static IResult Exchange(Fields? fields, AppBook apps, LinkedInNetwork network, LabClock clock)
    {
        if (fields is null || apps.Find(LinkedInNetwork.Name, fields["client_id"]) is not { } app || app.ClientSecret != fields["client_secret"])
            return No(401, "invalid_client", "Client authentication failed");
        if (fields["grant_type"] is "authorization_code")
        {
            if (apps.Redeem(fields["code"], app, fields["redirect_uri"], null) is not { } code)
                return No(400, "invalid_request", "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired.");
            var answer = Token(apps, app, code.Account, code.Scopes);
            if (network[code.Account].Refreshes)
            {
                answer["refresh_token"] = apps.GrantRefresh(app, code.Account, code.Scopes, clock.Now + RefreshLife);
                answer["refresh_token_expires_in"] = (int)RefreshLife.TotalSeconds;
            }
            return Results.Json(answer);
        }
        if (fields["grant_type"] is not "refresh_token") return No(400, "invalid_request", "A required parameter \"grant_type\" is missing");
        if (apps.Refresh(fields["refresh_token"], app, once: false) is not { } grant) return No(400, "invalid_request", "The provided refresh token is invalid, expired or revoked.");
        var renewed = Token(apps, app, grant.Account, grant.Scopes);
        renewed["refresh_token"] = fields["refresh_token"]!;
        renewed["refresh_token_expires_in"] = (int)(grant.Ends!.Value - clock.Now).TotalSeconds;
        return Results.Json(renewed);
    }

    private static Dictionary<string, object> Token(AppBook apps, CityApp app, string account, string scopes) => new()
    {
        ["access_token"] = apps.Grant(app, account, scopes, TokenLife), ["expires_in"] = (int)TokenLife.TotalSeconds, ["scope"] = scopes.Replace(' ', ','), ["token_type"] = "Bearer",
    };

    private static IResult No(int status, string error, string description) => Results.Json(new { error, error_description = description }, statusCode: status);
}
