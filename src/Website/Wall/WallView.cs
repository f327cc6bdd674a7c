using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Wall;

/// <summary>The wall as the page shows it: one card per post, however many channels it went to.</summary>
/// <param name="Next">Address of the older posts; null on the last page.</param>
internal sealed record WallView(
    WallChoice Choice,
    IReadOnlyList<Card> Cards,
    IReadOnlyList<CategoryView> Categories,
    IReadOnlyList<ChannelChoice> Channels,
    IReadOnlyList<UnitView> Units,
    string? Next);

/// <param name="Also">Names of the networks on which a copy is public.</param>
internal sealed record Card(
    string Key, string Title, string Teaser, string Language, DateTime Since, CategoryView? Category, UnitView? Unit, PictureShown? Picture, IReadOnlyList<string> Also)
{
    public IReadOnlyList<DocumentShown> Documents { get; init; } = [];
}
