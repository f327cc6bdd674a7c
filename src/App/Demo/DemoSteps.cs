using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.App.Demo;

/// <summary>Does each step once: what it makes and the note that it is made are one transaction. Who lost the turn does nothing more.</summary>
internal sealed class DemoSteps(IServiceScopeFactory scopes, DemoOwner node, DatabaseClock clock, CityTime time, Words words)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    private readonly string owner = node.Name;

    /// <summary>True when the making is ours from now on; false when it is finished or somebody else is at it.</summary>
    public async Task<bool> Take(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        if (!await db.Set<DemoRun>().AnyAsync(ct))
            await Begin(db, ct);
        return await Hold(db, ct);
    }

    public async Task<DemoStanding> Standing(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var run = await scope.ServiceProvider.GetRequiredService<Db>().Set<DemoRun>().AsNoTracking().SingleOrDefaultAsync(ct);
        return new DemoStanding(run is not null, run?.FinishedAt is not null, run?.Today ?? time.Today);
    }

    public async Task Finish(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.Now;
        await scope.ServiceProvider.GetRequiredService<Db>().Set<DemoRun>().Where(x => x.Owner == owner)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.FinishedAt, now), ct);
    }

    public async Task<bool> Has(string key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Known(scope.ServiceProvider.GetRequiredService<Db>(), key, ct) is not null;
    }

    /// <summary>What an earlier step made.</summary>
    public async Task<Guid> Made(string key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Known(scope.ServiceProvider.GetRequiredService<Db>(), key, ct) ?? throw new DemoStopped($"{key} is missing.");
    }

    public async Task<Guid> Once(string key, Func<IServiceProvider, Task<Guid>> make, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        if (await Known(db, key, ct) is { } known)
            return known;
        return await db.InTransaction(
            async () =>
            {
                if (!await Hold(db, ct))
                    throw new DemoStopped("Somebody else is making the demo city.");
                var made = await make(scope.ServiceProvider);
                db.Add(new DemoStep(key, made));
                await db.SaveChangesAsync(ct);
                return made;
            },
            ct);
    }

    /// <summary>For what must not stand in a transaction because it calls out: bears being done twice.</summary>
    public async Task Outside(string key, Func<IServiceProvider, Task> act, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using (var scope = scopes.CreateAsyncScope())
        {
            if (await Known(scope.ServiceProvider.GetRequiredService<Db>(), key, ct) is not null)
                return;
            await act(scope.ServiceProvider);
        }
        await Once(key, _ => Task.FromResult(Guid.Empty), ct);
    }

    /// <summary>As this person, with the roles of this moment.</summary>
    public static Task<Actor> As(IServiceProvider scope, PersonId person, CancellationToken ct)
    {
        scope.GetRequiredService<IdentityHolder>().Value = new Identity(person, null);
        return scope.GetRequiredService<IActors>().Current(ct);
    }

    public T Must<T>(Outcome<T> outcome, string what) => outcome.Match(
        value => value,
        refusals => throw new DemoStopped($"{what}: {string.Join(' ', refusals.Select(words.Of))}"));

    private async Task Begin(Db db, CancellationToken ct)
    {
        db.Add(new DemoRun(time.Today));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            // Another node was quicker, and whose turn it is comes next; anything else is really an error.
            if (!await db.Set<DemoRun>().AnyAsync(ct))
                throw;
        }
    }

    private async Task<bool> Hold(Db db, CancellationToken ct)
    {
        var now = clock.Now;
        return await db.Set<DemoRun>().Where(x => x.FinishedAt == null && (x.Owner == owner || x.Owner == null || x.Until < now))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Owner, owner).SetProperty(x => x.Until, now + Turn), ct) == 1;
    }

    private static Task<Guid?> Known(Db db, string key, CancellationToken ct) =>
        db.Set<DemoStep>().AsNoTracking().Where(x => x.Key == key).Select(x => (Guid?)x.Made).FirstOrDefaultAsync(ct);
}

/// <summary>What this node is called: the same after a restart, so it goes on at once with what it held.</summary>
internal sealed record DemoOwner(string Name);

/// <param name="Begun">There is a demo city, finished or not.</param>
/// <param name="Today">The day that it counts from.</param>
internal sealed record DemoStanding(bool Begun, bool Finished, DateOnly Today);

/// <summary>A step could not be done. What was made stays; the next start goes on from there.</summary>
internal sealed class DemoStopped(string sentence) : Exception(sentence);
