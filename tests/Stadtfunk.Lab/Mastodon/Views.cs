using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>The JSON shapes of the Mastodon API.</summary>
internal static class Views
{
    public static string UrlOf(Status status, string root) => $"{root}/@{status.Account}/{status.Id}";

    public static object Of(Status status, Caller caller, bool withSource = false) => new
    {
        id = status.Id,
        created_at = Time(status.CreatedAt),
        edited_at = status.EditedAt is { } edited ? Time(edited) : null,
        in_reply_to_id = status.InReplyTo,
        in_reply_to_account_id = (string?)null,
        sensitive = status.Spoiler.Length > 0,
        spoiler_text = status.Spoiler,
        visibility = status.Visibility,
        language = status.Language,
        uri = $"{caller.Root}/users/{status.Account}/statuses/{status.Id}",
        url = UrlOf(status, caller.Root),
        replies_count = 0,
        reblogs_count = 0,
        favourites_count = 0,
        quotes_count = 0,
        content = Html(status.Text, caller.Root),
        text = withSource ? status.Text : null,
        reblog = (object?)null,
        account = Of(caller.Instance.Accounts.Of(caller.Instance.Name, status.Account)!, caller),
        media_attachments = status.Media.Select(id => Of(caller.Instance.Media.Find(id)!, caller)),
        mentions = Array.Empty<object>(),
        tags = TextLength.Hashtags().Matches(status.Text)
            .Select(tag => new { name = tag.Groups[1].Value.ToLowerInvariant(), url = $"{caller.Root}/tags/{tag.Groups[1].Value.ToLowerInvariant()}" }),
        emojis = Array.Empty<object>(),
        card = (object?)null,
        poll = (object?)null,
    };

    public static object Of(Account account, Caller caller) => new
    {
        id = account.Id,
        username = account.Name,
        acct = account.Name,
        display_name = account.Name,
        locked = false,
        bot = false,
        // Only an account that the moderators have silenced has it.
        limited = caller.Grant?.Covers("limited") is true ? true : (bool?)null,
        note = "",
        url = $"{caller.Root}/@{account.Name}",
        uri = $"{caller.Root}/users/{account.Name}",
        avatar = $"{caller.Root}/avatars/original/missing.png",
        header = $"{caller.Root}/headers/original/missing.png",
        followers_count = 0,
        following_count = 0,
        statuses_count = caller.Instance.Statuses.NewestFirst().Count(status => status.Account == account.Name),
        source = new { privacy = "public", sensitive = false, language = "de", note = "", fields = Array.Empty<object>() },
        emojis = Array.Empty<object>(),
        fields = Array.Empty<object>(),
    };

    public static object Of(Medium medium, Caller caller)
    {
        var url = caller.Instance.Media.IsReady(medium)
            ? $"{caller.Root}/system/media_attachments/files/{medium.Id}/original.{medium.Extension}"
            : null;
        var focus = medium.Focus?.Split(',') is [var x, var y] && Number(x) is { } across && Number(y) is { } down ? new { x = across, y = down } : null;
        return new
        {
            id = medium.Id,
            type = medium.IsImage ? "image" : "video",
            url,
            preview_url = url,
            remote_url = (string?)null,
            text_url = (string?)null,
            meta = new { original = new { width = medium.Width, height = medium.Height, size = $"{medium.Width}x{medium.Height}" }, focus },
            description = medium.Description,
            blurhash = (string?)null,
        };
    }

    private static double? Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Html(string text, string root)
    {
        var paragraphs = Regex.Split(text.ReplaceLineEndings("\n").Trim(), "\n{2,}").Where(part => part.Length > 0);
        return string.Concat(paragraphs.Select(part => $"<p>{Inline(part, root)}</p>"));
    }

    private static string Inline(string text, string root)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (Match link in TextLength.Links().Matches(text))
        {
            html.Append(Words(text[at..link.Index], root)).Append(Link(link.Value));
            at = link.Index + link.Length;
        }
        return html.Append(Words(text[at..], root)).ToString();
    }

    private static string Words(string text, string root) => TextLength.Hashtags().Replace(WebUtility.HtmlEncode(text), tag =>
        $"<a href=\"{root}/tags/{tag.Groups[1].Value.ToLowerInvariant()}\" class=\"mention hashtag\" rel=\"tag\">#<span>{tag.Groups[1].Value}</span></a>")
        .Replace("\n", "<br />");

    // As the real server writes it: the address is whole, but scheme and tail are hidden from view.
    private static string Link(string url)
    {
        var scheme = url.IndexOf("//", StringComparison.Ordinal) + 2;
        var seen = Math.Min(url.Length, scheme + 30);
        return $"<a href=\"{WebUtility.HtmlEncode(url)}\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">"
            + $"<span class=\"invisible\">{url[..scheme]}</span>"
            + $"<span class=\"{(seen < url.Length ? "ellipsis" : "")}\">{WebUtility.HtmlEncode(url[scheme..seen])}</span>"
            + $"<span class=\"invisible\">{WebUtility.HtmlEncode(url[seen..])}</span></a>";
    }
}
