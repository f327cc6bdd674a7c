using System.Buffers.Text;
using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>What a Bluesky session keeps, and how it is read from the server's answer.</summary>
internal static class BlueskySession
{
    public const string AccessToken = "accessJwt";
    public const string RefreshToken = "refreshJwt";
    public const string AppPassword = "appPassword";
    public const string Pds = "pds";

    // Ten years: what is longer is no number of seconds.
    private const long LongestLife = 315_360_000;

    /// <summary>The server that holds the account's posts: only there getRecord answers for certain.</summary>
    public static Uri Home(this Session session) => Uri.TryCreate(session.Secret(Pds), UriKind.Absolute, out var pds) ? pds : session.Server;

    /// <summary>Null when the answer is not a session.</summary>
    /// <param name="json">What the server answered.</param>
    /// <param name="server">Which server.</param>
    /// <param name="appPassword">Kept beside the tokens.</param>
    /// <param name="now">By our own clock: a token says by the server's how long it lives, and the two need not agree on the hour.</param>
    public static Session? Read(JsonElement json, Uri server, string appPassword, DateTime now)
    {
        var (did, handle, access, refresh) = (json.Text("did"), json.Text("handle"), json.Text("accessJwt"), json.Text("refreshJwt"));
        if (!did.StartsWith("did:", StringComparison.Ordinal) || !TheirWords.IsAccountId(did) || access.Length == 0 || refresh.Length == 0)
            return null;
        return new Session(server, did, TheirWords.Handle(handle), new Dictionary<string, string>
        {
            [AccessToken] = access,
            [RefreshToken] = refresh,
            [AppPassword] = appPassword,
            [Pds] = PdsOf(json, server).AbsoluteUri,
        })
        {
            ExpiresAt = Claims(access) is { } said && said.Number("exp") - said.Number("iat") is { } seconds and > 0 and < LongestLife ? now.AddSeconds(seconds) : null,
        };
    }

    /// <summary>True when somebody signed in with the account's own password, which can do everything.</summary>
    public static bool IsOfMainPassword(Session session) => Claims(session.Secret(AccessToken))?.Text("scope") == "com.atproto.access";

    private static Uri PdsOf(JsonElement json, Uri server)
    {
        foreach (var service in json.Items("didDoc", "service"))
            if (service.Text("id").EndsWith("#atproto_pds", StringComparison.Ordinal)
                && Uri.TryCreate(service.Text("serviceEndpoint").TrimEnd('/') + "/", UriKind.Absolute, out var pds) && ServerAddress.IsServer(pds))
                return pds;
        return server;
    }

    // Only read, never trusted: the server checks its own tokens.
    private static JsonElement? Claims(string jwt)
    {
        try
        {
            return jwt.Split('.') is [_, var payload, ..] ? JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(payload)) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
