using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Meta;

/// <summary>debug_token: the app asks in its own name what a token is good for, and hears which permissions a person has given and not taken back.</summary>
internal static class TokenInspection
{
    /// <param name="kind">What stands before the app's id in its own token.</param>
    /// <param name="scopes">Each permission, and the right of a grant that stands for it here.</param>
    public static void Map(IEndpointRouteBuilder routes, string root, string network, string version, string kind, IReadOnlyList<(string Scope, string Right)> scopes) =>
        routes.MapGet($"/{root}/{{version}}/debug_token", (Fields? fields, HttpContext context, AccountBook accounts, LabClock clock) =>
        {
            if (GraphCall.Early(context, fields, version) is { } early) return early;
            if (fields!["access_token"] != $"{kind}{MetaApp.Id}|{MetaApp.Secret}") return GraphReply.No(190, "Invalid OAuth access token signature.");
            if (fields["input_token"] is not { Length: > 0 } token) return GraphReply.Param("The parameter input_token is required.");
            if (accounts.ByToken(network, token) is not { Revoked: false } grant)
                return Results.Json(new { data = new { error = new { code = 190, message = "Error validating access token" }, is_valid = false, scopes = Array.Empty<string>() } });
            return Results.Json(new
            {
                data = new
                {
                    app_id = MetaApp.Id, type = "USER", application = "Stadtfunk", is_valid = true, expires_at = 0, issued_at = new DateTimeOffset(clock.Now).ToUnixTimeSeconds(),
                    scopes = scopes.Where(one => grant.Covers(one.Right)).Select(one => one.Scope),
                },
            });
        }).WithMetadata(new Operation("debug", network));
}
