namespace Stadtfunk.Website.Pages;

/// <summary>What of the wall is asked for. Slugs, not ids: they stand in links that people share.</summary>
/// <param name="Before">UTC; only posts that were public before; null for the newest.</param>
internal sealed record WallChoice(string? Category, string? Channel, string? Unit, DateTime? Before)
{
    public static readonly WallChoice All = new(null, null, null, null);

    public bool IsFiltered => Category is not null || Channel is not null || Unit is not null;

    /// <summary>The first value of a name counts.</summary>
    public WallChoice With(ReadOnlySpan<char> name, string value) => name switch
    {
        "rubrik" => this with { Category = Category ?? value },
        "kanal" => this with { Channel = Channel ?? value },
        _ => this with { Unit = Unit ?? value },
    };
}
