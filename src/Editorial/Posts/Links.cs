namespace Stadtfunk.Editorial.Posts;

/// <summary>What counts as the link of a post: an absolute web address without a name or password in it.</summary>
internal static class Links
{
    public static Uri? Read(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.Host.Contains('.', StringComparison.Ordinal)
        && address.UserInfo.Length == 0
            ? address
            : null;
}
