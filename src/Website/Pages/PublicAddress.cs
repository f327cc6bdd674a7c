using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Stadtfunk.Website.Pages;

/// <summary>
/// An address of the public site, brought into its one canonical form: parameters in a fixed order, unknown ones left out. Its key is at once
/// the place on the shelf and the link.
/// </summary>
internal abstract partial record PublicAddress(string Key)
{
    private const string Posts = "/beitraege/";
    private const string CursorForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>No page here; all such addresses share one answer.</summary>
    public static readonly PublicAddress Nowhere = new NothingAt();

    /// <summary>Lists that are renewed with every post.</summary>
    public static readonly IReadOnlyCollection<string> Lists = ["/", "/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml"];

    /// <summary>What stands by itself, without any post.</summary>
    public static readonly IReadOnlyCollection<string> Fixed = ["/seite.css", "/stadt.css", "/robots.txt", "/barrierefreiheit"];

    public sealed record WallAt(WallChoice Choice) : PublicAddress(KeyOf(Choice))
    {
        /// <summary>One of the very many that can be put together from filters and times.</summary>
        public bool IsChosen => Choice.IsFiltered || Choice.Before is not null;
    }

    public sealed record PostAt(string Slug) : PublicAddress(Posts + Slug);

    /// <param name="Category">Slug; null for all.</param>
    public sealed record FeedAt(string Form, string? Category) : PublicAddress((Category is null ? "/feed." : $"/rubrik/{Category}/feed.") + Form);

    public sealed record SitemapAt() : PublicAddress("/sitemap.xml");

    public sealed record RobotsAt() : PublicAddress("/robots.txt");

    /// <summary>The city's colours alone: for the desk and other pages that have their own sheets.</summary>
    public sealed record ColoursAt() : PublicAddress("/stadt.css");

    /// <summary>Everything that a public page needs in one sheet.</summary>
    /// <param name="Version">Of the sheet that the page was made with; null when the link has none.</param>
    public sealed record StyleAt(string? Version) : PublicAddress(Version is null ? "/seite.css" : $"/seite.css?v={Version}");

    /// <summary>A page of plain text: accessibility; imprint and privacy of the demo city.</summary>
    public sealed record TextAt(string Name) : PublicAddress("/" + Name);

    public sealed record MovedTo(string From, string Location) : PublicAddress(From);

    public sealed record NothingAt() : PublicAddress("/404");

    public static string OfPost(string slug) => Posts + slug;

    public static string OfWall(WallChoice choice) => KeyOf(choice);

    public static string OfFeed(string form, string? category) => new FeedAt(form, category).Key;

    public static PublicAddress? OfKey(string key)
    {
        var mark = key.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? Of(key, null) : Of(key[..mark], key[mark..]);
    }

    /// <summary>Null: not an address of the public site, somebody else answers.</summary>
    public static PublicAddress? Of(string path, string? query) => path switch
    {
        "/" or "" => WallOf(query),
        "/feed.atom" or "/feed.rss" or "/feed.json" => new FeedAt(path["/feed.".Length..], null),
        "/sitemap.xml" => new SitemapAt(),
        "/robots.txt" => new RobotsAt(),
        "/stadt.css" => new ColoursAt(),
        "/seite.css" => new StyleAt(VersionOf(query)),
        "/404" => Nowhere,
        "/barrierefreiheit" or "/impressum" or "/datenschutz" => new TextAt(path[1..]),
        "/index.html" => new MovedTo(path, "/"),
        _ when path.StartsWith(Posts, StringComparison.Ordinal) => PostOf(path),
        _ when path.StartsWith("/rubrik/", StringComparison.Ordinal) => CategoryOf(path["/rubrik/".Length..]),
        _ => null,
    };

    private static PublicAddress PostOf(string path)
    {
        var slug = path[Posts.Length..];
        if (slug.Length > 1 && slug[^1] == '/' && PostPath().IsMatch(slug[..^1]))
            return new MovedTo(path, path[..^1]);
        return PostPath().IsMatch(slug) ? new PostAt(slug) : Nowhere;
    }

    private static PublicAddress CategoryOf(string rest)
    {
        var parts = rest.Split('/');
        if (!Word().IsMatch(parts[0]) || parts.Length > 2)
            return Nowhere;
        if (parts.Length == 1 || parts[1].Length == 0)
            return new MovedTo("/rubrik/" + rest, "/?rubrik=" + parts[0]);
        return parts[1] is "feed.atom" or "feed.rss" or "feed.json" ? new FeedAt(parts[1]["feed.".Length..], parts[0]) : Nowhere;
    }

    private static PublicAddress WallOf(string? query)
    {
        var choice = WallChoice.All;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var name = pair.DecodeName().ToString();
            // An empty choice is "all": so says the filter form.
            if (name is not ("rubrik" or "kanal" or "einheit" or "vor") || pair.EncodedValue.Length == 0)
                continue;
            var value = pair.EncodedValue.Length > 120 ? "" : pair.DecodeValue().ToString();
            if (name is "vor" && IsTime(value, out var before))
                choice = choice with { Before = choice.Before ?? before };
            else if (name is not "vor" && Word().IsMatch(value))
                choice = choice.With(name, value);
            else
                return Nowhere;
        }
        return new WallAt(choice);
    }

    private static bool IsTime(string value, out DateTime time) => DateTime.TryParseExact(
        value, CursorForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static string KeyOf(WallChoice choice)
    {
        var key = new StringBuilder("/");
        Add("rubrik", choice.Category);
        Add("kanal", choice.Channel);
        Add("einheit", choice.Unit);
        Add("vor", choice.Before?.ToString(CursorForm, CultureInfo.InvariantCulture));
        return key.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                key.Append(key.Length == 1 ? '?' : '&').Append(name).Append('=').Append(value);
        }
    }

    private static string? VersionOf(string? query)
    {
        foreach (var pair in new QueryStringEnumerable(query))
            if (pair.EncodedName.Span is "v" && pair.EncodedValue.Length == 16 && Word().IsMatch(pair.EncodedValue.Span))
                return pair.EncodedValue.ToString();
        return null;
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]|/(?=[a-z0-9])){0,198}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PostPath();
}
