using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Meta;

/// <summary>What a session with Meta keeps: the account's token, and the city's own app, which renews and proves it.</summary>
internal static class MetaSession
{
    public const string Token = "token";
    public const string AppId = "appId";
    public const string AppSecret = "appSecret";

    /// <summary>UTC, round trip; from when on Publishing's round renews a session that is still good for long.</summary>
    public const string RenewAt = Session.RenewAt;

    public static Dictionary<string, string> Secrets(string token, string appId, string appSecret) =>
        new() { [Token] = token, [AppId] = appId, [AppSecret] = appSecret };

    /// <summary>The two fields that every one of Meta's networks asks for.</summary>
    public static IReadOnlyList<SignInField> AppFields { get; } =
    [
        new(AppId, "Networks.Meta.Field.AppId", "Networks.Meta.Field.AppId.Hint", Secret: false),
        new(AppSecret, "Networks.Meta.Field.AppSecret", "Networks.Meta.Field.AppSecret.Hint", Secret: true),
    ];

    /// <summary>Null when both look like what they should be.</summary>
    public static Sentence? Missing(IReadOnlyDictionary<string, string> fields, out string appId, out string appSecret)
    {
        appId = fields.GetValueOrDefault(AppId, "").Trim();
        appSecret = fields.GetValueOrDefault(AppSecret, "").Trim();
        return appId.Length is 0 or > 40 || !appId.All(char.IsAsciiDigit) ? new Sentence("Networks.Meta.AppIdOdd")
            : appSecret.Length is < 16 or > 128 || !appSecret.All(char.IsAsciiLetterOrDigit) ? new Sentence("Networks.Meta.AppSecretOdd")
            : null;
    }
}
