using System.Text.Json;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.YouTube;

/// <summary>A call with its channel. Token, right and quota are looked at before anything else.</summary>
internal sealed record YouTubeCall(Account Me, YouTubeNetwork Network, HttpContext Http, JsonElement Body)
{
    private const string Right = "https://www.googleapis.com/auth/";

    public string Query(string name) => Http.Request.Query[name].ToString();

    public ChannelHabits Habits => Network[Me.Name];

    /// <summary>The parts that are asked for or written, "" when none is.</summary>
    public IReadOnlyList<string> Parts => Query("part").Split(',');

    /// <param name="context">Token and query.</param>
    /// <param name="cost">Units of the quota.</param>
    /// <param name="act">What it does, under the network's gate.</param>
    /// <param name="reads">A body of JSON is read.</param>
    public static async Task<IResult> Run(HttpContext context, int cost, Func<YouTubeCall, IResult> act, bool reads = false)
    {
        if (Open(context) is not var (me, scopes)) return YouTubeReply.InvalidToken;
        if (!scopes.Contains(Right + "youtube.force-ssl")) return YouTubeReply.Rights;
        JsonElement body = default;
        if (reads)
            try
            {
                // Not bound to the caller's patience: a request that has arrived takes effect even if the caller has hung up.
                body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: CancellationToken.None);
            }
            catch (JsonException)
            {
                return YouTubeReply.Invalid("parseError", "Parse Error");
            }
        var network = context.RequestServices.GetRequiredService<YouTubeNetwork>();
        lock (network.Gate)
        {
            if (!network.MaySpend(me.Name, cost)) return YouTubeReply.Quota;
            return network[me.Name].HasChannel || context.Request.Path.Value!.EndsWith("/channels", StringComparison.Ordinal)
                ? act(new YouTubeCall(me, network, context, body))
                : YouTubeReply.No(401, "youtubeSignupRequired", "Unauthorized");
        }
    }

    /// <summary>For routes without a part of their own in the path.</summary>
    public static Delegate Route(int cost, Func<YouTubeCall, IResult> act, bool reads = false) => (HttpContext context) => Run(context, cost, act, reads);

    public static (Account Me, string[] Scopes)? Open(HttpContext context)
    {
        var services = context.RequestServices;
        return services.GetRequiredService<AppBook>().Holding(YouTubeNetwork.Name, Operation.BearerOf(context)) is { } grant
            && services.GetRequiredService<AccountBook>().Of(YouTubeNetwork.Name, grant.Account) is { } me ? (me, grant.Scopes.Split(' ')) : null;
    }

    public static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
