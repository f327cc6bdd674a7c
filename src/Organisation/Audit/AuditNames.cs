using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Channels;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Audit;

/// <param name="Who">Who did it; empty for somebody who is gone.</param>
/// <param name="About">What it was done to: as it was called then, or, for what has no name of its own (a role, a deputyship, a delivery), the people, units, posts and channels of it.</param>
internal sealed record AuditRow(AuditLine Line, string Who, string About);

/// <summary>Puts names in the place of keys. The log itself keeps keys only, so a change of name falsifies nothing.</summary>
internal sealed class AuditNames(Db db, UnitTrees trees, IPeople people, IEnumerable<IAuditedNames> rooms)
{
    public async Task<List<AuditRow>> Of(IReadOnlyList<AuditLine> lines, CancellationToken ct)
    {
        var keys = lines.Where(line => line.Called.Length == 0).SelectMany(Keys).ToHashSet();
        var pairs = await Deputies(keys, ct);
        var asked = keys.Concat(pairs.Values.SelectMany(pair => new[] { pair.By.Value, pair.For.Value })).Select(PersonId.Of).Concat(lines.Select(line => line.Person)).Distinct().ToList();
        var names = await people.Many(asked, ct);
        var tree = await trees.Get(db, ct);
        var ids = keys.Select(ChannelId.Of).ToList();
        var channels = await db.Set<Channel>().AsNoTracking().Where(channel => ids.Contains(channel.Id)).ToDictionaryAsync(channel => channel.Id.Value, channel => channel.Name, ct);
        var named = await Named(lines, ct);
        return [.. lines.Select(line => new AuditRow(line, Person(line.Person), About(line)))];

        string About(AuditLine line) => named.GetValueOrDefault(line) is { Length: > 0 } name ? name
            : line.Called.Length > 0 ? line.Called : string.Join(" · ", Keys(line).Select(Name).Where(part => part.Length > 0));

        string Person(PersonId id) => names.TryGetValue(id, out var person) ? person.Name : "";

        string Name(Guid key) => pairs.TryGetValue(key, out var pair) ? $"{Person(pair.By)} → {Person(pair.For)}"
            : Person(PersonId.Of(key)) is { Length: > 0 } person ? person
            : tree.Find(UnitId.Of(key))?.Name ?? channels.GetValueOrDefault(key, "");
    }

    private async Task<Dictionary<Guid, (PersonId By, PersonId For)>> Deputies(HashSet<Guid> keys, CancellationToken ct)
    {
        var ids = keys.Select(DeputyId.Of).ToList();
        return await db.Set<Deputy>().AsNoTracking().Where(deputy => ids.Contains(deputy.Id)).ToDictionaryAsync(deputy => deputy.Id.Value, deputy => (deputy.By, deputy.For), ct);
    }

    // What rooms above can name better than the log, which has only a key of it.
    private async Task<Dictionary<AuditLine, string>> Named(IReadOnlyList<AuditLine> lines, CancellationToken ct)
    {
        var named = new Dictionary<AuditLine, string>();
        foreach (var room in rooms)
        {
            var theirs = lines.Where(line => line.Thing == room.Thing).Select(line => (line, Key: Keys(line).FirstOrDefault())).ToList();
            var names = theirs.Count == 0 ? null : await room.Of([.. theirs.Select(one => one.Key).Distinct()], ct);
            foreach (var (line, key) in theirs)
                named[line] = names!.GetValueOrDefault(key, "");
        }
        return named;
    }

    private static IEnumerable<Guid> Keys(AuditLine line) =>
        line.About.Split(' ').Select(part => Guid.TryParse(part, out var key) ? key : Guid.Empty).Where(key => key != Guid.Empty);
}
