namespace Stadtfunk.Networks.LinkedIn;

/// <summary>
/// Settings <c>Networks:LinkedIn:Api</c>: where the API answers, <c>Networks:LinkedIn:Pages</c>: where people sign in and read,
/// <c>Networks:LinkedIn:Version</c>: the month of the API that is spoken (LinkedIn ends a version about a year after it began), and
/// <c>Networks:LinkedIn:Subtitles</c>: whether videos are given theirs.
/// </summary>
internal sealed class LinkedInSettings
{
    public string Api { get; set; } = "https://api.linkedin.com/";

    public string Pages { get; set; } = "https://www.linkedin.com/";

    public string Version { get; set; } = "202607";

    public bool Subtitles { get; set; } = true;

    public Uri ApiBase => Slashed(Api);

    public Uri PageBase => Slashed(Pages);

    private static Uri Slashed(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
