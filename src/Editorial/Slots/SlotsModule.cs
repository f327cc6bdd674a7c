using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Slots;

internal static class SlotsModule
{
    public static void AddSlots(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, SlotTables>();
        services.AddScoped<ISlotDesk, OpenSlotDesk>();
        services.AddScoped<IUnitContents, SlotsOfUnit>();
        services.AddScoped<Periods>();
        services.AddScoped<Drafting>();
        services.AddScoped<SlotDoor>();
        services.AddScoped<SlotCheck>();
        services.AddScoped<SlotDesk>();
        services.AddScoped<SlotChoices>();
        services.AddScoped<UntouchedDrafts>();
        services.AddScoped<CreateSlot>();
        services.AddScoped<ChangeSlot>();
        services.AddScoped<RemoveSlot>();
        services.AddScoped<FillPeriod>();
        services.AddScoped<SkipPeriod>();
        services.AddScoped<MovePeriod>();
        services.AddScoped<SchoolHolidayList>();
        services.AddScoped<AddSchoolHoliday>();
        services.AddScoped<RemoveSchoolHoliday>();
        services.AddScoped<SlotGaps>();
        services.AddScoped<IWaiting>(provider => provider.GetRequiredService<SlotGaps>());
        services.AddHandler<SlotWantsPost, WhenSlotWantsPost>();
        services.AddRound<SlotRound>(SlotRound.Name, TimeSpan.FromMinutes(1));
    }
}
