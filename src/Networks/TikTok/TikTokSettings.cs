namespace Stadtfunk.Networks.TikTok;

/// <summary>
/// Settings <c>Networks:TikTok:Api</c>: where the API answers, <c>Consent</c>: where people sign in, <c>Pages</c>: where posts are watched, and <c>Audited</c>:
/// TikTok has audited the city's app, so it may post in public; otherwise its posts end as drafts.
/// </summary>
internal sealed class TikTokSettings
{
    public string Api { get; set; } = "https://open.tiktokapis.com/";

    public string Consent { get; set; } = "https://www.tiktok.com/";

    public string Pages { get; set; } = "https://www.tiktok.com/";

    public bool Audited { get; set; }

    public Uri ApiBase => Slashed(Api);

    public Uri ConsentBase => Slashed(Consent);

    public Uri PageBase => Slashed(Pages);

    private static Uri Slashed(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
