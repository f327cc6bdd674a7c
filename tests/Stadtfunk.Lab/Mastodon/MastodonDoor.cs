using System.Globalization;
using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>Token, scope and allowance of every call to a Mastodon server, before its route runs.</summary>
internal sealed class MastodonDoor(RequestDelegate next, Instances instances, AccountBook accounts)
{
    public async Task Invoke(HttpContext context)
    {
        if (Operation.Of(context) is not { Network: null } operation)
        {
            await next(context);
            return;
        }
        var instance = instances.At(context);
        var token = Operation.BearerOf(context);
        var grant = accounts.ByToken(instance.Name, token);
        var account = grant is { Account.Length: > 0 } ? accounts.Of(instance.Name, grant.Account) : null;
        if ((token is not null || operation.Scope is not null) && Refused(operation, grant, account) is { } refusal)
        {
            if (grant is null or { Revoked: true }) context.Response.Headers.WWWAuthenticate = "Bearer realm=\"Doorkeeper\", error=\"invalid_token\"";
            await refusal.ExecuteAsync(context);
            return;
        }
        if (!Draw(context, instance, operation, grant, account))
        {
            await Refusal.Say(429, "Too many requests").ExecuteAsync(context);
            return;
        }
        context.Features.Set(new Caller(instance, account, grant, $"{context.Request.Scheme}://{context.Request.Host}"));
        await next(context);
    }

    private static IResult? Refused(Operation operation, Grant? grant, Account? account) =>
        grant is null ? Refusal.Say(401, "The access token is invalid")
        : grant.Revoked ? Refusal.Say(401, "The access token was revoked")
        : operation.Scope is null ? null
        : !grant.Covers(operation.Scope) ? Refusal.Say(403, "This action is outside the authorized scopes")
        : account is null ? Refusal.Say(422, "This method requires an authenticated user")
        : null;

    // The headers speak of the narrowest allowance that the call draws on.
    private static bool Draw(HttpContext context, Instance instance, Operation operation, Grant? grant, Account? account)
    {
        if (grant is null && operation.Family is Family.Any) return true;
        var all = grant is null ? null : instance.Allowances.Draw(instance.Settings, Family.Any, grant.Token);
        var own = operation.Family is Family.Any ? null : instance.Allowances.Draw(instance.Settings, operation.Family, account?.Id ?? "");
        var told = all is { Granted: false } || own is null ? all! : own;
        context.Response.Headers["X-RateLimit-Limit"] = told.Limit.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["X-RateLimit-Remaining"] = told.Remaining.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["X-RateLimit-Reset"] = Iso(told.Reset);
        return told.Granted;
    }

    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
