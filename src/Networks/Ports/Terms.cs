using System.Text.Json.Serialization;

namespace Stadtfunk.Networks.Ports;

/// <summary>
/// What a post says of itself on a network that asks for it (<see cref="Rules.Asks"/>): chosen by who writes it. As long as nothing is said, nothing is allowed and nothing is
/// claimed, and nobody has chosen who sees it.
/// </summary>
public sealed record Terms
{
    /// <summary>One of <see cref="TermRules.Audiences"/>, or <see cref="AsDraft"/>; null: not chosen yet.</summary>
    public string? Audience { get; init; }

    /// <summary>People may comment on it …</summary>
    public bool Comments { get; init; }

    /// <summary>… make a video beside it …</summary>
    public bool Duets { get; init; }

    /// <summary>… and take pieces of it into their own. Both only of a video.</summary>
    public bool Stitches { get; init; }

    /// <summary>It advertises for the city itself.</summary>
    public bool OwnBrand { get; init; }

    /// <summary>It advertises for somebody who gives something for it.</summary>
    public bool PaidBrand { get; init; }

    /// <summary>A video that was made with artificial intelligence.</summary>
    public bool MadeWithAi { get; init; }

    /// <summary>Of pictures, beside the text; null: none.</summary>
    public string? Title { get; init; }

    /// <summary>Goes as a draft in any case: a person finishes it in the network's app, and chooses there.</summary>
    public const string AsDraft = "draft";

    /// <summary>Null where nothing is said.</summary>
    [JsonIgnore]
    public Terms? OrNothing => this == Nothing ? null : this;

    private static readonly Terms Nothing = new();
}

/// <summary>What a network asks of each post, and what the account may answer. Known from the network, and kept with the channel's rules.</summary>
/// <param name="Audiences">Who can see it, in the network's own words; none: what goes there is finished in its app, and nothing is asked before.</param>
public sealed record TermRules(IReadOnlyList<string> Audiences)
{
    /// <summary>The account lets people comment …</summary>
    public bool Comments { get; init; } = true;

    /// <summary>… make a video beside one of its own …</summary>
    public bool Duets { get; init; } = true;

    /// <summary>… and take pieces of it.</summary>
    public bool Stitches { get; init; } = true;

    /// <summary>The one who would not be able to see what is paid for: such a post cannot be for it.</summary>
    public string? NoPaidBrandFor { get; init; }

    /// <summary>UTF-16 code units of the title that pictures have.</summary>
    public int MaxPictureTitle { get; init; }

    /// <summary>Somebody has to choose who sees it.</summary>
    [JsonIgnore]
    public bool AsksWho => Audiences.Count > 0;
}
