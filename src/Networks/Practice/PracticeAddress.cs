namespace Stadtfunk.Networks.Practice;

/// <summary>Where training posts are shown: below the city's own address.</summary>
internal static class PracticeAddress
{
    public const string Path = "uebungsnetz";

    public static Uri OfAccount(Uri server, string account) => new(server, PathOf(account));

    public static Uri OfPost(Uri server, string account, Guid id) => new(server, PathOf(account, id));

    // Relative to the base address of the pages.
    public static string PathOf(string account) => $"{Path}/{Uri.EscapeDataString(account)}";

    public static string PathOf(string account, Guid id) => $"{PathOf(account)}/{id:N}";
}

/// <summary>Settings of <c>City</c>: where its pages stand for everybody, or (while nobody has said so) for this machine.</summary>
internal sealed class PracticeSettings
{
    public string? PublicUrl { get; set; }
    public string LocalUrl { get; set; } = "http://localhost/";

    public Uri Server => new((PublicUrl is { Length: > 0 } said ? said : LocalUrl).TrimEnd('/') + "/");
}
