using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.X;

/// <summary>A call with its account. Token and right are looked at before anything else.</summary>
internal sealed record XCall(Account Me, XNetwork Network, HttpContext Http)
{
    /// <summary>Runs the call under the network's gate.</summary>
    public static IResult Run(HttpContext context, string scope, Func<XCall, IResult> act)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<AppBook>().Holding(XNetwork.Name, Operation.BearerOf(context)) is not { } grant
            || services.GetRequiredService<AccountBook>().Of(XNetwork.Name, grant.Account) is not { } me)
            return XReply.Unauthorized;
        if (!grant.Scopes.Split(' ').Contains(scope)) return XReply.Forbidden($"Your client app is not configured with the appropriate oauth2 scope: {scope}.");
        var network = services.GetRequiredService<XNetwork>();
        lock (network.Gate) return act(new XCall(me, network, context));
    }
}
