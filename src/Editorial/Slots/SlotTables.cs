using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Slots;

internal sealed class SlotTables : IModelPart
{
    public const int NameLength = 60;

    public void Ids(ModelConfigurationBuilder conventions) => conventions.Id<SlotId>();

    public void Tables(ModelBuilder model)
    {
        model.Entity<Slot>(slot =>
        {
            slot.ToTable("editorial_slot");
            slot.HasKey(x => x.Id);
            slot.Property(x => x.Name).HasMaxLength(NameLength * 10);
            slot.Property(x => x.Title).HasMaxLength(2000);
            slot.HasIndex(x => x.Unit);
            slot.HasMany(x => x.Channels).WithOne().HasForeignKey(x => x.Slot).OnDelete(DeleteBehavior.Cascade);
            slot.Ignore(x => x.Rule);
            slot.Ignore(x => x.At);
        });
        model.Entity<SlotChannel>(channel =>
        {
            channel.ToTable("editorial_slot_channel");
            channel.HasKey(x => new { x.Slot, x.Channel });
        });
        model.Entity<SlotPeriod>(period =>
        {
            period.ToTable("editorial_slot_period");
            period.HasKey(x => new { x.Slot, x.Day });
            period.HasIndex(x => x.Day);
            period.HasIndex(x => x.MovedTo);
            period.HasIndex(x => x.Post);
            period.HasOne<Slot>().WithMany().HasForeignKey(x => x.Slot).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<SchoolHoliday>(holiday =>
        {
            holiday.ToTable("editorial_school_holiday");
            holiday.HasKey(x => x.Id);
            holiday.Property(x => x.Name).HasMaxLength(NameLength * 10);
            holiday.HasIndex(x => x.Last);
        });
    }
}
