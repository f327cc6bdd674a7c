using System.Globalization;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>A slot from its first day to its last: set up, one period left out, moved and written, rested in the holidays, removed.</summary>
public sealed class SlotTests(DemoTown town)
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    [Fact]
    public async Task A_slot_is_set_up_left_out_once_moved_once_written_and_rests_in_the_holidays()
    {
        var name = $"Büchertipp {Guid.CreateVersion7().ToString("N")[26..]}";
        // Far enough ahead that no draft is made by itself while somebody looks.
        var first = Thursday(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(40));
        await using var visit = await town.Open(width: 1280);
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("leyla.mertens", StringComparison.Ordinal)));
        var page = visit.Page;
        await visit.Go("/desk/sendeplaetze");
        await page.Button("Neuer Sendeplatz").First.ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog, new() { Name = "Neuer Sendeplatz" });
        await form.Locator("#slot-name").FillAsync(name);
        await form.GetByLabel("Donnerstag").UncheckAsync();
        await form.Button("Sendeplatz speichern").ClickAsync();
        await form.Locator("#slot-weekdays-error").WaitForAsync();
        Assert.Empty(await visit.Glance("the form of a slot with its errors"));
        await form.GetByLabel("Donnerstag").CheckAsync();
        await form.GetByLabel("Vorlauf in Tagen").FillAsync("5");
        await form.Locator("#slot-first").FillAsync(Iso(first));
        await form.Locator("#slot-at").FillAsync("10:30");
        await form.Locator("#slot-title").FillAsync("Der Büchertipp zum {Datum}");
        await form.GetByLabel("In den Schulferien aussetzen").CheckAsync();
        await form.Button("Sendeplatz speichern").ClickAsync();

        var lines = page.GetByRole(AriaRole.List, new() { Name = $"Nächste Termine: {name}" }).GetByRole(AriaRole.Listitem);
        await lines.Nth(2).WaitForAsync();
        Assert.Equal([Moment(first, "10:30"), Moment(first.AddDays(7), "10:30"), Moment(first.AddDays(14), "10:30")], await lines.Locator(".moment").AllInnerTextsAsync());

        // Left out, and back by the message that says so.
        await page.Button($"Auslassen: {name}, {Moment(first, "10:30")}").ClickAsync();
        await lines.First.GetByText("fällt aus", new() { Exact = true }).WaitForAsync();
        await page.Button("Rückgängig").ClickAsync();
        await lines.First.GetByText("noch leer").WaitForAsync();

        // One rests in the holidays.
        var holidays = $"Ferien {name}";
        await page.Locator("#holiday-name").FillAsync(holidays);
        await page.Locator("#holiday-first").FillAsync(Iso(first.AddDays(6)));
        await page.Locator("#holiday-last").FillAsync(Iso(first.AddDays(8)));
        await page.Button("Ferien eintragen").ClickAsync();
        await lines.Nth(1).GetByText("fällt aus: Schulferien").WaitForAsync();
        await page.Button($"{holidays} entfernen").ClickAsync();
        await lines.Nth(1).GetByText("noch leer").WaitForAsync();

        // One is moved, and only that one.
        await page.Button($"Einmal verschieben: {name}, {Moment(first.AddDays(7), "10:30")}").ClickAsync();
        await page.Locator("#move-day").FillAsync(Iso(first.AddDays(8)));
        await page.Locator("#move-time").FillAsync("09:00");
        await page.GetByRole(AriaRole.Dialog).Button("Verschieben").ClickAsync();
        await lines.Nth(1).GetByText("einmal verschoben").WaitForAsync();
        Assert.Equal([Moment(first, "10:30"), Moment(first.AddDays(8), "09:00"), Moment(first.AddDays(14), "10:30")], await lines.Locator(".moment").AllInnerTextsAsync());
        Assert.Empty(await visit.Glance("slots"));

        // One is written now: a draft with the template's words and the slot's time.
        await page.Button($"Jetzt schreiben: {name}, {Moment(first, "10:30")}").ClickAsync();
        await page.Locator("#post-day").WaitForAsync();
        Assert.Equal($"Der Büchertipp zum {first.ToString("d. MMMM", German)}", await page.Labelled("Überschrift").InputValueAsync());
        Assert.Equal((Iso(first), "10:30"), (await page.Locator("#post-day").InputValueAsync(), (await page.Locator("#post-time").InputValueAsync())[..5]));

        await visit.Go("/desk/sendeplaetze");
        await page.Button($"Sendeplatz {name} ändern").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Button("Sendeplatz entfernen").ClickAsync();
        await page.GetByRole(AriaRole.Dialog, new() { Name = $"„{name}“ entfernen?" }).Button("Sendeplatz entfernen").ClickAsync();
        await page.GetByText("Der Sendeplatz ist entfernt.").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Heading, new() { Name = name }).CountAsync());
        Assert.Empty(visit.Errors);
    }

    private static DateOnly Thursday(DateOnly day) => day.AddDays((DayOfWeek.Thursday - day.DayOfWeek + 7) % 7);

    private static string Moment(DateOnly day, string at) => $"{day.ToString("dddd, d. MMMM", German)}, {at}";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
