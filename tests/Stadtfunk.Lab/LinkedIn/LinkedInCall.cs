using System.Text.Json;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.LinkedIn;

/// <summary>A call with its member. Token, version, protocol and right are looked at before anything else.</summary>
internal sealed record LinkedInCall(Account Me, LinkedInNetwork Network, HttpContext Http, JsonElement Body)
{
    // About a year of versions is spoken.
    private const int Oldest = 202508, Newest = 202612;

    public IReadOnlyList<Page> Pages => Network.PagesOf(Me);

    /// <summary>The page with this URN, if the member may post there.</summary>
    public Page? Author(string? urn) => Pages.FirstOrDefault(page => page.Urn == urn && page.Role is "ADMINISTRATOR" or "CONTENT_ADMIN");

    public string Method => Http.Request.Headers["X-RestLi-Method"].ToString();

    /// <summary>For routes without a part of their own in the path.</summary>
    public static Delegate Route(string scope, Func<LinkedInCall, IResult> act) => (HttpContext context) => Run(context, scope, act);

    /// <summary>Runs the call under the network's gate.</summary>
    /// <param name="context">Token and headers.</param>
    /// <param name="scope">What the token must be good for.</param>
    /// <param name="act">What it does.</param>
    /// <param name="versioned">The version is asked for (not where bytes go).</param>
    public static async Task<IResult> Run(HttpContext context, string scope, Func<LinkedInCall, IResult> act, bool versioned = true)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<AppBook>().Holding(LinkedInNetwork.Name, Operation.BearerOf(context)) is not { } grant
            || services.GetRequiredService<AccountBook>().Of(LinkedInNetwork.Name, grant.Account) is not { } me)
            return LinkedInReply.InvalidToken;
        if (versioned && Header(context) is { } refusal) return refusal;
        if (!grant.Scopes.Split(' ').Contains(scope)) return LinkedInReply.Denied("Not enough permissions to access: " + context.Request.Path);
        JsonElement body = default;
        if (versioned && HttpMethods.IsPost(context.Request.Method))
            try
            {
                // Not bound to the caller's patience: a request that has arrived takes effect even if the caller has hung up.
                body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: CancellationToken.None);
            }
            catch (JsonException)
            {
                return LinkedInReply.Invalid("Cannot parse request entity");
            }
        var network = services.GetRequiredService<LinkedInNetwork>();
        lock (network.Gate) return act(new LinkedInCall(me, network, context, body));
    }

    private static IResult? Header(HttpContext context)
    {
        var version = context.Request.Headers["LinkedIn-Version"].ToString();
        if (version.Length == 0) return LinkedInReply.Invalid("A version must be present. Please specify a version by adding the LinkedIn-Version header.", "VERSION_MISSING");
        if (!int.TryParse(version, out var month) || month is < Oldest or > Newest)
            return LinkedInReply.No(426, "NONEXISTENT_VERSION", $"Requested version {version} is not active");
        return context.Request.Headers["X-Restli-Protocol-Version"].ToString() is "2.0.0" ? null : LinkedInReply.Invalid("The protocol version 2.0.0 is needed.");
    }
}
