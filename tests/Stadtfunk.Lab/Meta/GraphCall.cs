using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Meta;

/// <summary>A call with the account whose token it carries. What the real one refuses before it looks at the rest is refused here.</summary>
internal sealed record GraphCall(Account Account, Grant Grant, Fields Fields, DateTime Now)
{
    /// <summary>"write" lets an account post; "blocked" is one that Meta has stopped.</summary>
    public static IResult Run(HttpContext context, Fields? fields, string network, string version, bool proof, bool writes, Func<GraphCall, IResult> act)
    {
        var services = context.RequestServices;
        if (Early(context, fields, version) is { } early) return early;
        var token = Operation.BearerOf(context);
        if (token is null) return GraphReply.No(104, "An access token is required to request this resource.", status: 401);
        var accounts = services.GetRequiredService<AccountBook>();
        if (accounts.ByToken(network, token) is not { } grant || accounts.Of(network, grant.Account) is not { } account)
            return GraphReply.No(190, "Invalid OAuth access token - Cannot parse access token", status: 401);
        if (grant.Revoked) return GraphReply.No(190, "Error validating access token: The user has not authorized application.", 458, status: 401);
        if (services.GetRequiredService<MetaUsage>().Draw(network, account, context.Response) is { } full) return full;
        if (proof && !MetaApp.Proves(fields!["appsecret_proof"], token)) return GraphReply.Param("Invalid appsecret_proof provided in the API argument");
        if (writes && grant.Covers("blocked")) return GraphReply.No(368, "The action attempted has been deemed abusive or is otherwise disallowed");
        if (writes && !grant.Covers("write:posts")) return GraphReply.No(200, "Permissions error", status: 403);
        return act(new GraphCall(account, grant, fields!, services.GetRequiredService<LabClock>().Now));
    }

    public static IResult? Early(HttpContext context, Fields? fields, string version) =>
        context.GetRouteValue("version") as string != version ? GraphReply.No(2635, "You are calling a deprecated version of the API.")
        : fields is null ? GraphReply.Param("Invalid parameter")
        : null;
}
