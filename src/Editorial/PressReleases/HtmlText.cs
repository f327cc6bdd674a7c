using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.PressReleases;

/// <summary>The words of a page, without menus, scripts and forms.</summary>
internal static partial class HtmlText
{
    // The parser looks through what stands open again and again: much more than a page has of it would keep it busy for minutes.
    private const int MostLetters = 1024 * 1024, MostTags = 40_000, MostOpen = 300, MostDeep = 500;
    private const string Around = "script, style, noscript, template, nav, header, footer, aside, form, iframe, svg, button, select, textarea, [hidden], [aria-hidden=true]";
    private static readonly HashSet<string> Blocks =
        ["P", "DIV", "SECTION", "ARTICLE", "MAIN", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "TABLE", "TR", "BLOCKQUOTE", "FIGURE", "FIGCAPTION", "DL", "DT", "DD", "PRE", "ADDRESS", "HR"];

    public static bool Looks(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 2048)).TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || start.Contains("<body", StringComparison.OrdinalIgnoreCase) || start.Contains("<p>", StringComparison.OrdinalIgnoreCase);
    }

    public static Outcome<DocumentText> Read(string html)
    {
        if (html.Length > MostLetters)
            return Refusal.Invalid("Editorial.Press.FileTooBig", MostLetters / 1024 / 1024).On("file");
        if (html.AsSpan().Count('<') > MostTags || StandsOpen(html))
            return Refusal.Invalid("Editorial.Press.FileBroken").On("file");
        var document = new HtmlParser().ParseDocument(html);
        if (IsDeep(document))
            return Refusal.Invalid("Editorial.Press.FileBroken").On("file");
        var place = document.QuerySelector("article") ?? document.QuerySelector("main") ?? document.Body;
        var title = place?.QuerySelector("h1")?.TextContent ?? document.QuerySelector("h1")?.TextContent ?? document.Title ?? "";
        foreach (var around in place?.QuerySelectorAll(Around).ToList() ?? [])
            around.Remove();
        place?.QuerySelector("h1")?.Remove();
        var text = new StringBuilder();
        if (place is not null)
            Write(place, text, 0);
        return new DocumentText(title, text.ToString());
    }

    // Before it is parsed: what stands open is looked through at every further tag, and letters that are never closed begin again in every paragraph.
    private static bool StandsOpen(string html)
    {
        var open = 0;
        foreach (Match tag in Tag().Matches(html))
            // An end of what never began ends nothing.
            if ((open = Math.Max(0, open + (tag.Groups[1].Length > 0 ? -1 : 1))) > MostOpen)
                return true;
        return false;
    }

    private static bool IsDeep(INode document)
    {
        var open = new Stack<(INode Node, int Depth)>([(document, 0)]);
        while (open.TryPop(out var at))
        {
            if (at.Depth > MostDeep)
                return true;
            foreach (var child in at.Node.ChildNodes)
                open.Push((child, at.Depth + 1));
        }
        return false;
    }

    // Deeper than people write: the rest of it is what somebody built to be deep.
    private static void Write(INode node, StringBuilder text, int depth)
    {
        if (depth > 200)
            return;
        foreach (var child in node.ChildNodes)
            switch (child)
            {
                case IText words:
                    text.Append(Blank().Replace(words.Data, " "));
                    break;
                case IElement { TagName: "BR" }:
                    text.Append('\n');
                    break;
                case IElement element when Blocks.Contains(element.TagName):
                    text.Append(element.TagName is "LI" ? "\n" : "\n\n");
                    if (element.TagName == "LI")
                        text.Append("– ");
                    Write(element, text, depth + 1);
                    text.Append(element.TagName is "LI" or "TR" ? "\n" : "\n\n");
                    break;
                case IElement element:
                    Write(element, text, depth + 1);
                    break;
            }
    }

    [GeneratedRegex("<(/?)(?:div|section|article|main|span|ul|ol|table|blockquote|figure|dl|pre|a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\\s>/]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("[ \\t\\r\\n]+")]
    private static partial Regex Blank();
}
