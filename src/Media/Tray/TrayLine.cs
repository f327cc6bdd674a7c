using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Tray;

/// <summary>
/// What somebody on a list sent and brought no picture that can be used: from whom, when, with which words, and why. Forgotten as soon as somebody takes it
/// away, at the latest as what was written with a picture.
/// </summary>
internal sealed class TrayLine
{
    /// <summary>The longest message of a messenger has 4096 characters.</summary>
    public const int MaxText = 5000, MaxWhy = 2000;

    private TrayLine()
    {
    }

    /// <param name="why">A sentence.</param>
    public TrayLine(UnitId unit, Sending sent, string why, DateTime at)
    {
        (Id, Unit, Way, Key) = (TrayId.New(), unit, sent.Way, sent.Key);
        (Sender, Text, Why) = (TrayEntry.Short(sent.Sender, TrayEntry.MaxSender), TrayEntry.Short(sent.Text, MaxText), TrayEntry.Short(why, MaxWhy));
        Proven = sent.Proven;
        At = sent.At is { } when && when < at && when > at - TrayEntry.Remembered ? when : at;
    }

    public TrayId Id { get; private set; }
    public UnitId Unit { get; private set; }
    public TrayWay Way { get; private set; }
    public string Sender { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Why { get; private set; } = "";

    /// <summary>Of a mail: its sender was proven; null where the way itself knows who sent it, and for what came before this was kept.</summary>
    public bool? Proven { get; private set; }

    /// <summary>Of the sending: of two with the same only the first counts.</summary>
    public string Key { get; private set; } = "";
    public DateTime At { get; private set; }
}

internal sealed class TrayLineTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<TrayLine>(line =>
    {
        line.ToTable("media_tray_line");
        line.HasKey(x => x.Id);
        line.Property(x => x.Sender).HasMaxLength(TrayEntry.MaxSender);
        line.Property(x => x.Text).HasMaxLength(TrayLine.MaxText);
        line.Property(x => x.Why).HasMaxLength(TrayLine.MaxWhy);
        line.Property(x => x.Key).HasMaxLength(TrayEntry.MaxKey);
        line.HasIndex(x => x.Key).IsUnique();
        line.HasIndex(x => x.At);
    });
}

/// <summary>What came without a usable picture, newest first, for those who see the unit.</summary>
internal sealed class TrayLines(Db db)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<TrayLineView>> Run(Actor actor, CancellationToken ct)
    {
        var units = actor.UnitsWith(Permission.See);
        var lines = await db.Set<TrayLine>().AsNoTracking().Where(x => units.Contains(x.Unit)).OrderByDescending(x => x.At).ThenByDescending(x => x.Id).Take(Most).ToListAsync(ct);
        return [.. lines.Select(line => new TrayLineView(line.Id, line.Unit, line.Way, line.Sender, line.Text, line.Why, line.At, actor.May(Permission.Write, line.Unit)) { Proven = line.Proven })];
    }
}

/// <summary>Somebody has read it, and has asked the sender again or not.</summary>
internal sealed class RemoveTrayLine(Db db, Pulse pulse)
{
    public async Task<Outcome<Done>> Run(Actor actor, TrayId id, CancellationToken ct)
    {
        var line = await db.Set<TrayLine>().FirstOrDefaultAsync(x => x.Id == id, ct);
        // Two take it away at the same moment: it is gone, which both wanted.
        if (line is null || !actor.May(Permission.See, line.Unit))
            return Done.Ok;
        if (!actor.May(Permission.Write, line.Unit))
            return Refusal.Forbidden();
        db.Remove(line);
        db.AfterCommit(() => pulse.Beat(TrayDoor.Topic, id.Value));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
        }
        return Done.Ok;
    }
}
