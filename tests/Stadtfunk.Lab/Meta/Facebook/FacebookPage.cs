using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Meta.Facebook;

internal sealed record PagePost(string Id, string Message, string? Link, IReadOnlyList<EntryPicture> Photos, DateTime At)
{
    public string Url => $"https://www.facebook.com/{Id.Replace("_", "/posts/", StringComparison.Ordinal)}";
}

/// <summary>A photo that was brought to the page; it is shown once a post names it.</summary>
internal sealed record Photo(EntryPicture Picture, DateTime At)
{
    public bool IsUsed { get; set; }
}

/// <summary>A page with its posts and photos, as far as the page's own token reaches.</summary>
internal sealed class FacebookPage(string name, string id)
{
    public string Name { get; } = name;

    public string Id { get; } = id;

    public Dictionary<string, PagePost> Posts { get; } = [];

    public Dictionary<string, Photo> Photos { get; } = [];

    public Dictionary<string, PageVideo> Videos { get; } = [];

    public Dictionary<string, VideoUpload> Uploads { get; } = [];

    /// <summary>Reels that are not finished yet, by their video's id.</summary>
    public Dictionary<string, VideoUpload> Reels { get; } = [];

    /// <summary>Bytes of Reels that came through the upload door, however often.</summary>
    public long Brought { get; set; }

    public long Last { get; set; } = 122_000_000_000_000;
}
