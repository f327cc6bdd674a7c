using System.Net;
using System.Security.Cryptography;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Slow;

internal static class SlowEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/slow/{channel}/posts", Accept).WithMetadata(new Operation("post", SlowNetwork.Name));
        routes.MapGet("/slow/{channel}/posts", Find).WithMetadata(new Operation("find", SlowNetwork.Name));
        routes.MapDelete("/slow/{channel}/posts/{id}", Delete).WithMetadata(new Operation("delete", SlowNetwork.Name));
        routes.MapGet("/slow/{channel}/posts/{id}", Show).WithMetadata(new Operation("page", SlowNetwork.Name));
    }

    internal sealed record SentPicture(string? Alt, string? Type, byte[]? Data);

    internal sealed record SentPost(string? Key, string? Text, SentPicture[]? Pictures);

    private static async Task<IResult> Accept(string channel, SentPost sent, HttpContext context, SlowNetwork network, AccountBook accounts)
    {
        if (Refused(channel, context, accounts) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(sent.Text)) return Results.UnprocessableEntity(new { error = "text is missing" });
        var half = network.Settings.LatencyMs / 2;
        // No token: the network accepts what it has read, whether or not the caller still waits.
        await Task.Delay(half);
        var post = network.Accept(channel, sent.Key, sent.Text, Pictures(sent), $"{context.Request.Scheme}://{context.Request.Host}");
        await Task.Delay(network.Settings.LatencyMs - half);
        return Results.Ok(new { id = post.Id, url = post.Url });
    }

    private static IResult Find(string channel, string? key, HttpContext context, SlowNetwork network, AccountBook accounts)
    {
        if (Refused(channel, context, accounts) is { } refusal) return refusal;
        if (!network.Settings.Lookup) return Results.NotFound(new { error = "posts cannot be looked up" });
        return Results.Ok(network.Find(channel, key).Select(post => new { id = post.Id, url = post.Url, key = post.Key, text = post.Text }));
    }

    private static IResult Delete(string channel, string id, HttpContext context, SlowNetwork network, AccountBook accounts) =>
        Refused(channel, context, accounts) is { } refusal ? refusal
        : network.Delete(channel, id) ? Results.NoContent()
        : Results.NotFound(new { error = "no such post" });

    private static IResult Show(string channel, string id, SlowNetwork network) =>
        network.Read(channel, id) is { } post
            ? Results.Content(
                $"<!doctype html><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(channel)}</title><p>{WebUtility.HtmlEncode(post.Text)}</p>",
                "text/html; charset=utf-8")
            : Results.NotFound();

    private static IResult? Refused(string channel, HttpContext context, AccountBook accounts) =>
        accounts.ByToken(SlowNetwork.Name, Operation.BearerOf(context)) is { Revoked: false } grant && grant.Account == channel
            ? null
            : Results.Json(new { error = "token" }, statusCode: StatusCodes.Status401Unauthorized);

    private static EntryPicture[] Pictures(SentPost sent) =>
    [
        .. (sent.Pictures ?? []).Select((picture, index) => new EntryPicture((index + 1).ToString(), picture.Alt, null, picture.Type ?? "",
            picture.Data?.Length ?? 0, Convert.ToHexStringLower(SHA256.HashData(picture.Data ?? [])), 0, 0)),
    ];
}
