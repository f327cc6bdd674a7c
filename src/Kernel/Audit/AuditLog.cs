using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Audit;

public sealed record AuditLine(long Seq, DateTime At, PersonId Person, bool ByToken, AuditDeed Deed, string Thing, string About, string Called, string Details);

/// <param name="Person">Null: everybody.</param>
/// <param name="Thing">Room and type; null: everything.</param>
/// <param name="From">UTC, inclusive.</param>
/// <param name="Until">UTC, exclusive.</param>
public sealed record AuditFilter(PersonId? Person, string? Thing, DateTime? From, DateTime? Until);

/// <summary>How the chain stands.</summary>
public enum AuditState
{
    /// <summary>Every line is as it was written, none is missing.</summary>
    Whole,

    /// <summary>A line was changed.</summary>
    Changed,

    /// <summary>A line is missing in between.</summary>
    Missing,

    /// <summary>Lines are missing at the end, or the whole chain was made anew.</summary>
    EndWrong,

    /// <summary>The chain holds together; but its end was sealed with other keys, so it cannot be told whether it is the same chain.</summary>
    OtherKeys,
}

/// <param name="Lines">How many were looked at.</param>
/// <param name="At">The first line that is wrong; null when none is.</param>
public sealed record AuditProof(AuditState State, long Lines, long? At);

/// <summary>Reads the audit log and proves its chain. Whoever calls this has asked for the permission.</summary>
public sealed class AuditLog
{
    private const int Step = 2000;
    private readonly Db db;
    private readonly AuditSeal seal;

    internal AuditLog(Db db, AuditSeal seal)
    {
        this.db = db;
        this.seal = seal;
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Only lines before this one; null from the newest.</param>
    public async Task<IReadOnlyList<AuditLine>> Read(AuditFilter filter, long? before, int most, CancellationToken ct)
    {
        var lines = db.Set<AuditEntry>().AsNoTracking();
        if (filter.Person is { } person)
            lines = lines.Where(x => x.Person == person);
        if (filter.Thing is { Length: > 0 } thing)
            lines = lines.Where(x => x.Thing == thing);
        if (filter.From is { } from)
            lines = lines.Where(x => x.At >= from);
        if (filter.Until is { } until)
            lines = lines.Where(x => x.At < until);
        if (before is { } last)
            lines = lines.Where(x => x.Seq < last);
        return await lines.OrderByDescending(x => x.Seq).Take(most)
            .Select(x => new AuditLine(x.Seq, x.At, x.Person, x.Token != null, x.Deed, x.Thing, x.About, x.Called, x.Details)).ToListAsync(ct);
    }

    public async Task<AuditProof> Prove(CancellationToken ct)
    {
        // The end first: what is added meanwhile lies behind it and is not looked at.
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(ct);
        var (seq, hash) = (0L, "");
        while (seq < head.Seq)
        {
            var from = seq;
            var lines = await db.Set<AuditEntry>().AsNoTracking().Where(x => x.Seq > from && x.Seq <= head.Seq).OrderBy(x => x.Seq).Take(Step).ToListAsync(ct);
            if (lines.Count == 0)
                return new AuditProof(AuditState.EndWrong, seq, seq + 1);
            foreach (var line in lines)
            {
                if (line.Seq != seq + 1)
                    return new AuditProof(AuditState.Missing, seq, seq + 1);
                if (line.HashAfter(hash) != line.Hash)
                    return new AuditProof(AuditState.Changed, seq, line.Seq);
                (seq, hash) = (line.Seq, line.Hash);
            }
        }
        if (hash != head.Hash)
            return new AuditProof(AuditState.EndWrong, seq, seq);
        return seq == 0 ? new AuditProof(AuditState.Whole, 0, null) : seal.Holds(head) switch
        {
            true => new AuditProof(AuditState.Whole, seq, null),
            false => new AuditProof(AuditState.EndWrong, seq, seq),
            null => new AuditProof(AuditState.OtherKeys, seq, null),
        };
    }
}
