using System.Text.Json;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.TikTok;

/// <summary>A call with its creator. Address, token, right and allowance are looked at before anything else.</summary>
internal sealed record TikTokCall(Account Me, string[] Scopes, TikTokNetwork Network, HttpContext Http, JsonElement Body)
{
    public CreatorHabits Habits => Network[Me.Name];

    /// <param name="scope">The right that it takes.</param>
    /// <param name="what">What is counted.</param>
    /// <param name="perMinute">How often.</param>
    /// <param name="act">What it does, under the network's gate.</param>
    public static Delegate Route(string scope, string what, int perMinute, Func<TikTokCall, IResult> act) => (HttpContext context) => Run(context, scope, what, perMinute, act);

    public static async Task<IResult> Run(HttpContext context, string scope, string what, int perMinute, Func<TikTokCall, IResult> act)
    {
        if (!context.Request.Path.Value!.EndsWith('/')) return TikTokReply.No(404, "invalid_params", "Unsupported path(Janus)");
        var services = context.RequestServices;
        if (services.GetRequiredService<AppBook>().Holding(TikTokNetwork.Name, Operation.BearerOf(context)) is not { } grant
            || services.GetRequiredService<AccountBook>().Of(TikTokNetwork.Name, grant.Account) is not { } me)
            return TikTokReply.No(401, "access_token_invalid", "The access token is invalid or not found in the request.");
        if (!grant.Scopes.Split(',').Contains(scope)) return TikTokReply.No(401, "scope_not_authorized", "The user did not authorize the scope required for completing this request.");
        JsonElement body = default;
        if (context.Request.Method == "POST")
            try
            {
                // Not bound to the caller's patience: a request that has arrived takes effect even if the caller has hung up.
                body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: CancellationToken.None);
            }
            catch (JsonException)
            {
                return TikTokReply.Invalid("The request body is no JSON.");
            }
        var network = services.GetRequiredService<TikTokNetwork>();
        lock (network.Gate)
        {
            return network.MayCall(me.Name, what, perMinute) ? act(new TikTokCall(me, grant.Scopes.Split(','), network, context, body))
                : TikTokReply.No(429, "rate_limit_exceeded", "The API rate limit was exceeded. Please try again later.");
        }
    }

    public static string Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static bool Is(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static long Number(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : -1;

    public JsonElement Part(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var part) ? part : default;
}
