using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Kernel.Data;

/// <summary>
/// The one database. It has no DbSet: a room reaches its own tables with <c>Set&lt;T&gt;()</c>, and no other room's,
/// because their entities are internal. Every time is UTC; every enum is stored by its name.
/// </summary>
public abstract class Db(DbContextOptions options, IEnumerable<IModelPart> parts, EventMap events, DatabaseClock clock) : DbContext(options)
{
    private readonly List<object> raised = [];
    private readonly List<Action> afterCommit = [];
    private AuditPen? pen;

    /// <summary>Given once per scope: who is asking is in the audit log beside what they changed.</summary>
    internal void WrittenWith(AuditPen scoped) => pen = scoped;

    /// <summary>For a door at which nobody is signed in yet: from here on it is this person who acts.</summary>
    public void ActsFor(PersonId person) => pen?.ActsFor(person);

    /// <summary>For a change that no tracked row shows (deleted or updated in the database at once), or a deed that changes no row.</summary>
    /// <param name="about">The key of the thing.</param>
    /// <param name="called">What the log calls it.</param>
    public void Note<TThing>(AuditDeed deed, string about, string called, string details = "") => pen?.Note(deed, AuditPen.ThingOf(typeof(TThing)), about, called, details);

    /// <summary>Says that something happened. It is written in the same transaction and handled after it, at least once.</summary>
    public void Raise(object happened) => raised.Add(happened);

    /// <summary>Runs once the current change is durable: for pulses and nudges, never for anything that must not get lost.</summary>
    public void AfterCommit(Action act) => afterCommit.Add(act);

    /// <summary>One transaction around several saves. Inside another one it simply joins.</summary>
    public Task<T> InTransaction<T>(Func<Task<T>> work, CancellationToken ct) => InTransaction(work, _ => true, ct);

    /// <param name="keep">Looks at what came out: false undoes all of it, as if it had not been asked.</param>
    public async Task<T> InTransaction<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null)
            return await work();
        await using var transaction = await Database.BeginTransactionAsync(ct);
        var result = await work();
        if (keep(result))
        {
            await WriteAudit(ct);
            await transaction.CommitAsync(ct);
            Committed();
            return result;
        }
        await transaction.RollbackAsync(ct);
        afterCommit.Clear();
        pen?.Forget();
        ChangeTracker.Clear();
        return result;
    }

    public Task InTransaction(Func<Task> work, CancellationToken ct) =>
        InTransaction(async () => { await work(); return true; }, ct);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken ct = default)
    {
        WriteOutbox();
        var detecting = ChangeTracker.AutoDetectChangesEnabled;
        if (detecting)
            ChangeTracker.DetectChanges();
        // Looked at once is enough: versions are set through their entries, and nothing else changes in between.
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            RaiseVersions();
            pen?.Look(ChangeTracker);
            var rows = Database.CurrentTransaction is null && pen is { HasNotes: true }
                ? await SaveWithAudit(acceptAllChangesOnSuccess, ct)
                : await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
            if (Database.CurrentTransaction is null)
                Committed();
            return rows;
        }
        catch
        {
            pen?.Forget();
            throw;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detecting;
        }
    }

    /// <summary>What was raised and never saved has not happened; the next user of this instance must not save it.</summary>
    public override ValueTask DisposeAsync()
    {
        Forget();
        return base.DisposeAsync();
    }

    public override void Dispose()
    {
        Forget();
        base.Dispose();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously.");

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        foreach (var part in parts)
            part.Ids(conventions);
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        foreach (var part in parts)
            part.Tables(model);
        foreach (var type in model.Model.GetEntityTypes())
        {
            // Keys are made by us (version 7), so a new child of a loaded parent is an insert, not an update.
            foreach (var property in type.FindPrimaryKey()?.Properties ?? [])
                if (property.ClrType != typeof(long) && property.ClrType != typeof(int))
                    property.ValueGenerated = ValueGenerated.Never;
            if (typeof(IVersioned).IsAssignableFrom(type.ClrType) && !type.IsOwned())
                model.Entity(type.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
        }
    }

    private void Forget()
    {
        raised.Clear();
        afterCommit.Clear();
        pen = null;
    }

    private async Task<int> SaveWithAudit(bool acceptAllChangesOnSuccess, CancellationToken ct)
    {
        await using var transaction = await Database.BeginTransactionAsync(ct);
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        await WriteAudit(ct);
        await transaction.CommitAsync(ct);
        return rows;
    }

    private Task WriteAudit(CancellationToken ct) =>
        pen is { HasNotes: true } ? pen.Write(this, async limit => await base.SaveChangesAsync(true, limit), ct) : Task.CompletedTask;

    private void WriteOutbox()
    {
        var now = clock.Now;
        var count = 0;
        foreach (var happened in raised)
            foreach (var row in events.RowsFor(happened, now))
            {
                Add(row);
                count++;
            }
        raised.Clear();
        if (count > 0)
            afterCommit.Insert(0, events.Wake);
    }

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
            if (entry.State == EntityState.Modified)
            {
                var version = entry.Property<int>(nameof(IVersioned.Version));
                version.CurrentValue = version.OriginalValue + 1;
            }
    }

    private void Committed()
    {
        var acts = afterCommit.ToArray();
        afterCommit.Clear();
        foreach (var act in acts)
            act();
    }
}
