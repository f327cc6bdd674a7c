using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.Deputies;

/// <summary>Lets one person stand in for another: for oneself, or for somebody whose roles one could give.</summary>
internal sealed class AddDeputy(Db db, Guard guard, CityTime time)
{
    public const int MostDays = 366;

    public async Task<Outcome<Done>> Run(Actor actor, NewDeputy wanted, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        if (wanted.For != actor.Person && await guard.Over(actor, wanted.For, ct) is { } no)
            return no;
        if (Wrong(wanted) is { } wrong)
            return wrong;
        var there = await db.Set<Person>().Where(person => person.State == PersonState.Active && (person.Id == wanted.For || person.Id == wanted.By)).CountAsync(ct);
        if (there < 2)
            return Refusal.Invalid("Organisation.PersonGone").On("by");
        if (!await db.Set<Grant>().AnyAsync(grant => grant.Person == wanted.For, ct))
            return Refusal.Invalid("Organisation.NothingToLend").On("for");
        var (from, until) = (Midnight(wanted.First), Midnight(wanted.Last.AddDays(1)));
        if (await db.Set<Deputy>().AnyAsync(one => one.For == wanted.For && one.By == wanted.By && one.From < until && from < one.Until, ct))
            return Refusal.Conflict("Organisation.DeputyAlready").On("first");
        db.Add(new Deputy(wanted.For, wanted.By, from, until));
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }

    private Refusal? Wrong(NewDeputy wanted) => wanted switch
    {
        _ when wanted.For == wanted.By => Refusal.Invalid("Organisation.DeputyOfOneself").On("by"),
        _ when wanted.Last < wanted.First => Refusal.Invalid("Organisation.DeputyEndsFirst").On("last"),
        _ when wanted.Last < time.Today => Refusal.Invalid("Organisation.DeputyIsOver").On("last"),
        _ when wanted.Last.DayNumber - wanted.First.DayNumber >= MostDays => Refusal.Invalid("Organisation.DeputyTooLong", MostDays).On("last"),
        _ => null,
    };

    private DateTime Midnight(DateOnly day) => time.Place(day.ToDateTime(TimeOnly.MinValue)).Utc;
}

/// <summary>Ends a deputyship now, or one that has not begun.</summary>
internal sealed class EndDeputy(Db db, Guard guard, TimeProvider clock)
{
    /// <param name="actor">One of the two, or who could give the roles.</param>
    public async Task<Outcome<Done>> Run(Actor actor, DeputyId id, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        if (await db.Set<Deputy>().SingleOrDefaultAsync(one => one.Id == id, ct) is not { } deputy)
            return Done.Ok;
        if (deputy.For != actor.Person && deputy.By != actor.Person && await guard.Over(actor, deputy.For, ct) is { } no)
            return no;
        var now = clock.GetUtcNow().UtcDateTime;
        if (deputy.From >= now)
            db.Remove(deputy);
        else
            deputy.End(now);
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}

/// <summary>The window of this folder for the rooms above.</summary>
internal sealed class DeputyDoor(AddDeputy add) : IDeputies
{
    public Task<Outcome<Done>> Add(Actor actor, NewDeputy wanted, CancellationToken ct) => add.Run(actor, wanted, ct);
}
