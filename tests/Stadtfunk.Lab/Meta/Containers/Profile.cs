using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Meta.Containers;

/// <summary>What waits to be published: a text, a picture, a film, a part of a carousel, or the carousel.</summary>
internal sealed record Container(string Id, string Text, string? Link, IReadOnlyList<EntryPicture> Pictures, bool IsPart, DateTime MadeAt, DateTime ReadyAt)
{
    /// <summary>Why it came to nothing; null while it did not.</summary>
    public string? Broken { get; init; }

    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    public bool IsPublished { get; set; }

    public bool IsStory => More.ContainsKey(ContainerStories.Mark);

    public string State(DateTime now) =>
        IsPublished ? "PUBLISHED" : now >= MadeAt.AddHours(24) ? "EXPIRED" : ReadyAt > now ? "IN_PROGRESS" : Broken is not null ? "ERROR" : "FINISHED";
}

internal sealed record Media(string Id, string Text, string? Link, IReadOnlyList<EntryPicture> Pictures, string Url, DateTime At)
{
    public bool IsFilm => Pictures is [{ Type: "video/mp4" }];

    public bool IsStory => Url.Contains("/stories/", StringComparison.Ordinal);

    public bool IsThere(DateTime now) => !IsStory || now < At.AddHours(24);
}

/// <summary>An account with what it has published and what waits.</summary>
internal sealed class Profile(string name, string id)
{
    public string Name { get; } = name;

    public string Id { get; } = id;

    public Dictionary<string, Container> Containers { get; } = [];

    public Dictionary<string, Media> Published { get; } = [];

    public long Last { get; set; } = 17_841_400_000_000_000;
}
