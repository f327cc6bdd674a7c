using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Organisation.Units;

internal sealed class UnitTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
        conventions.Id<UnitId>();
        conventions.Id<PersonId>();
    }

    public void Tables(ModelBuilder model) => model.Entity<Unit>(unit =>
    {
        unit.ToTable("organisation_units");
        unit.HasKey(x => x.Id);
        unit.Property(x => x.Name).HasMaxLength(Unit.NameLength);
        unit.Property(x => x.Slug).HasMaxLength(Slug.Length);
        unit.HasIndex(x => x.Slug).IsUnique();
        unit.HasOne<Unit>().WithMany().HasForeignKey(x => x.Parent).OnDelete(DeleteBehavior.Restrict);
    });
}
