namespace Stadtfunk.Kernel.Data;

/// <summary>Finds rows by the beginnings of their words without reading them all. How, is the database's own affair.</summary>
public interface IWordIndex
{
    /// <summary>So many first: mostly they are enough.</summary>
    const int Few = 100;

    /// <summary>
    /// Keys of posts of these units in which every word begins so: the newest (SQLite: last made, PostgreSQL: last changed), up to so many. What others have
    /// of the same words does not count.
    /// </summary>
    Task<IReadOnlyList<Guid>> Posts(IReadOnlyList<string> words, IReadOnlyCollection<Guid> units, int most, CancellationToken ct);

    /// <summary>The same among the pictures of the library.</summary>
    Task<IReadOnlyList<Guid>> Pictures(IReadOnlyList<string> words, IReadOnlyCollection<Guid> units, int most, CancellationToken ct);
}

/// <summary>What a person typed into a search box, as words: letters and digits, in lower case.</summary>
public static class SearchWords
{
    public static IReadOnlyList<string> Of(string? text) =>
        [.. new string([.. (text ?? "").ToLowerInvariant().Select(sign => char.IsLetterOrDigit(sign) ? sign : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Length > 40 ? word[..40] : word).Distinct().Take(8)];
}
