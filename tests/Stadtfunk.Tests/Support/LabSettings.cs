namespace Stadtfunk.Tests.Support;

/// <summary>What the product has to be told so that it finds a network's stand-in.</summary>
internal static class LabSettings
{
    /// <summary>Meta's app, which the Lab knows.</summary>
    public const string AppId = "4711000000000815", AppSecret = "5ad7f0e4c1b2a39680d1e2f3a4b5c6d7";

    private static readonly KeyValuePair<string, string?> Loopback = new("Http:AllowPrivate:0", "127.0.0.1");

    public static IReadOnlyList<KeyValuePair<string, string?>> Facebook(LabProcess lab) =>
        [Loopback, new("Networks:Meta:Graph", $"{lab.Url}graph/"), new("Networks:Meta:Dialog", $"{lab.Url}facebook/")];

    public static IReadOnlyList<KeyValuePair<string, string?>> Instagram(LabProcess lab) => [.. Facebook(lab), new("Networks:Instagram:Api", $"{lab.Url}instagram/")];

    public static IReadOnlyList<KeyValuePair<string, string?>> Threads(LabProcess lab) =>
        [Loopback, new("Networks:Threads:Api", $"{lab.Url}threads/"), new("Networks:Threads:Dialog", $"{lab.Url}threads/")];

    public static IReadOnlyList<KeyValuePair<string, string?>> YouTube(LabProcess lab) =>
        [Loopback, new("Networks:YouTube:Api", $"{lab.Url}google/"), new("Networks:YouTube:Door", $"{lab.Url}google"), new("Networks:YouTube:Consent", $"{lab.Url}google/")];

    public static IReadOnlyList<KeyValuePair<string, string?>> TikTok(LabProcess lab, bool audited = true) =>
    [
        Loopback, new("Networks:TikTok:Api", $"{lab.Url}tiktok/"), new("Networks:TikTok:Consent", $"{lab.Url}tiktok"), new("Networks:TikTok:Audited", audited ? "true" : "false"),
    ];

    public static IReadOnlyList<KeyValuePair<string, string?>> X(LabProcess lab) => [Loopback, new("Networks:X:Api", $"{lab.Url}x"), new("Networks:X:Pages", $"{lab.Url}x/")];

    public static IReadOnlyList<KeyValuePair<string, string?>> LinkedIn(LabProcess lab, string version = "202607") =>
        [Loopback, new("Networks:LinkedIn:Api", $"{lab.Url}linkedin"), new("Networks:LinkedIn:Pages", $"{lab.Url}linkedin/"), new("Networks:LinkedIn:Version", version)];

    public static IReadOnlyList<KeyValuePair<string, string?>> Telegram(LabProcess lab) => [Loopback, new("Networks:Telegram:Api", lab.Url.AbsoluteUri)];

    /// <summary>All of them, and the real PDS, which calls itself localhost.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> All(LabProcess lab) =>
    [
        new("Http:AllowPrivate:1", "localhost"),
        .. Instagram(lab).Concat(Threads(lab)).Concat(YouTube(lab)).Concat(TikTok(lab)).Concat(X(lab)).Concat(LinkedIn(lab)).Concat(Telegram(lab)).DistinctBy(setting => setting.Key),
    ];
}
