using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Kernel.Http;

/// <param name="Holder">The token, or in a browser the person.</param>
/// <param name="Rights">Which roles the holder has now.</param>
internal sealed record AnswerKey(Guid Holder, string Key, string Rights);

/// <summary>What a POST with an <c>Idempotency-Key</c> was answered, so that its repetition is answered the same.</summary>
internal sealed class KeptAnswer
{
    public const int KeyLength = 255;
    public const int RouteLength = 400;

    private KeptAnswer() { }

    public KeptAnswer(AnswerKey asked, string route, string bodyHash, DateTime now)
    {
        Holder = asked.Holder;
        Key = asked.Key;
        Rights = asked.Rights;
        Route = route;
        BodyHash = bodyHash;
        At = now;
    }

    /// <summary>The token that asked: another token of the same person may be allowed less.</summary>
    public Guid Holder { get; private set; }
    public string Key { get; private set; } = "";

    /// <summary>Which roles the holder had at that moment (<see cref="Access.Actor.RightsMark"/>).</summary>
    public string Rights { get; private set; } = "";
    public string Route { get; private set; } = "";

    /// <summary>SHA-256 of the request's content, lower-case hex.</summary>
    public string BodyHash { get; private set; } = "";
    public DateTime At { get; private set; }
    public int Status { get; private set; }
    public string? ContentType { get; private set; }
    public string? Location { get; private set; }
    public byte[] Body { get; private set; } = [];

    public void Was(int status, string? contentType, string? location, byte[] body)
    {
        Status = status;
        ContentType = contentType;
        Location = location;
        Body = body;
    }
}

internal sealed class KeptAnswerTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<KeptAnswer>(kept =>
    {
        kept.ToTable("kernel_idempotency");
        kept.HasKey(x => new { x.Holder, x.Key });
        kept.Property(x => x.Key).HasMaxLength(KeptAnswer.KeyLength);
        kept.Property(x => x.Rights).HasMaxLength(32);
        kept.Property(x => x.Route).HasMaxLength(KeptAnswer.RouteLength);
        kept.Property(x => x.BodyHash).HasMaxLength(64);
        kept.Property(x => x.ContentType).HasMaxLength(200);
        kept.Property(x => x.Location).HasMaxLength(KeptAnswer.RouteLength);
        kept.HasIndex(x => x.At);
    });
}

internal sealed class KeptAnswers(Db db, DatabaseClock clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public Task<KeptAnswer?> Find(AnswerKey asked, CancellationToken ct)
    {
        var from = clock.Now - Kept;
        return db.Set<KeptAnswer>().AsNoTracking().SingleOrDefaultAsync(x => x.Holder == asked.Holder && x.Key == asked.Key && x.At > from, ct);
    }

    /// <summary>Takes the key; a second one who tries in the same moment waits here, and then fails.</summary>
    public async Task<KeptAnswer> Take(AnswerKey asked, string route, string bodyHash, CancellationToken ct)
    {
        var from = clock.Now - Kept;
        await db.Set<KeptAnswer>().Where(x => x.Holder == asked.Holder && x.Key == asked.Key && x.At <= from).ExecuteDeleteAsync(ct);
        var taken = new KeptAnswer(asked, route, bodyHash, clock.Now);
        db.Add(taken);
        await db.SaveChangesAsync(ct);
        // What follows saves and forgets as it likes.
        db.Entry(taken).State = EntityState.Detached;
        return taken;
    }

    /// <summary>The same key was taken in the same moment: 23 is the SQL standard's class "integrity constraint violation", which SQLite tells only in its message.</summary>
    public static bool IsTwin(DbUpdateException failed) => failed.InnerException is DbException inner
        && (inner.SqlState?.StartsWith("23", StringComparison.Ordinal) == true || inner.Message.StartsWith("SQLite Error 19", StringComparison.Ordinal));

    public async Task Keep(KeptAnswer answered, CancellationToken ct)
    {
        db.Update(answered);
        await db.SaveChangesAsync(ct);
    }

    public Task Tidy(CancellationToken ct)
    {
        var from = clock.Now - Kept;
        return db.Set<KeptAnswer>().Where(x => x.At <= from).ExecuteDeleteAsync(ct);
    }
}

internal sealed class KeptAnswersRound(KeptAnswers kept) : IRound
{
    public const string Name = "kept-answers";

    public Task Tick(CancellationToken ct) => kept.Tidy(ct);
}
