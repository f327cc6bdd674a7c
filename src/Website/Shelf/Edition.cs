using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Website.Shelf;

/// <summary>
/// One row that counts the changes of the website. Whoever notes a change holds this row until the commit, so numbers become visible in
/// their order and a node that reads up to N has seen everything up to N.
/// </summary>
internal sealed class Edition
{
    public const int TheOne = 1;

    public int Id { get; private set; } = TheOne;
    public long Number { get; private set; }
}

/// <summary>What the change with this number took off the shelves.</summary>
internal sealed class EditionChange
{
    private EditionChange() { }

    public EditionChange(long number, IEnumerable<string> tags, DateTime at)
    {
        Number = number;
        Tags = string.Join('\n', tags);
        At = at;
    }

    public long Number { get; private set; }
    public string Tags { get; private set; } = "";
    public DateTime At { get; private set; }
}

internal sealed class EditionTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<Edition>(row =>
        {
            row.ToTable("website_edition");
            row.HasKey(x => x.Id);
            row.Property(x => x.Id).ValueGeneratedNever();
            row.HasData(new { Id = Edition.TheOne, Number = 0L });
        });
        model.Entity<EditionChange>(row =>
        {
            row.ToTable("website_changes");
            row.HasKey(x => x.Number);
            row.Property(x => x.Number).ValueGeneratedNever();
            row.HasIndex(x => x.At);
        });
    }
}
