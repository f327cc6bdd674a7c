using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Oauth;

namespace Stadtfunk.Lab.TikTok;

/// <param name="Door">Where the city's app wants to be called.</param>
/// <param name="Event">authorization.removed takes the account's consent back, too.</param>
/// <param name="PublishId">What a post.publish event is about.</param>
/// <param name="Secret">Signed with this instead of the app's own.</param>
/// <param name="At">When it happened, in seconds; null: now. The same twice is the same call again.</param>
/// <param name="Empty">Nothing is behind it: the consent stays.</param>
internal sealed record Knock(Uri Door, string Event, string? PublishId, string? Secret, long? At, bool Empty = false);

/// <summary>TikTok calls the city (its "Webhook Events"): signed with the client secret of the app that the account has agreed to.</summary>
internal static class Knocking
{
    private static readonly HttpMessageInvoker Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/lab/tiktok/{creator}/knock", Send);

    private static async Task<IResult> Send(string creator, Knock knock, AppBook apps, AccountBook accounts, TikTokNetwork network, CancellationToken ct)
    {
        if (apps.Behind(TikTokNetwork.Name, creator) is not { } app) return Results.NotFound();
        if (knock is { Event: "authorization.removed", Empty: false })
        {
            apps.WithdrawAll(app, creator);
            accounts.RevokeAll(TikTokNetwork.Name, creator);
        }
        var content = JsonSerializer.Serialize(knock.PublishId is { } id ? new { publish_id = id, publish_type = "DIRECT_POST" } : (object)new { reason = 1 });
        var now = new DateTimeOffset(network.Now).ToUnixTimeSeconds();
        var body = JsonSerializer.Serialize(new { client_key = app.ClientId, @event = knock.Event, create_time = knock.At ?? now, user_openid = $"open-{creator}", content });
        var time = now.ToString(CultureInfo.InvariantCulture);
        var seal = HMACSHA256.HashData(Encoding.UTF8.GetBytes(knock.Secret ?? app.ClientSecret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, knock.Door) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("TikTok-Signature", $"t={time},s={Convert.ToHexStringLower(seal)}");
        using var answer = await Http.SendAsync(request, ct);
        return Results.Json(new { status = (int)answer.StatusCode });
    }
}
