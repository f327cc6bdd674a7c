using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Organisation.People;

internal sealed class PeopleTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<Person>(person =>
        {
            person.ToTable("organisation_people");
            person.HasKey(x => x.Id);
            person.Property(x => x.Name).HasMaxLength(Person.NameLength);
            person.Property(x => x.Email).HasMaxLength(Person.EmailLength);
            person.Property(x => x.EmailKey).HasMaxLength(Person.EmailLength);
            person.Property(x => x.PasswordHash).HasMaxLength(200);
            person.Property(x => x.Stamp).HasMaxLength(32);
            person.Property(x => x.TotpKey).HasMaxLength(500);
            person.Property(x => x.Language).HasMaxLength(10);
            person.HasIndex(x => x.EmailKey).IsUnique();
        });
        model.Entity<RecoveryCode>(code =>
        {
            code.ToTable("organisation_recovery_codes");
            code.HasKey(x => new { x.Person, x.Hash });
            code.Property(x => x.Hash).HasMaxLength(64);
            code.HasOne<Person>().WithMany().HasForeignKey(x => x.Person).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<KnownDevice>(device =>
        {
            device.ToTable("organisation_devices");
            device.HasKey(x => x.Id);
            device.HasIndex(x => x.Person);
            device.HasIndex(x => x.UsedAt);
            device.HasOne<Person>().WithMany().HasForeignKey(x => x.Person).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("organisation_invitations");
            invitation.HasKey(x => x.Person);
            invitation.Property(x => x.Hash).HasMaxLength(64);
            invitation.HasIndex(x => x.Hash).IsUnique();
            invitation.HasOne<Person>().WithOne().HasForeignKey<Invitation>(x => x.Person).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
