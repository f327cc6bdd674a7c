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
        var found = await Filter(actor, query, below).OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(PageSize + 1).ToListAsync(ct);
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

    private IQueryable<Decision> Filter(Actor actor, DecisionQuery query, DecidedPlace? below)
    {
        var seen = actor.UnitsWith(Permission.See);
        IQueryable<Decision> all = db.Set<Decision>().AsNoTracking();
        if (below is not null)
            all = all.Where(one => one.At < below.At || (one.At == below.At && one.Id < below.Id));
        all = query.Unit is { } unit ? all.Where(one => one.Unit == unit && seen.Contains(one.Unit)) : all.Where(one => seen.Contains(one.Unit));
        if (query.Kind is { } kind)
            all = all.Where(one => one.Kind == kind);
        return query.Mine ? all.Where(one => one.By == actor.Person) : all;
    }
}
