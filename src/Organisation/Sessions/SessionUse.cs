using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Sessions;

/// <summary>Begins a session for who has just shown who they are; the cookie carries its number. It has no actor, because nobody is signed in yet.</summary>
internal sealed class SessionDoor(Db db, TimeProvider clock)
{
    /// <param name="before">The session that this one takes the place of, after a change of the password for example.</param>
    public async Task<Guid> Begin(Shown shown, string? agent, Guid? before, CancellationToken ct)
    {
        if (before is { } old)
            await db.Set<Session>().Where(session => session.Id == old && session.Person == shown.Person).ExecuteDeleteAsync(ct);
        var begun = new Session(shown.Person, shown.Stamp, DeviceName.Of(agent), clock.GetUtcNow().UtcDateTime);
        db.Add(begun);
        await db.SaveChangesAsync(ct);
        return begun.Id;
    }
}

/// <param name="IsThis">The one with which is asked.</param>
internal sealed record SessionView(Guid Id, string Device, DateTime StartedAt, DateTime SeenAt, bool IsThis);

/// <summary>Where the asker is signed in.</summary>
internal sealed class SessionList(Db db, IdentityHolder identity, TimeProvider clock)
{
    public async Task<IReadOnlyList<SessionView>> Run(Actor actor, CancellationToken ct)
    {
        var own = identity.Value?.Session;
        var alive = clock.GetUtcNow().UtcDateTime - Session.Lifetime;
        return await db.Set<Session>().AsNoTracking()
            .Where(session => session.Person == actor.Person && session.SeenAt > alive && db.Set<Person>().Any(person => person.Id == session.Person && person.Stamp == session.Stamp))
            .OrderByDescending(session => session.SeenAt).Take(50)
            .Select(session => new SessionView(session.Id, session.Device, session.StartedAt, session.SeenAt, session.Id == own)).ToListAsync(ct);
    }
}

/// <summary>Ends one session of the asker; null ends the one with which is asked. Its screens close within half a minute, its calls are refused at once.</summary>
internal sealed class EndSession(Db db, IdentityHolder identity)
{
    public async Task<Outcome<Done>> Run(Actor actor, Guid? id, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        var which = id ?? identity.Value?.Session;
        if (await db.Set<Session>().SingleOrDefaultAsync(session => session.Id == which && session.Person == actor.Person, ct) is not { } session)
            return Refusal.NotFound("Organisation.SessionGone");
        db.Remove(session);
        db.Note<Person>(AuditDeed.SignedOut, actor.Person.ToString(), actor.Name, session.Device);
        return await db.SaveOr(default(Done), ct);
    }
}

/// <summary>Ends all sessions of the asker but the one with which is asked. Keys for programs stay: they are revoked one by one.</summary>
internal sealed class EndOtherSessions(Db db, IdentityHolder identity)
{
    /// <returns>How many there were.</returns>
    public async Task<Outcome<int>> Run(Actor actor, CancellationToken ct)
    {
        if (!actor.IsSignedIn || identity.Value?.Session is not { } own)
            return Refusal.Forbidden();
        var others = await db.Set<Session>().Where(session => session.Person == actor.Person && session.Id != own).ToListAsync(ct);
        db.RemoveRange(others);
        foreach (var session in others)
            db.Note<Person>(AuditDeed.SignedOut, actor.Person.ToString(), actor.Name, session.Device);
        return await db.SaveOr(others.Count, ct);
    }
}
