using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Calendar;

/// <summary>Slots and calendar for machines: the same questions as the desk's.</summary>
internal static class CalendarEndpoints
{
    public const int MostDays = 62;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization().WithTags("Editorial").ProducesProblem(403).ProducesProblem(422);
        api.MapGet("/slots", Slots).WithName("Slots").WithSummary("The slots that the token may see, each with its next periods.").Produces<IReadOnlyList<SlotAnswer>>();
        api.MapGet("/calendar", Days).WithName("Calendar")
            .WithSummary("Posts, empty slots and holidays of some days in the city, and their mix of topics.").Produces<CalendarAnswer>();
    }

    private static async Task<IResult> Slots(SlotDesk desk, IActors actors, CancellationToken ct) =>
        Results.Ok((await desk.Run(await actors.Current(ct), ct)).Slots.Select(SlotAnswer.Of));

    private static async Task<IResult> Days(DateOnly from, DateOnly to, ChannelId? channel, CalendarBoard board, IActors actors, Words words, CancellationToken ct)
    {
        if (to < from || to.DayNumber - from.DayNumber >= MostDays || from.Year < 2000 || to.Year > 2200)
            return Problems.Answer([Refusal.Invalid("Editorial.CalendarSpanBad", MostDays).On("to")], words);
        var end = to.AddDays(1);
        var view = await board.Run(await actors.Current(ct), new CalendarSpan(CalendarLook.List, from, from, end, from, end), channel, ct);
        return Results.Ok(new CalendarAnswer(
            [.. view.Days.Select(day => new DayAnswer(day.Date, day.Holiday is { } free ? words[$"Editorial.Holiday.{free.Key}"] : null, day.SchoolHoliday, [.. day.Entries.Select(EntryAnswer.Of)]))],
            [.. view.Mix.Rows.Select(row => new MixAnswer(row.Category.Id, row.Category.Name, row.Posts, Math.Round(row.Share, 1), row.Category.TargetShare))],
            view.All));
    }
}

/// <param name="At">Time of day on the city's wall clock.</param>
/// <param name="Owner">Null: the unit as a whole.</param>
internal sealed record SlotAnswer(
    SlotId Id, string Name, UnitId Unit, PersonId? Owner, SlotRule Rule, TimeOnly At, CategoryId? Category, IReadOnlyList<ChannelId> Channels, int LeadDays, bool RestsInHolidays,
    bool Active, IReadOnlyList<PeriodAnswer> Next)
{
    public static SlotAnswer Of(SlotRow row) => new(
        row.Id, row.Data.Name, row.Data.Unit, row.Data.Owner, row.Data.Rule, row.Data.At, row.Data.Category, row.Data.Channels, row.Data.LeadDays, row.Data.RestsInHolidays,
        row.Data.Active, [.. row.Next.Select(PeriodAnswer.Of)]);
}

/// <param name="Due">UTC.</param>
internal sealed record PeriodAnswer(SlotId Slot, DateOnly Day, DateTime Due, PeriodState State, PostId? Post)
{
    public static PeriodAnswer Of(PeriodView period) => new(period.Slot, period.Day, period.Due, period.State, period.Post);
}

/// <param name="Complete">False when there is more than fits: ask for fewer days or one channel.</param>
internal sealed record CalendarAnswer(IReadOnlyList<DayAnswer> Days, IReadOnlyList<MixAnswer> Mix, bool Complete);

internal sealed record DayAnswer(DateOnly Date, string? Holiday, string? SchoolHoliday, IReadOnlyList<EntryAnswer> Entries);

/// <param name="At">UTC.</param>
/// <param name="Post">Null for an empty slot.</param>
/// <param name="Gap">Null for a post.</param>
internal sealed record EntryAnswer(DateTime At, string Title, PostId? Post, PostState? State, PeriodAnswer? Gap, IReadOnlyList<ChannelId> Channels, bool Quiet)
{
    public static EntryAnswer Of(CalendarEntry entry) => new(
        entry.At, entry.Gap?.Name ?? entry.Post!.Title, entry.Post?.Id, entry.Post?.State, entry.Gap is { } gap ? PeriodAnswer.Of(gap) : null, entry.Channels, entry.Quiet);
}

/// <param name="Share">Per cent.</param>
/// <param name="Target">Per cent; 0 for none.</param>
internal sealed record MixAnswer(CategoryId Category, string Name, int Posts, double Share, int Target);
