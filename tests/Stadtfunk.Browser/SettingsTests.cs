using Microsoft.Playwright;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Browser;

/// <summary>A city makes the desk and the website its own: colour, font, language, and all of it as one file.</summary>
public sealed class SettingsTests(DemoTown browser, FoundedTown city) : IClassFixture<FoundedTown>
{
    [Fact]
    public async Task Colour_font_and_the_file_of_settings()
    {
        await using var admin = await browser.Open(at: city.Url);
        await admin.SignIn(city.Administrator);
        await admin.Go("/desk/einstellungen");
        var page = admin.Page;
        await page.GetByText("Datenordner").First.WaitForAsync();

        // Too pale by day, too dark by night: refused, with a step that can be read, taken with one press.
        foreach (var (field, colour, sentence) in new[] { ("#colour", "#9fd3c7", "auf hellem Grund zu blass"), ("#colourDark", "#10302a", "auf dunklem Grund zu dunkel") })
        {
            await page.Locator(field).FillAsync(colour);
            await page.Button("Speichern").First.ClickAsync();
            await page.GetByText(sentence).First.WaitForAsync();
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Lesbare Stufe #") }).ClickAsync();
            await page.Button("Speichern").First.ClickAsync();
            await page.GetByText(sentence).First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        }
        Assert.NotEqual("#9fd3c7", await page.Locator("#colour").InputValueAsync());

        // A font of its own: what is none is refused, what is one is loaded from here by desk and website.
        var fira = Path.Combine(SourceTree.Root, "src/Kernel/wwwroot/lib/fira-sans");
        await page.Locator("#font").SetInputFilesAsync(Path.Combine(fira, "OFL.txt"));
        await page.GetByText("Das ist keine WOFF2-Datei.").First.WaitForAsync();
        Assert.Empty(await admin.Look("the settings"));
        await page.Locator("#font").SetInputFilesAsync(Path.Combine(fira, "fira-sans-latin-600.woff2"));
        await page.GetByText("Die Schrift ist gewechselt.").WaitForAsync();
        await page.GetByText("Jetzt: Fira Sans").First.WaitForAsync();
        Assert.True(await Loads(page));
        await using var citizen = await browser.Open(at: city.Url);
        await citizen.Page.GotoAsync("/");
        Assert.True(await Loads(citizen.Page));
        Assert.Empty(citizen.Strangers);
        Assert.Empty(citizen.Errors);

        // All of it as a file; changed by hand it is shown before anything happens; cut in half it is refused.
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Einstellungen herunterladen" }).ClickAsync());
        var file = await File.ReadAllTextAsync((await saved.PathAsync())!);
        await Choose(page, file[..(file.Length / 2)]);
        await page.GetByText("Die Einstellungsdatei ist beschädigt oder unvollständig.").First.WaitForAsync();
        await Choose(page, "{\"hallo\":1}");
        await page.GetByText("Das ist keine Einstellungsdatei von Stadtfunk.").First.WaitForAsync();
        await Choose(page, file);
        await page.GetByText("Die Datei enthält genau die heutigen Einstellungen.").WaitForAsync();
        await Choose(page, file.Replace("\"Musterhausen\"", "\"Neuhausen\"", StringComparison.Ordinal).Replace("\"land\": null", "\"land\": \"Hessen\"", StringComparison.Ordinal));
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Neuhausen").WaitForAsync();
        await dialog.GetByText("Hessen").WaitForAsync();
        Assert.Empty(await admin.Look("the settings"));
        await dialog.Button("Einstellungen übernehmen").ClickAsync();
        await page.GetByText("Die Einstellungen aus der Datei gelten.").WaitForAsync();
        Assert.Equal("Neuhausen", await page.Locator("#name").InputValueAsync());

        // A logo, and the question before it is taken away.
        await page.Locator("#logo").SetInputFilesAsync(new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = await page.Locator("h1").First.ScreenshotAsync() });
        await page.Button("Logo entfernen").ClickAsync();
        await dialog.WaitForAsync();
        Assert.Empty(await admin.Glance("the question before the logo is removed"));
        await page.Keyboard.PressAsync("Escape");

        // And none again.
        await page.Button("Eigene Schrift entfernen").ClickAsync();
        await dialog.Button("Eigene Schrift entfernen").ClickAsync();
        await page.Reach("**stand=schrift");
        await page.Locator("#font").WaitForAsync();
        Assert.Equal(0, await page.GetByText("Jetzt: Fira Sans").CountAsync());
        Assert.Empty(admin.Strangers);
        Assert.Empty(admin.Errors);
    }

    // The style sheet follows within seconds; who is on a page already sees it on the next one.
    private static async Task<bool> Loads(IPage page)
    {
        for (var deadline = Environment.TickCount64 + 30_000; Environment.TickCount64 < deadline; await page.ReloadAsync())
        {
            await page.Locator("h1").First.WaitForAsync();
            if (await page.EvaluateAsync<bool>("async () => (await document.fonts.load('16px Stadtschrift', 'äöü')).length > 0 && getComputedStyle(document.body).fontFamily.startsWith('Stadtschrift')"))
                return true;
        }
        return false;
    }

    private static Task Choose(IPage page, string file) =>
        page.Locator("#settings").SetInputFilesAsync(new FilePayload { Name = "einstellungen.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(file) });
}
