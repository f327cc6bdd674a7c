using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>The page goes on working while somebody types: it saves, reads again, does what was asked. What was typed stands where it was typed, and is saved.</summary>
public sealed partial class TypingTests(DemoTown town)
{
    private const string Channel = "WhatsApp-Kanal der Stadt";

    [Fact]
    public async Task Who_pauses_behind_a_space_goes_on_writing_behind_it()
    {
        await using var writer = await Desk("sabine.brandt");
        var page = writer.Page;
        await writer.Go("/desk/beitraege/neu");
        await page.Labelled("Text").FillAsync("Ab Samstag öffnet das Bad um neun.");
        await writer.AddPicture(await page.ScreenshotAsync(), "Das Bad.");
        await page.Reach(OnePost());
        await Rests(page);
        await using var reader = await Desk("leyla.mertens");
        await reader.Go(new Uri(page.Url).AbsolutePath);
        foreach (var field in new[] { page.Labelled("Überschrift"), page.GetByLabel("Bildbeschreibung zu Bild 1"), page.Labelled("Link") })
        {
            await field.FillAsync("");
            await field.PressSequentiallyAsync("https://bad.example ");
            await Rests(page);
            // Somebody else does something with it meanwhile, and the page reads it again.
            var remark = $"Gesehen {Guid.CreateVersion7():N}";
            await reader.Page.Labelled("Anmerkung schreiben").FillAsync(remark);
            await reader.Page.Button("Anmerken").ClickAsync();
            await page.Locator("li", new() { HasText = remark }).WaitForAsync();
            await page.WaitForTimeoutAsync(500);
            await field.PressSequentiallyAsync("öffnet");
            await Assertions.Expect(field).ToHaveValueAsync("https://bad.example öffnet");
        }
    }

    [Fact]
    public async Task What_is_typed_while_a_post_is_being_handed_in_stays_and_is_saved()
    {
        await using var writer = await Desk("sabine.brandt");
        var page = writer.Page;
        await writer.Begin($"Schnell getippt {Guid.CreateVersion7():N}", "Der Markt öffnet.", Channel);
        await writer.AddPicture(await page.ScreenshotAsync(), "Der Markt.");
        await page.Reach(OnePost());
        await Rests(page);
        // In one breath, as on a slow line: the press is on its way when the words follow.
        await page.EvaluateAsync(
            """
            () => {
              [...document.querySelectorAll('button')].find(one => one.innerText === 'Zur Freigabe geben').click();
              const write = (id, text) => {
                const field = document.getElementById(id);
                field.value += text;
                field.dispatchEvent(new Event('input', { bubbles: true }));
              };
              write('post-title', ' jetzt');
              write('post-text', ' Und das Rathaus.');
              write('post-pictures-0-alt', ' Er ist voll.');
            }
            """);
        await page.Button("Zur Freigabe geben").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Assertions.Expect(page.Labelled("Text")).ToHaveValueAsync("Der Markt öffnet. Und das Rathaus.");
        await Assertions.Expect(page.GetByLabel("Bildbeschreibung zu Bild 1")).ToHaveValueAsync("Der Markt. Er ist voll.");
        await Rests(page);
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Assertions.Expect(page.Labelled("Text")).ToHaveValueAsync("Der Markt öffnet. Und das Rathaus.");
        await Assertions.Expect(page.GetByLabel("Bildbeschreibung zu Bild 1")).ToHaveValueAsync("Der Markt. Er ist voll.");
        Assert.EndsWith(" jetzt", await page.Labelled("Überschrift").InputValueAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.GetByText("Zwei haben gleichzeitig geschrieben").CountAsync());
    }

    [Fact]
    public async Task What_is_written_of_a_picture_while_it_is_being_saved_stays()
    {
        await using var writer = await Desk("leyla.mertens");
        var page = writer.Page;
        await Picture(writer);
        await page.GetByLabel("Bildbeschreibung").FillAsync("Das Rathaus. ");
        await page.GetByLabel("Bildnachweis").FillAsync("Stadt");
        await page.EvaluateAsync(
            """
            () => {
              const field = document.activeElement;
              field.dispatchEvent(new Event('change', { bubbles: true }));
              [...document.querySelectorAll('button')].find(one => one.innerText === 'Speichern').click();
              field.value = 'Stadt / N. Okafor';
              field.dispatchEvent(new Event('change', { bubbles: true }));
            }
            """);
        await page.GetByText("Gespeichert.", new() { Exact = true }).First.WaitForAsync();
        await page.WaitForTimeoutAsync(500);
        await Assertions.Expect(page.GetByLabel("Bildnachweis")).ToHaveValueAsync("Stadt / N. Okafor");
        await Assertions.Expect(page.GetByLabel("Bildbeschreibung")).ToHaveValueAsync("Das Rathaus. ");
        await Stored(page, "Stadt / N. Okafor");
    }

    [Fact]
    public async Task What_is_written_of_a_picture_while_the_connection_is_down_is_saved_when_it_is_back()
    {
        await using var writer = await Desk("leyla.mertens");
        var page = writer.Page;
        var wire = await Wire.Of(page);
        await Picture(writer);
        await wire.Cut();
        await page.GetByLabel("Bildnachweis").FillAsync("Feuerwehr Musterstadt");
        await page.Keyboard.PressAsync("Tab");
        await page.GetByText("Die Verbindung", new() { Exact = false }).First.WaitForAsync(new() { Timeout = 60_000 });
        wire.Mend();
        await page.GetByText("Die Verbindung", new() { Exact = false }).First.WaitForAsync(new() { State = WaitForSelectorState.Hidden, Timeout = 60_000 });
        await Stored(page, "Feuerwehr Musterstadt");
    }

    [Fact]
    public async Task What_is_written_of_a_picture_outlives_that_the_desk_forgets_the_page()
    {
        await using var writer = await Desk("leyla.mertens");
        var page = writer.Page;
        await Picture(writer);
        await page.GetByLabel("Bildnachweis").FillAsync("Stadtarchiv");
        await page.GetByLabel("Bildbeschreibung").FillAsync("Ein altes Tor.");
        await page.Keyboard.PressAsync("Tab");
        // As after a lid that was closed for long: another circuit draws the page anew.
        await page.EvaluateAsync("async () => { await Blazor.pauseCircuit(); await Blazor.resumeCircuit(); }");
        await Assertions.Expect(page.GetByLabel("Bildnachweis")).ToHaveValueAsync("Stadtarchiv");
        await Assertions.Expect(page.GetByLabel("Bildbeschreibung")).ToHaveValueAsync("Ein altes Tor.");
        await page.GetByText("steht wieder in den Feldern").WaitForAsync();
        Assert.Empty(await writer.Axe());
        await Stored(page, "Stadtarchiv");
    }

    [Fact]
    public async Task What_is_written_of_a_picture_outlives_that_the_page_is_opened_anew_when_the_connection_was_lost()
    {
        await using var writer = await Desk("leyla.mertens");
        var page = writer.Page;
        var wire = await Wire.Of(page);
        await Picture(writer);
        await page.GetByLabel("Bildnachweis").FillAsync("Stadtarchiv");
        await wire.Cut();
        await page.GetByText("Die Verbindung", new() { Exact = false }).First.WaitForAsync(new() { Timeout = 60_000 });
        await page.GetByLabel("Bildbeschreibung").FillAsync("Ein altes Tor.");
        wire.Hold();
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        wire.Mend();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(page.GetByLabel("Bildnachweis")).ToHaveValueAsync("Stadtarchiv");
        await Assertions.Expect(page.GetByLabel("Bildbeschreibung")).ToHaveValueAsync("Ein altes Tor.");
        await Stored(page, "Stadtarchiv");
        // Once: what is stored is what stands there from now on.
        await page.GetByLabel("Bildnachweis").FillAsync("Nicht gespeichert");
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Assertions.Expect(page.GetByLabel("Bildnachweis")).ToHaveValueAsync("Stadtarchiv");
    }

    private async Task<Visit> Desk(string person)
    {
        var visit = await town.Open();
        await visit.SignIn(town.Sheet.People.First(one => one.Email.StartsWith(person, StringComparison.Ordinal)));
        return visit;
    }

    /// <summary>A picture of one's own, open to be described.</summary>
    private static async Task Picture(Visit visit)
    {
        await visit.Go("/desk/medien");
        var name = $"{Guid.CreateVersion7():N}.png";
        await visit.Page.GetByLabel("Bild, Video oder PDF hochladen").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = await visit.Page.ScreenshotAsync() });
        await visit.Page.GetByText($"{name} ist in der Mediathek").WaitForAsync();
        await visit.Go((await visit.Page.Locator(".pictures li a.open").First.GetAttributeAsync("href"))!);
    }

    private static async Task Stored(IPage page, string credit)
    {
        await page.Button("Speichern").ClickAsync();
        await page.GetByText("Gespeichert.", new() { Exact = true }).First.WaitForAsync();
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Assertions.Expect(page.GetByLabel("Bildnachweis")).ToHaveValueAsync(credit);
    }

    /// <summary>Saved by itself, and whatever that set going has come back to the page.</summary>
    private static async Task Rests(IPage page)
    {
        await page.GetByText("wird gespeichert", new() { Exact = false }).Or(page.GetByText(SavedAt())).First.WaitForAsync();
        await page.WaitForTimeoutAsync(2_500);
        await page.GetByText(SavedAt()).WaitForAsync();
    }

    [GeneratedRegex("/desk/beitraege/[0-9a-f-]{30,}$")]
    private static partial Regex OnePost();

    [GeneratedRegex("^gespeichert um")]
    private static partial Regex SavedAt();
}
