using System.Globalization;
using Microsoft.AspNetCore.Components;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Calendar;

/// <summary>Posts and slots in their days. What is looked at stands in the address; moving is the use cases'.</summary>
public sealed partial class CalendarPage
{
    private CalendarView? view;
    private CalendarEntry? moved;
    private string? asked;
    private bool moving, quieting;

    [SupplyParameterFromQuery(Name = "ansicht")] private string? Look { get; set; }
    [SupplyParameterFromQuery(Name = "tag")] private string? Day { get; set; }
    [SupplyParameterFromQuery(Name = "nach")] private string? By { get; set; }
    [SupplyParameterFromQuery(Name = "kanal")] private string? Channel { get; set; }

    [Inject] private CityTime City { get; set; } = null!;
    [Inject] private NavigationManager Go { get; set; } = null!;
    [Inject] private Use<CalendarBoard> Board { get; set; } = null!;
    [Inject] private Use<MovePost> Posts { get; set; } = null!;
    [Inject] private Use<MovePeriod> Slots { get; set; } = null!;

    protected override IReadOnlyList<string> Topics => ["posts", "deliveries"];

    private CalendarSpan Span => CalendarSpan.Of(Enum.TryParse<CalendarLook>(Look, ignoreCase: true, out var look) && Enum.IsDefined(look) ? look : CalendarLook.Month, CalendarSpan.Read(Day, City.Today));

    private bool ByChannel => By == "kanal";

    private bool IsWeek => Span.Look == CalendarLook.Week;

    protected override async Task OnParametersSetAsync()
    {
        if (asked is not null && asked != Wanted)
            await Reload();
    }

    protected override async Task Read(CancellationToken ct)
    {
        var (span, wanted) = (Span, Wanted);
        var read = await Board.Now((board, actor) => board.Run(actor, span, ChannelId.TryParse(Channel, null, out var only) ? only : null, ct), ct);
        // Whoever turns the pages faster than they are read sees only the last one.
        if (wanted == Wanted)
            (view, asked) = (read, wanted);
    }

    private string Wanted => $"{Span.Look} {Span.From:o} {Channel}";

    private string To(CalendarLook look, DateOnly day) => To(look, day, By, Channel);

    private static string To(CalendarLook look, DateOnly day, string? by, string? channel) => string.Create(
        CultureInfo.InvariantCulture,
        $"/desk/kalender?ansicht={look}&tag={day:yyyy-MM-dd}{(by == "kanal" ? "&nach=kanal" : "")}{(string.IsNullOrEmpty(channel) ? "" : $"&kanal={Uri.EscapeDataString(channel)}")}");

    private CalendarEntry? Find(string key) => view?.Days.SelectMany(day => day.Entries).FirstOrDefault(entry => CalendarWords.Key(entry) == key);

    private void Ask(string key) => (moved, moving) = (Find(key), true);

    private async Task Drop(Dropped dropped)
    {
        if (Find(dropped.Entry) is not { } entry)
            return;
        var time = TimeOnly.FromDateTime(entry.Local);
        var local = dropped.Day.ToDateTime(dropped.Hour is { } hour && hour != time.Hour ? new TimeOnly(hour, 0) : time);
        if (local == entry.Local)
            return;
        var refused = await Move(entry, new PostDue.OnTheClock(local, Overlap.Ask));
        if (refused.Count > 0)
            Toasts.Fail(string.Join(' ', refused.Select(T.Of)));
        StateHasChanged();
    }

    private Task<IReadOnlyList<Refusal>> MoveTo(DateTime local, Overlap overlap) => Move(moved!, new PostDue.OnTheClock(local, overlap));

    private async Task<IReadOnlyList<Refusal>> Move(CalendarEntry entry, PostDue when)
    {
        var outcome = await Put(entry, when);
        if (!outcome.Ok)
            return outcome.Refusals;
        var said = T["Editorial.Calendar.Moved", CalendarWords.Title(T, entry), SlotWords.Moment(City, outcome.Value.To)];
        Toasts.Say(outcome.Value.Quiet ? $"{said} {T["Editorial.Calendar.NowQuiet"]}" : said, () => Undo(entry));
        await Reload();
        return [];
    }

    private async Task Undo(CalendarEntry entry)
    {
        var back = await Put(entry, entry.Gap is { Moved: false } ? new PostDue.Open() : new PostDue.At(entry.At));
        await Tell(back.To(_ => default(Done)), T["Editorial.Calendar.Undone"]);
        await InvokeAsync(StateHasChanged);
    }

    private async Task<Outcome<MovedPost>> Put(CalendarEntry entry, PostDue when)
    {
        if (entry.Post is { } post)
            return await Posts.Now((move, actor) => move.Run(actor, post.Id, when, Ct), Ct);
        var gap = entry.Gap!;
        var placed = when.Read(City);
        var outcome = await Slots.Now((move, actor) => move.Run(actor, gap.Slot, gap.Day, when, Ct), Ct);
        return outcome.To(from =>
        {
            var to = placed.Value.Utc ?? from;
            return new MovedPost(from, to, view!.Quiet.Has(TimeOnly.FromDateTime(City.ToLocal(to))));
        });
    }
}
