namespace Stadtfunk.Networks.Ports;

/// <summary>What a text may hold only so often.</summary>
public enum Counted
{
    Links,
    Hashtags,
    Mentions,
    Cashtags,
}

/// <summary>How many of each the text that goes out may hold; null where nobody says. How they are counted, <see cref="Tally"/> knows.</summary>
public sealed record TextLimits
{
    /// <summary>Different web addresses, that of a card included.</summary>
    public int? Links { get; init; }

    /// <summary>Words behind a #, each time that one stands there.</summary>
    public int? Hashtags { get; init; }

    /// <summary>More hashtags than this are taken, but the network advises against them: that is said, and stops nobody.</summary>
    public int? ManyHashtags { get; init; }

    /// <summary>Names behind an @.</summary>
    public int? Mentions { get; init; }

    /// <summary>Shares behind a $.</summary>
    public int? Cashtags { get; init; }

    /// <param name="text">As it goes out (<see cref="FullText"/>).</param>
    /// <param name="link">Of the post, in the text or as a card.</param>
    public IEnumerable<(Counted What, int Has, int Most)> Over(string text, Uri? link)
    {
        if (Tally.Links(text, link) is var links && links > Links)
            yield return (Counted.Links, links, Links.Value);
        if (Tally.Hashtags(text) is var hashtags && hashtags > Hashtags)
            yield return (Counted.Hashtags, hashtags, Hashtags.Value);
        if (Tally.Mentions(text) is var mentions && mentions > Mentions)
            yield return (Counted.Mentions, mentions, Mentions.Value);
        if (Tally.Cashtags(text) is var cashtags && cashtags > Cashtags)
            yield return (Counted.Cashtags, cashtags, Cashtags.Value);
    }
}
