using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Stadtfunk.Editorial.Calendar;

public sealed partial class CalendarGrid
{
    private const int InMonth = 4;

    private IReadOnlyList<Row> rows = [];
    private ElementReference table;
    private IJSObjectReference? module;
    private DotNetObjectReference<CalendarGrid>? self;

    [CascadingParameter] internal CalendarView View { get; set; } = null!;

    /// <summary>Rows are channels instead of hours; in a month they are weeks.</summary>
    [Parameter] public bool ByChannel { get; set; }

    /// <summary>Where the week of a day is shown, with the same rows and channels.</summary>
    [Parameter, EditorRequired] public Func<DateOnly, string> WeekOf { get; set; } = null!;

    /// <summary>Somebody wants to move an entry, named by its key.</summary>
    [Parameter] public EventCallback<string> OnMove { get; set; }

    [Parameter] public EventCallback<Dropped> OnDrop { get; set; }

    private bool IsMonth => View.Span.Look == CalendarLook.Month;

    private string RowsAre => IsMonth ? "Editorial.Calendar.Weeks" : ByChannel ? "Editorial.Composer.Channels" : "Editorial.Calendar.Hours";

    protected override void OnParametersSet() => rows = IsMonth ? [.. ByChannel ? WeeksByChannels() : Weeks()] : ByChannel ? [.. ByChannels(View.Days)] : [.. Hours()];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
            {
                module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Stadtfunk.Editorial/js/calendar.js");
                await module.InvokeVoidAsync("attach", table, self = DotNetObjectReference.Create(this));
            }
            else if (module is not null)
                await module.InvokeVoidAsync("renew", table);
        }
        catch (JSDisconnectedException)
        {
            // The browser went first.
        }
    }

    /// <summary>Called by the browser: an entry was dropped on a cell.</summary>
    /// <param name="hour">Null where rows are no hours.</param>
    [JSInvokable]
    public Task Drop(string entry, string day, int? hour) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && hour is null or (>= 0 and < 24)
            ? InvokeAsync(() => OnDrop.InvokeAsync(new Dropped(entry, on, hour)))
            : Task.CompletedTask;

    private IEnumerable<Row> Weeks() => View.Days.Chunk(7).Select(week => new Row(
        week[0].Date.ToString("o", CultureInfo.InvariantCulture), Words["Editorial.Calendar.Week", CalendarWords.WeekNumber(week[0].Date)], null, false,
        [.. week.Select(day => new Cell(day, day.Entries))]));

    // In each week the channels on which something goes out.
    private IEnumerable<Row> WeeksByChannels()
    {
        foreach (var week in View.Days.Chunk(7))
        {
            var (key, name) = (week[0].Date.ToString("o", CultureInfo.InvariantCulture), Words["Editorial.Calendar.Week", CalendarWords.WeekNumber(week[0].Date)]);
            var used = ByChannels(week).Where(row => row.Cells.Any(cell => cell.Entries.Count > 0)).ToList();
            foreach (var row in used)
                yield return row with { Key = $"{key} {row.Key}", Label = $"{name}, {row.Label}" };
            if (used.Count == 0)
                yield return new Row(key, name, null, false, [.. week.Select(day => new Cell(day, []))]);
        }
    }

    // From seven to eight in the evening, and further where there is something.
    private IEnumerable<Row> Hours()
    {
        var used = View.Days.SelectMany(day => day.Entries).Select(entry => entry.Local.Hour).ToList();
        var (first, last) = (used.Append(7).Min(), used.Append(20).Max());
        for (var hour = first; hour <= last; hour++)
        {
            var at = hour;
            yield return new Row(
                at.ToString(CultureInfo.InvariantCulture), $"{at:00}:00", at, View.Quiet.Has(new TimeOnly(at, 0)),
                [.. View.Days.Select(day => new Cell(day, [.. day.Entries.Where(entry => entry.Local.Hour == at)]))]);
        }
    }

    private IEnumerable<Row> ByChannels(IReadOnlyList<CalendarDay> days)
    {
        foreach (var channel in View.Channels)
            yield return new Row(
                channel.Id.ToString(), channel.Name, null, false, [.. days.Select(day => new Cell(day, [.. day.Entries.Where(entry => entry.Channels.Contains(channel.Id))]))]);
        yield return new Row(
            "web", Words["Editorial.Calendar.OnlyWebsite"], null, false, [.. days.Select(day => new Cell(day, [.. day.Entries.Where(entry => entry.Channels.Count == 0)]))]);
    }

    private int Most(Cell cell) => IsMonth && cell.Entries.Count > InMonth ? InMonth - 1 : int.MaxValue;

    private string? Mark(DateOnly? day) => day == City.Today ? "true" : null;

    private static string Short(DateOnly day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(day.DayOfWeek);

    private string Says(Row row, Cell cell) => string.Join(", ", new[]
    {
        CalendarWords.Day(cell.Day.Date),
        IsMonth ? null : row.Label,
        CalendarWords.Off(Words, cell.Day),
        Words[cell.Entries.Count == 1 ? "Editorial.Calendar.OneEntry" : "Editorial.Calendar.Entries", cell.Entries.Count],
    }.OfType<string>());

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went first.
        }
    }

    private sealed record Row(string Key, string Label, int? Hour, bool Quiet, IReadOnlyList<Cell> Cells);

    private sealed record Cell(CalendarDay Day, IReadOnlyList<CalendarEntry> Entries);
}

/// <param name="Entry">Key of a post, or of a period of a slot.</param>
/// <param name="Hour">Null keeps the time.</param>
public sealed record Dropped(string Entry, DateOnly Day, int? Hour);
