using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Website.Pages;

/// <summary>One post as its page shows it.</summary>
/// <param name="Title">Cleaned; still to be escaped.</param>
/// <param name="Lead">The first paragraph, when there is more than one.</param>
/// <param name="Since">UTC.</param>
/// <param name="Copies">Links that lead to other providers.</param>
/// <param name="Practised">Names of training channels: said, never linked.</param>
/// <param name="Previous">The post before this one; null for the first.</param>
internal sealed record PostView(
    ReleasedPost Post,
    string Title,
    string? Lead,
    IReadOnlyList<string> Body,
    CategoryView? Category,
    UnitView? Unit,
    DateTime Since,
    IReadOnlyList<PictureShown> Pictures,
    IReadOnlyList<PublicCopy> Copies,
    IReadOnlyList<string> Practised,
    ReleasedPost? Previous)
{
    public IReadOnlyList<DocumentShown> Documents { get; init; } = [];
}
