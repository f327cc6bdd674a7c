using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Tray;

/// <param name="Id">Of the press release.</param>
/// <param name="TitleOnly">An appointment without a text.</param>
public sealed record Match(Guid Id, string Title, bool TitleOnly);

/// <param name="UnitName">For whom the picture came.</param>
/// <param name="Matches">Press releases that stood open when it came; those of the same unit first.</param>
internal sealed record TrayRow(TrayEntryView Entry, string UnitName, IReadOnlyList<Match> Matches);

internal sealed record TrayBoardView(IReadOnlyList<TrayRow> Rows, IReadOnlyList<PressReleaseView> Releases, IReadOnlyDictionary<UnitId, string> Units, IReadOnlyList<UnitView> Writable)
{
    /// <summary>What came without a picture that can be used.</summary>
    public IReadOnlyList<TrayLineView> Lines { get; init; } = [];

    /// <summary>The reader may say to which mailbox pictures are sent.</summary>
    public bool MaySetMailbox { get; init; }
}

/// <summary>The tray of pictures as one person sees it, newest first, and the press releases that they may belong to.</summary>
internal sealed class TrayBoard(ITray tray, PressReleaseList releases, IUnits units)
{
    private const int MostMatches = 3;

    public async Task<TrayBoardView> Run(Actor actor, CancellationToken ct)
    {
        var tree = await units.Tree(ct);
        var names = tree.ToDictionary(unit => unit.Id, unit => unit.Name);
        var all = await releases.Run(actor, ct);
        return new TrayBoardView(
            [.. (await tray.Waiting(actor, ct)).Select(entry => new TrayRow(entry, names.GetValueOrDefault(entry.Unit, ""), Matches(entry, all)))],
            [.. all.Where(release => !release.Over)],
            names,
            [.. tree.Where(unit => actor.May(Permission.Write, unit.Id))])
        {
            Lines = await tray.Unusable(actor, ct),
            MaySetMailbox = tree.Count > 0 && actor.May(Permission.Administer, tree[0].Id),
        };
    }

    private static IReadOnlyList<Match> Matches(TrayEntryView entry, IReadOnlyList<PressReleaseView> all) =>
        [.. all.Where(release => release.From <= entry.At && entry.At <= release.Until).OrderByDescending(release => release.Unit == entry.Unit).Take(MostMatches)
            .Select(release => new Match(release.Id.Value, release.Title, release.Text.Length == 0))];
}
