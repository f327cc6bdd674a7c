using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Events;

/// <summary>An event on its way to one handler. It goes when the handler's own transaction commits, so the effect happens once.</summary>
internal sealed class OutboxRow
{
    private OutboxRow() { }

    public OutboxRow(string handler, string payload, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Handler = handler;
        Payload = payload;
        RaisedAt = now;
        NextAt = now;
    }

    public Guid Id { get; private set; }
    public string Handler { get; private set; } = "";
    public string Payload { get; private set; } = "";
    public DateTime RaisedAt { get; private set; }
    public DateTime NextAt { get; private set; }
    public int Attempt { get; private set; }
    public Guid? Owner { get; private set; }
    public string? LastError { get; private set; }
}

internal sealed class OutboxTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<OutboxRow>(row =>
    {
        row.ToTable("kernel_outbox");
        row.HasKey(x => x.Id);
        row.Property(x => x.Handler).HasMaxLength(120);
        row.Property(x => x.LastError).HasMaxLength(200);
        row.HasIndex(x => x.NextAt);
    });
}
