using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Roles;

/// <summary>A role of a person, valid in the unit and everywhere below it.</summary>
internal sealed class Grant : IAudited
{
    string IAudited.Called => "";

    private Grant() { }

    public Grant(PersonId person, UnitId unit, Role role, DateTime now)
    {
        Person = person;
        Unit = unit;
        Role = role;
        GivenAt = now;
    }

    public PersonId Person { get; private set; }
    public UnitId Unit { get; private set; }
    public Role Role { get; private set; }
    public DateTime GivenAt { get; private set; }
}

internal sealed class GrantTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<Grant>(grant =>
    {
        grant.ToTable("organisation_grants");
        grant.HasKey(x => new { x.Person, x.Unit, x.Role });
        grant.HasIndex(x => x.Unit);
        grant.HasOne<Person>().WithMany().HasForeignKey(x => x.Person).OnDelete(DeleteBehavior.Cascade);
        grant.HasOne<Unit>().WithMany().HasForeignKey(x => x.Unit).OnDelete(DeleteBehavior.Restrict);
    });
}
