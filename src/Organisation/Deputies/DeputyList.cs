using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.Deputies;

/// <param name="Last">The last day, inclusive.</param>
/// <param name="Runs">It has begun.</param>
/// <param name="Mine">The asker is one of the two.</param>
internal sealed record DeputyRow(DeputyId Id, string For, string By, DateOnly First, DateOnly Last, bool Runs, bool Mine);

/// <param name="For">For whom the asker may choose a deputy; the asker first.</param>
/// <param name="By">Who could stand in.</param>
internal sealed record DeputyDeskView(IReadOnlyList<DeputyRow> Rows, IReadOnlyList<PersonView> For, IReadOnlyList<PersonView> By);

/// <summary>Who stands in for whom, now and later: one's own, and that of the people whom one manages.</summary>
internal sealed class DeputyList(Db db, PeopleList people, CityTime time)
{
    private const int Most = 200;

    public async Task<DeputyDeskView> Run(Actor actor, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return new DeputyDeskView([], [], []);
        var managed = (await people.Run(actor, ct)).Where(person => person.MayChange && person.State == PersonState.Active && person.Roles.Count > 0).ToList();
        List<PersonId> seen = [actor.Person, .. managed.Select(person => person.Id)];
        var now = time.UtcNow;
        var found = await db.Set<Deputy>().AsNoTracking().Where(one => one.Until > now && (seen.Contains(one.For) || one.By == actor.Person))
            .OrderBy(one => one.From).Take(Most).ToListAsync(ct);
        var everybody = await db.Set<Person>().AsNoTracking().Where(person => person.State == PersonState.Active).OrderBy(person => person.Name)
            .Select(person => new PersonView(person.Id, person.Name, person.Email)).ToListAsync(ct);
        // Also of somebody who is locked: they are still named, and can no longer be chosen.
        var named = found.SelectMany(one => new[] { one.For, one.By }).Distinct().ToList();
        var names = await db.Set<Person>().AsNoTracking().Where(person => named.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var me = everybody.Where(person => person.Id == actor.Person);
        var hasRole = await db.Set<Grant>().AnyAsync(grant => grant.Person == actor.Person, ct);
        return new DeputyDeskView(
            [.. found.Select(one => new DeputyRow(
                one.Id, names.GetValueOrDefault(one.For, ""), names.GetValueOrDefault(one.By, ""), Day(one.From), Day(one.Until.AddTicks(-1)), one.From <= now,
                one.For == actor.Person || one.By == actor.Person))],
            [.. hasRole ? me : [], .. managed.Select(person => new PersonView(person.Id, person.Name, person.Email))],
            everybody);
    }

    private DateOnly Day(DateTime at) => DateOnly.FromDateTime(time.ToLocal(at));
}
