using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <param name="Kind">Null for every kind.</param>
/// <param name="Unit">Null for all that the actor sees.</param>
/// <param name="Mine">Only what the actor decided.</param>
internal sealed record DecisionQuery(DecisionKind? Kind, UnitId? Unit, bool Mine);

/// <param name="By">Empty when it happened by the clock.</param>
/// <param name="For">For whom a deputy decided; null otherwise.</param>
internal sealed record DecidedRow(long Id, DecisionKind Kind, string By, string? For, DateTime At, PostId Post, string Title, string Unit, string? Comment, DateTime? Due);

/// <param name="Older">Where the next page begins; null at the end.</param>
internal sealed record DecidedPage(IReadOnlyList<DecidedRow> Rows, DecidedPlace? Older);

/// <summary>A place in the list: everything older than this decision comes after it.</summary>
internal sealed record DecidedPlace(DateTime At, long Id)
{
    public static DecidedPlace? Read(string? text) =>
        text?.Split('.') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new DecidedPlace(new DateTime(ticks, DateTimeKind.Utc), number)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Ticks}.{Id}");
}

/// <summary>All decisions on posts that the actor may see, newest first.</summary>
internal sealed class DecisionList(Db db, IPeople people, IUnits units)
{
    public const int PageSize = 50;

    /// <param name="below">Only decisions before this one; null for the newest.</param>
    public async Task<DecidedPage> Run(Actor actor, DecisionQuery query, DecidedPlace? below, CancellationToken ct)
    {
        var found = await Find(actor, query, below, ct);
        var posts = found.Select(one => one.Post).Distinct().ToList();
        var titles = await db.Set<Post>().AsNoTracking().Where(post => posts.Contains(post.Id)).ToDictionaryAsync(post => post.Id, post => post.Title, ct);
        var names = await people.Many([.. found.Select(one => one.By).Concat(found.Select(one => one.StandingInFor).OfType<PersonId>()).Distinct()], ct);
        string Name(PersonId person) => names.TryGetValue(person, out var view) ? view.Name : "";
        var unitNames = (await units.Tree(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        return new DecidedPage(
            [.. found.Take(PageSize).Select(one => new DecidedRow(
                one.Id, one.Kind, Name(one.By), one.StandingInFor is { } away ? Name(away) : null, one.At, one.Post, titles.GetValueOrDefault(one.Post, ""),
                unitNames.GetValueOrDefault(one.Unit, ""), one.Comment, one.Due))],
            found.Count > PageSize ? new DecidedPlace(found[PageSize - 1].At, found[PageSize - 1].Id) : null);
    }

    /// <summary>At most one more than a page, newest first.</summary>
    private async Task<List<Decision>> Find(Actor actor, DecisionQuery query, DecidedPlace? below, CancellationToken ct)
    {
        if (query.Mine)
            return await Own(actor, query, below, ct);
        var all = Filter(query, below);
        var tree = await units.Tree(ct);
        if (query is { Unit: null, Kind: null } && tree.All(unit => actor.May(Permission.See, unit.Id)))
            return await Newest(all, ct);
        // Unit by unit: each is a short walk along an index in the order that is wanted, however many posts a city has.
        var found = new List<Decision>();
        foreach (var unit in tree.Where(unit => actor.May(Permission.See, unit.Id) && (query.Unit is null || query.Unit == unit.Id)).Select(unit => unit.Id))
            found.AddRange(await Newest(all.Where(decision => decision.Unit == unit), ct));
        return [.. found.OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(PageSize + 1)];
    }

    // Nearly always of units that one still sees: asked for together with them, a database would read all of those units.
    private async Task<List<Decision>> Own(Actor actor, DecisionQuery query, DecidedPlace? below, CancellationToken ct)
    {
        var own = new List<Decision>();
        for (var turn = 0; turn < 20 && own.Count <= PageSize; turn++)
        {
            var batch = await Newest(Filter(query, below).Where(one => one.By == actor.Person), ct);
            own.AddRange(batch.Where(one => actor.May(Permission.See, one.Unit) && (query.Unit is null || query.Unit == one.Unit)));
            if (batch.Count <= PageSize)
                break;
            below = new DecidedPlace(batch[^1].At, batch[^1].Id);
        }
        return own;
    }

    private static Task<List<Decision>> Newest(IQueryable<Decision> those, CancellationToken ct) =>
        those.OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(PageSize + 1).ToListAsync(ct);

    private IQueryable<Decision> Filter(DecisionQuery query, DecidedPlace? below)
    {
        IQueryable<Decision> all = db.Set<Decision>().AsNoTracking();
        if (below is not null)
            all = all.Where(one => one.At <= below.At && (one.At < below.At || one.Id < below.Id));
        return query.Kind is { } kind ? all.Where(one => one.Kind == kind) : all;
    }
}
