using System.Globalization;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>The calendar with a mouse and without one: the same moves, the same way back.</summary>
public sealed class CalendarTests(DemoTown town)
{
    // Lies in the plan of the demo city four days ahead, at eleven.
    private const string Planned = "Museumswerkstatt: Spuren";

    private static DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).DateTime);

    [Fact]
    public async Task A_planned_post_is_dragged_to_another_day_and_put_back()
    {
        await using var visit = await Week(Today.AddDays(4));
        var entry = visit.Page.Locator(".entry", new() { HasText = Planned });
        var from = await DayOf(entry);
        var to = from.DayOfWeek == DayOfWeek.Sunday ? from.AddDays(-1) : from.AddDays(1);
        await Drag(entry, visit.Page.Locator($"td[data-day='{Iso(to)}'][data-hour='14']"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Rückgängig" }).ClickAsync();
        await visit.Page.Locator($"td[data-day='{Iso(from)}'][data-hour='11']", new() { HasText = Planned }).WaitForAsync();
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task A_published_post_is_not_dragged_away()
    {
        await using var visit = await Week(Today.AddDays(-7));
        var entry = visit.Page.Locator(".entry[data-state=Published]").First;
        var day = await DayOf(entry);
        await entry.DragToAsync(visit.Page.Locator($"td[data-day='{Iso(day)}'][data-hour='9']"));
        await visit.Page.GetByText("Dieser Beitrag ist schon veröffentlicht.").WaitForAsync();
        Assert.Equal(day, await DayOf(visit.Page.Locator(".entry[data-state=Published]").First));
    }

    [Fact]
    public async Task Without_a_mouse_the_same_is_done_with_keys()
    {
        await using var visit = await Week(Today.AddDays(4));
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        var from = await DayOf(page.Locator(".entry", new() { HasText = Planned }));
        await page.Locator("td[tabindex='0']").FocusAsync();
        await keys.PressAsync("Home");
        for (var step = 0; step < ((int)from.DayOfWeek + 6) % 7; step++)
            await keys.PressAsync("ArrowRight");
        for (var step = 0; step < 30 && await Focused(page, "hour") is not (null or "11"); step++)
            await keys.PressAsync(int.Parse((await Focused(page, "hour"))!, CultureInfo.InvariantCulture) < 11 ? "ArrowDown" : "ArrowUp");
        Assert.Equal((Iso(from), "11"), (await Focused(page, "day"), await Focused(page, "hour")));
        await keys.PressAsync("Enter");
        await keys.PressAsync("m");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.Locator("#move-time").FillAsync("13:15");
        await page.Locator("#move-time").PressAsync("Enter");
        await page.Locator($"td[data-day='{Iso(from)}'][data-hour='13']", new() { HasText = Planned }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rückgängig" }).ClickAsync();
        await page.Locator($"td[data-day='{Iso(from)}'][data-hour='11']", new() { HasText = Planned }).WaitForAsync();
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task A_telephone_shows_the_list_and_moves_there_too()
    {
        await using var visit = await town.Open(width: 320);
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("leyla.mertens", StringComparison.Ordinal)));
        await visit.Go($"/desk/kalender?tag={Iso(Today.AddDays(4))}");
        Assert.False(await visit.Page.GetByRole(AriaRole.Grid).IsVisibleAsync());
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Verschieben: {Planned}", Exact = false }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        Assert.Equal(0, await visit.Overflow());
    }

    private async Task<Visit> Week(DateOnly day)
    {
        var visit = await town.Open(width: 1500);
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("leyla.mertens", StringComparison.Ordinal)));
        await visit.Go($"/desk/kalender?ansicht=Week&tag={Iso(day)}");
        await visit.Page.Locator("td[tabindex='0']").WaitForAsync();
        return visit;
    }

    // A hand that misses, because something moved under it, takes hold again.
    private static async Task Drag(ILocator entry, ILocator cell)
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                await entry.DragToAsync(cell);
                await cell.Filter(new() { Has = entry }).WaitForAsync(new() { Timeout = 8_000 });
                return;
            }
            catch (TimeoutException) when (attempt < 3)
            {
            }
    }

    private static async Task<DateOnly> DayOf(ILocator entry) =>
        DateOnly.ParseExact(await entry.EvaluateAsync<string>("entry => entry.closest('td').dataset.day"), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<string?> Focused(IPage page, string data) => page.EvaluateAsync<string?>($"() => document.activeElement.dataset.{data} ?? null");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
