namespace Stadtfunk.Networks.YouTube;

/// <summary>
/// Settings <c>Networks:YouTube:Api</c>: where the Data API answers, <c>Door</c>: where Google hands out tokens, <c>Consent</c>: where people sign in,
/// <c>Pages</c>: where videos are watched, <c>Category</c>: YouTube's number of the category that every video gets, and <c>Audited</c>: Google has audited the
/// city's project, so its videos may be public.
/// </summary>
internal sealed class YouTubeSettings
{
    public string Api { get; set; } = "https://www.googleapis.com/";

    public string Door { get; set; } = "https://oauth2.googleapis.com/";

    public string Consent { get; set; } = "https://accounts.google.com/";

    public string Pages { get; set; } = "https://www.youtube.com/";

    // "News & Politics"; it exists in every country.
    public string Category { get; set; } = "25";

    public bool Audited { get; set; }

    public Uri ApiBase => Slashed(Api);

    public Uri DoorBase => Slashed(Door);

    public Uri ConsentBase => Slashed(Consent);

    public Uri PageBase => Slashed(Pages);

    private static Uri Slashed(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
