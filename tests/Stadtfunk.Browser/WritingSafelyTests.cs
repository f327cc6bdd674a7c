using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>Nothing that was typed gets lost: not with the connection, not with the session, not to somebody who writes at the same time.</summary>
public sealed partial class WritingSafelyTests(DemoTown town)
{
    [Fact]
    public async Task What_is_typed_while_the_connection_is_down_is_saved_when_it_is_back()
    {
        await using var writer = await town.Open();
        var wire = await Wire.Of(writer.Page);
        var post = await Draft(writer, "sabine.brandt", "Die Brücke wird gesperrt.");
        await wire.Cut();
        await writer.Page.Labelled("Text").FillAsync("Die Brücke wird am Montag gesperrt.");
        await writer.Page.GetByText("Die Verbindung", new() { Exact = false }).First.WaitForAsync(new() { Timeout = 60_000 });
        wire.Mend();
        await Saved(writer, post, "Die Brücke wird am Montag gesperrt.");
    }

    [Fact]
    public async Task What_is_chosen_while_the_connection_is_down_is_saved_when_it_is_back()
    {
        await using var writer = await town.Open();
        var wire = await Wire.Of(writer.Page);
        var post = await Draft(writer, "sabine.brandt", "Der Spielplatz öffnet.");
        var before = await writer.Page.Locator("#post-category").InputValueAsync();
        await wire.Cut();
        await writer.Page.Locator("#post-category").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        var chosen = await writer.Page.Locator("#post-category").InputValueAsync();
        Assert.NotEqual(before, chosen);
        await writer.Page.GetByText("Die Verbindung", new() { Exact = false }).First.WaitForAsync(new() { Timeout = 60_000 });
        wire.Mend();
        await using var reader = await town.Open();
        await reader.SignIn(Person("jonas.petersen"));
        for (var deadline = Environment.TickCount64 + 60_000; await reader.Page.Locator("#post-category").CountAsync() == 0 || await reader.Page.Locator("#post-category").InputValueAsync() != chosen; await Task.Delay(500))
        {
            Assert.True(Environment.TickCount64 < deadline, "The category was never saved.");
            await reader.Go(post);
        }
    }

    [Fact]
    public async Task A_remark_that_was_typed_before_the_page_was_lost_is_offered_until_it_is_sent()
    {
        await using var writer = await town.Open();
        var wire = await Wire.Of(writer.Page);
        var post = await Draft(writer, "sabine.brandt", "Die Bücherei zieht um.");
        await wire.Cut();
        await writer.Page.Labelled("Anmerkung schreiben").FillAsync("Bitte noch die neue Anschrift.");
        await writer.Page.GotoAsync("about:blank");
        wire.Mend();
        await writer.Go(post);
        var found = writer.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Nicht gespeicherter Text gefunden" });
        await found.WaitForAsync();
        await writer.Page.Button("Übernehmen").ClickAsync();
        await found.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal("Bitte noch die neue Anschrift.", await writer.Page.Labelled("Anmerkung schreiben").InputValueAsync());
        await writer.Page.Button("Anmerken").ClickAsync();
        await writer.Page.Locator("li", new() { HasText = "Bitte noch die neue Anschrift." }).WaitForAsync();
        Assert.Equal("", await writer.Page.Labelled("Anmerkung schreiben").InputValueAsync());
        await writer.Go(post);
        Assert.Equal(0, await found.CountAsync());
    }

    [Fact]
    public async Task Two_windows_of_one_person_know_of_each_other_and_neither_overwrites_the_other()
    {
        await using var writer = await town.Open();
        var post = await Draft(writer, "sabine.brandt", "Der Wochenmarkt zieht um.");
        var second = await writer.Page.Context.NewPageAsync();
        await second.GotoAsync(post);
        foreach (var page in new[] { writer.Page, second })
            await page.GetByText("auch in einem anderen Fenster von Ihnen offen").WaitForAsync();
        await writer.Page.Labelled("Text").FillAsync("Der Wochenmarkt zieht auf den Schlossplatz.");
        await Assertions.Expect(second.Labelled("Text")).ToHaveValueAsync("Der Wochenmarkt zieht auf den Schlossplatz.", new() { Timeout = 60_000 });
        await second.Labelled("Überschrift").FillAsync("Wochenmarkt zieht um");
        await Assertions.Expect(writer.Page.Labelled("Überschrift")).ToHaveValueAsync("Wochenmarkt zieht um", new() { Timeout = 60_000 });
        Assert.Equal("Der Wochenmarkt zieht auf den Schlossplatz.", await writer.Page.Labelled("Text").InputValueAsync());
    }

    [Fact]
    public async Task What_was_typed_to_return_a_post_is_there_again_after_the_session_ended_and_gone_once_it_is_returned()
    {
        await using var writer = await town.Open();
        var post = await Draft(writer, "sabine.brandt", "Die Bücherei hat sonntags offen.");
        await writer.Page.Button("Zur Freigabe geben").ClickAsync();
        await using var lead = await town.Open();
        await lead.SignIn(Person("leyla.mertens"));
        await lead.Go(post);
        await lead.Page.Button("Zurückgeben").ClickAsync();
        var dialog = lead.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("Bitte noch die Uhrzeit nennen.");
        await lead.Page.Context.ClearCookiesAsync();
        await lead.SignIn(Person("leyla.mertens"));
        await lead.Go(post);
        await lead.Page.Button("Übernehmen").ClickAsync();
        await lead.Page.Button("Zurückgeben").ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("Bitte noch die Uhrzeit nennen.");
        await dialog.Button("Zurückgeben").ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await writer.Page.GetByText("Bitte noch die Uhrzeit nennen.").First.WaitForAsync();
        await lead.Go(post);
        Assert.Equal(0, await lead.Page.GetByText("Nicht gespeicherter Text gefunden").CountAsync());
    }

    [Fact]
    public async Task What_was_typed_before_the_page_was_lost_is_offered_and_gone_once_it_is_saved()
    {
        await using var writer = await town.Open();
        var wire = await Wire.Of(writer.Page);
        var post = await Draft(writer, "sabine.brandt", "Das Freibad öffnet.");
        await wire.Cut();
        await writer.Page.Labelled("Text").FillAsync("Das Freibad öffnet am Samstag um neun.");
        await writer.Page.GotoAsync("about:blank");
        wire.Mend();
        await writer.Go(post);
        var found = writer.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Nicht gespeicherter Text gefunden" });
        await found.WaitForAsync();
        Assert.Empty(await writer.Axe());
        Assert.Equal("Das Freibad öffnet.", await writer.Page.Labelled("Text").InputValueAsync());
        await writer.Page.Button("Übernehmen").ClickAsync();
        await Saved(writer, post, "Das Freibad öffnet am Samstag um neun.");
        await writer.Go(post);
        Assert.Equal(0, await found.CountAsync());
    }

    [Fact]
    public async Task Whose_session_ended_while_typing_finds_the_text_after_signing_in_and_nobody_else_does()
    {
        await using var writer = await town.Open();
        var post = await Draft(writer, "sabine.brandt", "Der Markt zieht um.");
        var wire = await Wire.Of(writer.Page);
        await writer.Go(post);
        await wire.Cut();
        await writer.Page.Labelled("Text").FillAsync("Der Markt zieht in die Lindenallee um.");
        await writer.Page.Context.ClearCookiesAsync();
        // Only then: the old page would find its connection again and save.
        await writer.Page.GotoAsync(post);
        await writer.Page.Reach("**/anmelden**");
        wire.Mend();
        var found = writer.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Nicht gespeicherter Text gefunden" });
        await writer.SignIn(Person("leyla.mertens"));
        await writer.Go(post);
        Assert.Equal(0, await found.CountAsync());
        await writer.Page.Context.ClearCookiesAsync();
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Go(post);
        await found.WaitForAsync();
        await writer.Page.Button("Verwerfen").ClickAsync();
        await found.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal("Der Markt zieht um.", await writer.Page.Labelled("Text").InputValueAsync());
    }

    [Fact]
    public async Task Long_typing_without_a_pause_is_saved_on_the_way()
    {
        await using var writer = await town.Open();
        var post = await Draft(writer, "sabine.brandt", "Anfang.");
        var before = await Stamp(writer);
        var field = writer.Page.Labelled("Text");
        await field.ClickAsync();
        for (var deadline = Environment.TickCount64 + 8_000; Environment.TickCount64 < deadline;)
            await field.PressSequentiallyAsync("wort ", new() { Delay = 60 });
        await using var other = await town.Open();
        await other.SignIn(Person("leyla.mertens"));
        await other.Go(post);
        Assert.Contains("wort wort", await other.Page.Labelled("Text").InputValueAsync(), StringComparison.Ordinal);
        Assert.NotNull(before);
    }

    [Fact]
    public async Task Two_who_write_at_once_see_each_other_and_choose()
    {
        await using var writer = await town.Open();
        var post = await Draft(writer, "sabine.brandt", "Das Rathaus schließt früher.");
        await using var lead = await town.Open();
        await lead.SignIn(Person("leyla.mertens"));
        await lead.Go(post);
        await writer.Page.GetByText("auch offen bei Leyla Mertens").WaitForAsync();
        await lead.Page.GetByText("auch offen bei Sabine Brandt").WaitForAsync();

        await lead.Page.Labelled("Text").FillAsync("Das Rathaus schließt um zwölf.");
        await writer.Page.Labelled("Text").FillAsync("Das Rathaus schließt um zehn.");
        var (mine, question) = await First(writer, lead);
        await question.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Zwei haben gleichzeitig geschrieben" }).WaitForAsync();
        Assert.Empty(await question.Axe());
        var kept = await question.Page.Labelled("Text").InputValueAsync();
        await question.Page.Button("Meine Fassung behalten").ClickAsync();
        await Saved(question, post, kept);
        Assert.Equal(kept, await mine.Page.Labelled("Text").InputValueAsync());
        // What was not chosen is still there to be fetched back.
        await question.Page.Button("Änderungen").ClickAsync();
        var dialog = question.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = BringBack() }).First.ClickAsync();
        await question.Page.GetByText("Der frühere Stand ist zurückgeholt.").WaitForAsync();
        Assert.NotEqual(kept, await question.Page.Labelled("Text").InputValueAsync());
    }

    [Fact]
    public async Task A_headline_that_is_pasted_much_too_long_is_refused_with_a_sentence_and_nothing_of_it_is_cut()
    {
        await using var writer = await town.Open();
        var post = await Draft(writer, "sabine.brandt", "Der Text dazu.");
        var pasted = string.Concat(Enumerable.Repeat("Zehn Worte ", 910))[..10_000].TrimEnd() + "!";
        await writer.Page.Labelled("Überschrift").SelectTextAsync();
        await writer.Page.Keyboard.InsertTextAsync(pasted);
        await writer.Page.GetByText($"Das ist um {pasted.Length - 200} Zeichen zu lang.").First.WaitForAsync();
        Assert.Equal(pasted, await writer.Page.Labelled("Überschrift").InputValueAsync());
        // Also whoever closes the window now finds all of it again.
        await writer.Go(post);
        await writer.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Nicht gespeicherter Text gefunden" }).WaitForAsync();
        await writer.Page.Button("Übernehmen").ClickAsync();
        await writer.Page.WaitForFunctionAsync("length => document.getElementById('post-title').value.length === length", pasted.Length);
        Assert.Equal(pasted, await writer.Page.Labelled("Überschrift").InputValueAsync());
    }

    [Fact]
    public async Task Going_back_in_the_browser_and_forward_again_loses_nothing()
    {
        await using var writer = await town.Open();
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Go("/desk/beitraege");
        await writer.Page.GetByRole(AriaRole.Link, new() { Name = "Neuer Beitrag" }).First.ClickAsync();
        var title = $"Hin und zurück {Guid.CreateVersion7():N}";
        await writer.Page.Labelled("Überschrift").FillAsync(title);
        await writer.Page.Labelled("Text").FillAsync("Der erste Satz.");
        await writer.Page.Reach(OnePost());
        var post = new Uri(writer.Page.Url).AbsolutePath;
        // Faster than it is saved by itself.
        await writer.Page.Labelled("Text").FillAsync("Der erste Satz. Und der zweite.");
        await writer.Page.GoBackAsync();
        await writer.Page.GetByRole(AriaRole.Heading, new() { Name = "Beiträge", Level = 1 }).WaitForAsync();
        await writer.Page.GoForwardAsync();
        await writer.Page.Labelled("Text").WaitForAsync();
        await Assertions.Expect(writer.Page.Labelled("Text")).ToHaveValueAsync("Der erste Satz. Und der zweite.");
        Assert.Equal(title, await writer.Page.Labelled("Überschrift").InputValueAsync());
        await Saved(writer, post, "Der erste Satz. Und der zweite.");
        Assert.Empty(writer.Errors);
    }

    // Which of the two saved first, and who is asked then.
    private static async Task<(Visit First, Visit Asked)> First(Visit one, Visit other)
    {
        var asked = new[] { one, other }.Select(visit => visit.Page.Button("Meine Fassung behalten").WaitForAsync()).ToArray();
        return await Task.WhenAny(asked) == asked[0] ? (other, one) : (one, other);
    }

    private async Task<string> Draft(Visit visit, string person, string text)
    {
        await visit.SignIn(Person(person));
        await visit.Go("/desk/beitraege/neu");
        await visit.Page.Labelled("Überschrift").FillAsync($"Sicher schreiben {Guid.CreateVersion7():N}");
        await visit.Page.Labelled("Text").FillAsync(text);
        await visit.Page.Reach(OnePost());
        await visit.Page.GetByText(SavedAt()).WaitForAsync();
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    private static Task<string?> Stamp(Visit visit) => visit.Page.GetByText(SavedAt()).TextContentAsync();

    // Seen by somebody else: only then does the server have it.
    private async Task Saved(Visit visit, string post, string text)
    {
        await using var reader = await town.Open();
        await reader.SignIn(Person("jonas.petersen"));
        for (var deadline = Environment.TickCount64 + 60_000; ; await Task.Delay(500))
        {
            await reader.Go(post);
            if (await reader.Page.Labelled("Text").InputValueAsync() == text)
                return;
            Assert.True(Environment.TickCount64 < deadline, $"Not saved. It says: {await visit.Page.Locator("main .overline").InnerTextAsync()}");
        }
    }

    private DemoPerson Person(string name) => town.Sheet.People.First(person => person.Email.StartsWith(name, StringComparison.Ordinal));

    [GeneratedRegex("/desk/beitraege/[0-9a-f-]{30,}$")]
    private static partial Regex OnePost();

    [GeneratedRegex("^Stand [0-9]+ zurückholen$")]
    private static partial Regex BringBack();

    [GeneratedRegex("^gespeichert um")]
    private static partial Regex SavedAt();
}
