using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>What a Mastodon session keeps.</summary>
internal static class MastodonSession
{
    public const string Token = "token";
    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";

    /// <summary>"yes" where the server is known to honour the idempotency key; read with every check.</summary>
    public const string HonoursKeys = "honoursKeys";

    /// <summary>The scopes that the server gave with the token, separated by blanks; missing in sessions from before this was kept.</summary>
    public const string Granted = "granted";

    public static bool IsKnownToHonourKeys(this Session session) => session.Secret(HonoursKeys) == "yes";
}
