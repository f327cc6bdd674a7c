using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
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
        At = sent.At is { } when && when < at && when > at - TrayEntry.Remembered ? when : at;
    }

    public TrayId Id { get; private set; }
    public UnitId Unit { get; private set; }
    public TrayWay Way { get; private set; }
    public string Sender { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Why { get; private set; } = "";

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
