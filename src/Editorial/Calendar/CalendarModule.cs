using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Calendar;

internal static class CalendarModule
{
    public static void AddCalendar(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, CalendarTables>();
        services.AddScoped<KnownQuiet>();
        services.AddScoped<ChangeQuietHours>();
        services.AddScoped<MovePost>();
        services.AddScoped<PostsInTime>();
        services.AddScoped<GapsInTime>();
        services.AddScoped<DaysOff>();
        services.AddScoped<CalendarBoard>();
    }
}
