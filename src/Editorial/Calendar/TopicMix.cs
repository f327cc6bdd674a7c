using Stadtfunk.Editorial.Contracts;

namespace Stadtfunk.Editorial.Calendar;

/// <param name="Share">Per cent of all posts of the time.</param>
public sealed record MixRow(CategoryView Category, int Posts, double Share);

/// <summary>What the posts of some days are about, beside what the desk wants them to be about.</summary>
/// <param name="Total">Posts in a category or in none.</param>
/// <param name="Missing">Has a target, and there is nothing.</param>
/// <param name="Few">Has less than half of its target.</param>
/// <param name="Many">Has more than twice its target.</param>
public sealed record TopicMix(
    int Total, int WithoutCategory, IReadOnlyList<MixRow> Rows, IReadOnlyList<CategoryView> Missing, IReadOnlyList<CategoryView> Few, IReadOnlyList<CategoryView> Many)
{
    /// <summary>A share of fewer posts than this says nothing.</summary>
    public const int Enough = 5;

    public static TopicMix Of(IReadOnlyList<CategoryView> categories, IReadOnlyCollection<CategoryId?> posts)
    {
        var rows = categories.Select(category =>
        {
            var count = posts.Count(post => post == category.Id);
            return new MixRow(category, count, posts.Count == 0 ? 0 : 100.0 * count / posts.Count);
        }).ToList();
        var aimed = rows.Where(row => row.Category.TargetShare > 0).ToList();
        var enough = posts.Count >= Enough;
        return new TopicMix(
            posts.Count,
            posts.Count - rows.Sum(row => row.Posts),
            rows,
            [.. aimed.Where(row => row.Posts == 0).OrderByDescending(row => row.Category.TargetShare).Select(row => row.Category)],
            [.. aimed.Where(row => enough && row.Posts > 0 && row.Share < row.Category.TargetShare / 2.0).Select(row => row.Category)],
            [.. aimed.Where(row => enough && row.Posts > 1 && row.Share > row.Category.TargetShare * 2.0).Select(row => row.Category)]);
    }
}
