namespace Stadtfunk.Lab.Ledger;

/// <summary>One effect that a network has accepted. Tests judge by these, never by what the product believes.</summary>
internal sealed record Entry
{
    public const string Post = "post", Edit = "edit", Delete = "delete", Pin = "pin", Media = "media";

    /// <summary>The same idempotency key again: answered with the first post, nothing new came about.</summary>
    public const string Repeat = "repeat";

    /// <summary>A call that the network's published description does not know, or an answer of the stand-in's own. It had no effect.</summary>
    public const string Broken = "broken";

    public long Number { get; init; }
    public required DateTime At { get; init; }
    public required string Network { get; init; }
    public required string Account { get; init; }
    public required string Kind { get; init; }

    /// <summary>The network's id of the post, or of the medium where the kind is media.</summary>
    public required string Id { get; init; }

    public string? Key { get; init; }
    public string? Text { get; init; }
    public string? Url { get; init; }
    public string? Spoiler { get; init; }
    public string? Visibility { get; init; }
    public string? Language { get; init; }
    public string? InReplyTo { get; init; }
    public IReadOnlyList<EntryPicture> Pictures { get; init; } = [];

    /// <summary>What only one network has, by its own name.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();
}

internal sealed record EntryPicture(string Id, string? Alt, string? Focus, string Type, long Bytes, string Sha256, int Width, int Height);
