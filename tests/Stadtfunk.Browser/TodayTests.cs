using System.Globalization;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>Today moves by itself: what somebody does in one browser stands on the other's Today without a reload.</summary>
public sealed class TodayTests(DemoTown town)
{
    [Fact]
    public async Task What_one_hands_in_and_another_gives_back_appears_on_both_todays_without_a_reload()
    {
        var title = $"Die Bücherei zieht um ({Guid.CreateVersion7():N})";
        await using var approver = await town.Open();
        await approver.SignIn(Person("mehmet.yildiz"));
        await Sit(approver);
        Assert.Equal(0, await Waits(approver, $"Freigabe: {title}").CountAsync());

        await using var writer = await town.Open();
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Begin(title, "Ab Montag stehen die Bücher in der Lindenallee.");
        var post = await writer.Submit();
        await Waits(approver, $"Freigabe: {title}").WaitForAsync();

        await Sit(writer);
        await using var second = await town.Open();
        await second.SignIn(Person("leyla.mertens"));
        await second.Go(post);
        await second.Page.Button("Zurückgeben").ClickAsync();
        var dialog = second.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("textarea").FillAsync("Bitte noch die Öffnungszeiten nennen.");
        await dialog.Button("Zurückgeben").ClickAsync();
        await Waits(writer, $"Zurück an Sie: {title}").WaitForAsync();
        await writer.Page.GetByText("Bitte noch die Öffnungszeiten nennen.").WaitForAsync();
        await Waits(approver, $"Freigabe: {title}").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.True(await IsTheSamePage(approver) && await IsTheSamePage(writer));
        Assert.Empty(approver.Errors.Concat(writer.Errors).Concat(second.Errors));
    }

    [Fact]
    public async Task What_will_stop_a_planned_post_is_one_red_line_with_the_button_that_mends_it()
    {
        var channel = $"Übungskanal {Guid.CreateVersion7().ToString("N")[26..]}";
        await using var desk = await town.Open();
        await desk.SignIn(Person("leyla.mertens"));
        await desk.NewChannel("Übungsnetz", channel);
        await desk.Page.GetByLabel("Name des Übungskontos").FillAsync($"rot{channel[12..]}");
        await desk.Page.Button("Mit Übungsnetz verbinden").ClickAsync();
        await desk.Activate();
        var place = new Uri(desk.Page.Url).AbsolutePath;
        await using var writer = await town.Open();
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Begin($"Der Weihnachtsmarkt öffnet ({Guid.CreateVersion7():N})", "Um elf geht es los.", channel);
        await writer.Page.Locator("#post-day").FillAsync(TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await writer.Page.Locator("#post-time").FillAsync("11:00");
        var post = await writer.Submit();
        await desk.Go(post);
        await desk.Page.Button("Freigeben und einplanen").ClickAsync();
        await desk.Page.GetByRole(AriaRole.Dialog).Button("Freigeben und einplanen").ClickAsync();
        await desk.Page.Button("Aus der Planung nehmen").WaitForAsync();

        await using var early = await town.Open();
        await early.SignIn(Person("leyla.mertens"));
        await Sit(early);
        var line = early.Page.GetByText($"Übungsnetz (Mastodon) „{channel}“").Or(early.Page.GetByText($"Übungsnetz „{channel}“"));
        Assert.Equal(0, await line.CountAsync());
        await desk.Go(place);
        await desk.Page.Button("Anhalten").ClickAsync();
        await desk.Page.Button("Weiter senden").WaitForAsync();
        await line.WaitForAsync();
        await early.Page.GetByText("Betroffen ist ein geplanter Beitrag").First.WaitForAsync();
        Assert.Empty(await early.Glance("Today with a red line"));
        await early.Page.Button($"Weiter senden: {channel}").ClickAsync();
        await line.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await desk.Page.Button("Anhalten").WaitForAsync();
        Assert.True(await IsTheSamePage(early));

        // A sign-in that is gone is mended on the channel's page, to which the line leads.
        await desk.Page.Button("Trennen").ClickAsync();
        await desk.Page.GetByRole(AriaRole.Dialog).Button("Trennen").ClickAsync();
        await early.Page.GetByRole(AriaRole.Link, new() { Name = $"Verbinden: {channel}" }).ClickAsync();
        await early.Page.Reach($"**{place}");
        await early.Page.GetByLabel("Name des Übungskontos").FillAsync($"rot{channel[12..]}");
        await early.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Mit Übungsnetz .*verbinden$") }).ClickAsync();
        await early.Page.Button("Trennen").WaitForAsync();
        await Sit(early);
        Assert.Equal(0, await line.CountAsync());
        Assert.Empty(desk.Errors.Concat(writer.Errors).Concat(early.Errors));
    }

    [Fact]
    public async Task A_comment_of_the_legal_office_stands_at_the_post_for_others_and_it_can_do_nothing_else()
    {
        await using var legal = await town.Open();
        await legal.SignIn(Person("ingrid.falk"));
        await legal.Go("/desk");
        Assert.Equal(0, await legal.Page.GetByRole(AriaRole.Link, new() { Name = "Neuer Beitrag" }).CountAsync());
        await legal.Go("/desk/beitraege?stand=Submitted");
        var post = (await legal.Page.Locator("main tbody a:has-text('Wenn es stürmt')").GetAttributeAsync("href"))!;
        await legal.Go(post);
        foreach (var step in (string[])["Freigeben", "Zurückgeben", "Zur Freigabe geben", "Zurückziehen"])
            Assert.Equal(0, await legal.Page.Button(step).CountAsync());
        Assert.False(await legal.Page.Labelled("Text").IsEditableAsync());
        var said = $"Bitte die Quelle nennen ({Guid.CreateVersion7():N}).";
        await legal.Page.Labelled("Anmerkung schreiben").FillAsync(said);
        await using var writer = await town.Open();
        await writer.SignIn(Person("leyla.mertens"));
        await writer.Go(post);
        await legal.Page.Button("Anmerken").ClickAsync();
        await writer.Page.GetByText(said).WaitForAsync();
        Assert.Empty(await legal.Axe());
        Assert.Empty(legal.Errors.Concat(writer.Errors));
    }

    private static async Task Sit(Visit visit)
    {
        await visit.Go("/desk");
        await visit.Page.EvaluateAsync("() => { window.sameAsBefore = true; }");
    }

    private static Task<bool> IsTheSamePage(Visit visit) => visit.Page.EvaluateAsync<bool>("() => window.sameAsBefore === true");

    private static ILocator Waits(Visit visit, string words) => visit.Page.GetByRole(AriaRole.Main).GetByText(words, new() { Exact = true });

    private DemoPerson Person(string local) => town.Sheet.People.Single(person => person.Email.StartsWith(local, StringComparison.Ordinal));
}
