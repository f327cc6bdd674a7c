namespace Stadtfunk.Networks.Ports;

/// <summary>
/// The text as it really goes out: where a network shows no card, the link stands in the text. Counters and publishers both ask here,
/// so what was counted is what is sent.
/// </summary>
public static class FullText
{
    public static string Of(string text, Uri? link, bool pictures, Rules rules)
    {
        if (!rules.TakesText)
            return "";
        if (link is null || (!rules.LinkInText && !(pictures && rules.PicturesHideCard)) || Shows(text, link))
            return text;
        return text.Length == 0 ? link.AbsoluteUri : $"{text.TrimEnd()}\n\n{link.AbsoluteUri}";
    }

    private static bool Shows(string text, Uri link) =>
        Urls.In(text).Any(url => Uri.TryCreate(url.In(text), UriKind.Absolute, out var shown) && shown == link);
}
