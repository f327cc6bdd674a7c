namespace Stadtfunk.Networks.Bluesky;

/// <summary>Setting <c>Networks:Bluesky:App</c>: where people read Bluesky; links of published posts lead there.</summary>
internal sealed class BlueskySettings
{
    public string App { get; set; } = "https://bsky.app/";

    public Uri Base => new(App.EndsWith('/') ? App : $"{App}/");
}
