using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Demo;

/// <summary>The making of the demo city: one row, by which only one node makes it and a day that does not move when it is interrupted.</summary>
internal sealed class DemoRun
{
    public const int Only = 1;

    private DemoRun()
    {
    }

    public DemoRun(DateOnly today)
    {
        Today = today;
    }

    public int Id { get; private set; } = Only;

    /// <summary>The city's own day on which it began: all posts count from it.</summary>
    public DateOnly Today { get; private set; }
    public string? Owner { get; private set; }
    public DateTime Until { get; private set; } = DateTime.UnixEpoch;
    public DateTime? FinishedAt { get; private set; }
}

/// <summary>A step that is done, and the id of what it made. Written in the same transaction as the thing itself.</summary>
internal sealed class DemoStep(string key, Guid made)
{
    public string Key { get; private set; } = key;
    public Guid Made { get; private set; } = made;
}

internal sealed class DemoTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<DemoRun>(run =>
        {
            run.ToTable("app_demo");
            run.HasKey(x => x.Id);
            run.Property(x => x.Id).ValueGeneratedNever();
            run.Property(x => x.Owner).HasMaxLength(160);
        });
        model.Entity<DemoStep>(step =>
        {
            step.ToTable("app_demo_step");
            step.HasKey(x => x.Key);
            step.Property(x => x.Key).HasMaxLength(80);
        });
    }
}
