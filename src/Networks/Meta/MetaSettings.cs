namespace Stadtfunk.Networks.Meta;

/// <summary>
/// Settings below <c>Networks:Meta</c>: where Meta's doors are. <c>Graph</c> and <c>Dialog</c> are those of Facebook, at which Instagram signs in, too.
/// The app (its id and its secret) is no setting: whoever connects a channel gives it, and it stays sealed with the session.
/// </summary>
internal sealed class MetaSettings
{
    public string Graph { get; set; } = "https://graph.facebook.com/";

    public string Dialog { get; set; } = "https://www.facebook.com/";

    /// <summary>Of the Graph API; each lives for about two years.</summary>
    public string Version { get; set; } = "v26.0";

    public Uri GraphBase => Slashed(Graph);

    public Uri DialogBase => Slashed(Dialog);

    internal static Uri Slashed(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
