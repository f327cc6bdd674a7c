using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Website.Shelf;

/// <summary>What public answers are made of, in words that an event can name.</summary>
internal static class Tags
{
    /// <summary>Every list of posts: wall, feeds, sitemap.</summary>
    public const string Wall = "wall";

    /// <summary>The city's name, colours, links: every page.</summary>
    public const string City = "city";

    /// <summary>Names of channels.</summary>
    public const string Channels = "channels";

    /// <summary>Names, colours and order of categories.</summary>
    public const string Categories = "categories";

    private const string PagePrefix = "page:";
    private const string GonePrefix = "gone:";

    public static string Post(PostId post) => $"post:{post.Value}";

    /// <summary>The words and the cut of a picture, the subtitles of a video.</summary>
    public static string Picture(PictureId picture) => $"picture:{picture.Value}";

    /// <summary>Where else it appeared. Apart from the post itself, so that twelve receipts do not renew every list twelve times.</summary>
    public static string Copies(PostId post) => $"copies:{post.Value}";

    /// <summary>What stands, or does not stand, at this address: also a 404 is made of it.</summary>
    public static string Page(string key) => PagePrefix + key;

    /// <summary>As <see cref="Page"/>, and its file must go at once.</summary>
    public static string Gone(string key) => GonePrefix + key;

    public static string? KeyOfPage(string tag) => tag.StartsWith(PagePrefix, StringComparison.Ordinal) ? tag[PagePrefix.Length..] : null;

    public static string? PageGone(string tag) => tag.StartsWith(GonePrefix, StringComparison.Ordinal) ? tag[GonePrefix.Length..] : null;
}
