using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Audit;

internal sealed record AuditNote(PersonId Person, Guid? Token, AuditDeed Deed, string Thing, string About, string Called, string Details);

/// <summary>Binds the end of the chain to the keys of the data folder.</summary>
internal sealed class AuditSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector keys = protection.CreateProtector("Kernel.Audit");

    public string Of(long seq, string hash) => keys.Protect(string.Create(CultureInfo.InvariantCulture, $"{seq} {hash}"));

    /// <summary>Null when it cannot be told, because the keys are others.</summary>
    public bool? Holds(AuditHead head)
    {
        try
        {
            return keys.Unprotect(head.Seal) == string.Create(CultureInfo.InvariantCulture, $"{head.Seq} {head.Hash}");
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>
/// Notes what a person changed while a use case runs, and writes it as the very last before the commit: the end of the chain is locked for as short as can be,
/// and nothing else is locked after it. What runs by itself (rounds, handlers) has no person and is not noted; deliveries have their own attempts.
/// </summary>
internal sealed class AuditPen(IdentityHolder holder, AuditSeal seal, DatabaseClock clock)
{
    /// <summary>Saving by itself every few seconds is one line: the same person, the same thing, the same fields.</summary>
    private static readonly TimeSpan Sitting = TimeSpan.FromMinutes(15);

    // Counters, stamps and traces: what changes along with something else, or without anybody having decided anything.
    private static readonly HashSet<string> Quiet =
    [
        "Version", "ChangedAt", "ChangedBy", "EmailKey", "Failures", "OwnFailures", "ShutUntil", "OwnShutUntil", "LastSignInAt", "TotpStep", "Stamp", "LastEdition",
        "NextAt", "ReadBacks", "Fence", "LeaseUntil", "LeaseOwner", "FailingSince", "Fault", "CheckedAt", "SentenceKey", "SentenceArgs", "ExpiresAt", "UsedAt", "Health",
    ];

    private readonly List<AuditNote> notes = [];
    private PersonId? acting;

    public bool HasNotes => notes.Count > 0;

    private PersonId? Person => acting ?? holder.Value?.Person;

    /// <summary>Somebody who is known by now, but not signed in yet.</summary>
    public void ActsFor(PersonId person) => acting = person;

    public void Note(AuditDeed deed, string thing, string about, string called, string details)
    {
        if (Person is { } person)
            notes.Add(new AuditNote(person, holder.Value?.Token, deed, thing, about, called, details));
    }

    public void Look(ChangeTracker changes)
    {
        if (Person is null)
            return;
        foreach (var entry in changes.Entries<IAudited>())
            if (entry.State is EntityState.Added or EntityState.Deleted)
                Note(entry.State == EntityState.Added ? AuditDeed.Added : AuditDeed.Removed, ThingOf(entry.Metadata.ClrType), KeyOf(entry), entry.Entity.Called, entry.State == EntityState.Added ? Choices(entry) : "");
            else if (entry.State == EntityState.Modified && Changes(entry) is { } details)
                Note(AuditDeed.Changed, ThingOf(entry.Metadata.ClrType), KeyOf(entry), entry.Entity.Called, details);
    }

    public void Forget() => notes.Clear();

    /// <summary>Inside the transaction of the change, last of all.</summary>
    public async Task Write(Db db, Func<CancellationToken, Task> save, CancellationToken ct)
    {
        var lines = new List<AuditNote>();
        foreach (var note in notes)
            if (note.Deed != AuditDeed.Changed || !await IsSameSitting(db, note, ct))
                lines.Add(note);
        notes.Clear();
        if (lines.Count == 0)
            return;
        var count = lines.Count;
        // Raised first: this takes the lock.
        await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Seq, x => x.Seq + count), ct);
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(ct);
        var (seq, hash) = (head.Seq - count, head.Hash);
        foreach (var line in lines)
        {
            var entry = new AuditEntry(++seq, hash, line, clock.Now);
            hash = entry.Hash;
            db.Add(entry);
        }
        var sealedEnd = seal.Of(seq, hash);
        await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Hash, hash).SetProperty(x => x.Seal, sealedEnd), ct);
        await save(ct);
    }

    internal static string ThingOf(Type type) => $"{type.Namespace!.Split('.')[1]}/{type.Name}";

    private async Task<bool> IsSameSitting(Db db, AuditNote note, CancellationToken ct)
    {
        var last = await db.Set<AuditEntry>().AsNoTracking().Where(x => x.Thing == note.Thing && x.About == note.About).OrderByDescending(x => x.Seq)
            .Select(x => new { x.Person, x.Token, x.Deed, x.Details, x.At }).FirstOrDefaultAsync(ct);
        return last is not null && last.Person == note.Person && last.Token == note.Token && last.Deed == note.Deed && last.At > clock.Now - Sitting
            && !note.Details.Contains('=', StringComparison.Ordinal) && note.Details.Split(", ").All(last.Details.Split(", ").Contains);
    }

    private static string KeyOf(EntityEntry entry) =>
        string.Join(' ', entry.Metadata.FindPrimaryKey()!.Properties.Select(key => Convert.ToString(entry.Property(key.Name).CurrentValue, CultureInfo.InvariantCulture)));

    private static string? Changes(EntityEntry entry)
    {
        var changed = entry.Properties.Where(one => one.IsModified && !Equals(one.OriginalValue, one.CurrentValue)).ToList();
        var loud = changed.Where(one => !Quiet.Contains(one.Metadata.Name)).ToList();
        // Something of it changed that lies in rows of its own (pictures, forms per channel); or only what is quiet.
        if (loud.Count == 0)
            return changed.All(one => one.Metadata.Name is "Version" or "ChangedAt" or "ChangedBy" or "LastEdition") ? "" : null;
        return string.Join(", ", loud.Select(one => IsChoice(one) ? $"{one.Metadata.Name}={one.OriginalValue}>{one.CurrentValue}" : one.Metadata.Name));
    }

    private static string Choices(EntityEntry entry) =>
        string.Join(", ", entry.Properties.Where(one => one.Metadata.ClrType.IsEnum && !IsWholeKey(one.Metadata)).Select(one => $"{one.Metadata.Name}={one.CurrentValue}"));

    /// <summary>What the line is about anyway.</summary>
    internal static bool IsWholeKey(IProperty property) => property.FindContainingPrimaryKey() is { Properties.Count: 1 };

    private static bool IsChoice(PropertyEntry one) =>
        (Nullable.GetUnderlyingType(one.Metadata.ClrType) ?? one.Metadata.ClrType) is var type && (type.IsEnum || type == typeof(bool));
}
