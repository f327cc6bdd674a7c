namespace Stadtfunk.Networks.X;

/// <summary>
/// Settings <c>Networks:X:Api</c>: where the API answers, <c>Networks:X:Pages</c>: where people sign in and read, <c>Networks:X:Subtitles</c>: whether
/// videos are given theirs (X documents the call, but not which accounts may make it), and <c>Networks:X:ConsumerSecret</c>: the secret of the app with
/// which X signs what it sends to the city's webhook.
/// </summary>
internal sealed class XSettings
{
    public string Api { get; set; } = "https://api.x.com/";

    public string Pages { get; set; } = "https://x.com/";

    public bool Subtitles { get; set; } = true;

    public string ConsumerSecret { get; set; } = "";

    public Uri ApiBase => Slashed(Api);

    public Uri PageBase => Slashed(Pages);

    private static Uri Slashed(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
