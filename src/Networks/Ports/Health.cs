namespace Stadtfunk.Networks.Ports;

/// <summary>
/// What a network says of an account when it is asked whether the sign-in holds. Only what it really said: nothing here is reckoned or guessed by us, and whatever a
/// network does not tell is null or empty.
/// </summary>
public sealed record Health
{
    /// <summary>
    /// Rights that Stadtfunk needs for its work there and has not (or no longer), in the network's own words, for example <c>pages_manage_posts</c>. Empty: it has all of
    /// them. Null: the network does not say.
    /// </summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>How much of its allowance the account has used; null where the network does not say.</summary>
    public Quota? Quota { get; init; }

    /// <summary>Whatever else it says of the account itself: that it shows it to fewer people, looks at it, or lets us do less than everything.</summary>
    public IReadOnlyList<Sentence> Says { get; init; } = [];
}

/// <param name="Used">Posts that the network has counted …</param>
/// <param name="Total">… of so many that it takes …</param>
/// <param name="Per">… in any window of this length, up to the moment at which it was asked.</param>
public sealed record Quota(int Used, int Total, TimeSpan Per);
