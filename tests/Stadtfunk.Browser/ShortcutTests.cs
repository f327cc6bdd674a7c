using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>The keys that "?" shows, each pressed; one field that finds posts, media and channels; and what is taken back with one press.</summary>
public sealed class ShortcutTests(DemoTown town)
{
    [Fact]
    public async Task Each_key_of_the_list_does_what_the_list_says()
    {
        await using var visit = await Leyla();
        var page = visit.Page;
        await visit.Go("/desk/hinweise");
        await page.Keyboard.PressAsync("?");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Tastenkürzel").WaitForAsync();
        var keys = (await dialog.Locator("dt").AllInnerTextsAsync()).Select(text => text.Replace("\n", " ", StringComparison.Ordinal).Trim());
        Assert.Equal(["?", "/", "n", "h", "k", "b", "l", "Tab", "Esc", "←→", "←→↑↓", "Enter", "M", "PgUpPgDn"], keys.Select(text => text.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Empty(await visit.Look("the keys"));
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        foreach (var (key, path) in new[] { ("h", "/desk"), ("k", "/desk/kalender"), ("b", "/desk/beitraege"), ("l", "/desk/medien"), ("n", "/desk/beitraege/neu") })
        {
            await page.WaitForFunctionAsync("() => !document.querySelector('main .skeleton')");
            var before = await page.Locator("main h1").First.InnerTextAsync();
            await page.Keyboard.PressAsync(key);
            await page.Reach($"**{path}");
            // The new page has taken the focus to its heading.
            await page.WaitForFunctionAsync("before => document.activeElement?.matches('main h1') && document.activeElement.innerText !== before", before);
        }
        // Whoever types, types.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("hk?");
        Assert.EndsWith("/desk/beitraege/neu", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("hk?", await page.EvaluateAsync<string>("() => document.activeElement.value"));

        // In the calendar.
        await visit.Go("/desk/kalender");
        await page.Locator("td[tabindex='0']").FocusAsync();
        var day = await Day(page);
        // On the last days of a month there is no week below.
        var hasBelow = await page.EvaluateAsync<bool>("() => document.activeElement.closest('tr').nextElementSibling !== null");
        var (away, back) = hasBelow ? ("ArrowDown", "ArrowUp") : ("ArrowUp", "ArrowDown");
        await page.Keyboard.PressAsync(away);
        await page.Keyboard.PressAsync(back);
        Assert.Equal(day, await Day(page));
        await page.Keyboard.PressAsync(away);
        Assert.NotEqual(day, await Day(page));
        var month = page.Url;
        await page.Keyboard.PressAsync("PageDown");
        await page.WaitForFunctionAsync("before => location.href !== before", month);

        // And none of it once they are switched off.
        await visit.Go("/desk/hinweise");
        await page.Keyboard.PressAsync("?");
        await dialog.GetByLabel("Tasten ohne Strg oder Alt verwenden").UncheckAsync();
        await page.WaitForFunctionAsync("() => localStorage.getItem('stadtfunk-tasten') === 'aus'");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("h");
        await page.Keyboard.PressAsync("k");
        Assert.EndsWith("/desk/hinweise", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task One_field_finds_posts_media_and_channels()
    {
        await using var visit = await Leyla();
        var page = visit.Page;
        var word = $"fund{Guid.CreateVersion7():N}";
        await Upload(visit, $"{word}.png");
        await visit.Go("/desk/kanaele");
        var channel = (await page.Locator("main .row h3 a").First.InnerTextAsync()).Trim();
        foreach (var (sought, link) in new[] { (channel, "a[href^='/desk/kanaele/']"), (word, "a[href^='/desk/medien/']"), ("Schnee", "a[href^='/desk/beitraege/']") })
        {
            await visit.Go("/desk");
            await page.Keyboard.PressAsync("/");
            Assert.Equal("desk-search", await page.EvaluateAsync<string>("() => document.activeElement.id"));
            await page.Keyboard.TypeAsync(sought);
            await page.Keyboard.PressAsync("Enter");
            await page.Reach("**/desk/suche?q=*");
            await page.Locator($"main {link}").First.WaitForAsync();
        }
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task A_deleted_draft_and_a_picture_in_the_bin_come_back_with_one_press()
    {
        await using var visit = await Leyla();
        var page = visit.Page;
        var title = $"Aus Versehen gelöscht ({Guid.CreateVersion7():N})";
        await visit.Begin(title, "Dieser Text soll wiederkommen.");
        await page.Button("Löschen").First.ClickAsync();
        var address = page.Url;
        await page.GetByRole(AriaRole.Dialog).Button("Löschen").ClickAsync();
        await page.GetByText("Der Entwurf ist gelöscht.").WaitForAsync();
        await page.Button("Rückgängig").ClickAsync();
        await page.Reach(address);
        await visit.Go(new Uri(address).AbsolutePath);
        Assert.Contains(title, await page.EvaluateAsync<string>("() => [...document.querySelectorAll('main input, main textarea')].map(one => one.value).join('|')"), StringComparison.Ordinal);

        await visit.Go((await Upload(visit, "aus-versehen.png"))!);
        await page.Button("In den Papierkorb").ClickAsync();
        await page.Button("Rückgängig").ClickAsync();
        await page.Button("In den Papierkorb").WaitForAsync();
        Assert.Empty(visit.Errors);
    }

    /// <summary>A picture of its own, painted by the browser; gives its address.</summary>
    private static async Task<string?> Upload(Visit visit, string name)
    {
        var page = visit.Page;
        await visit.Go("/desk/medien");
        var painted = await page.EvaluateAsync<string>(
            "colour => { const c = document.createElement('canvas'); c.width = 80; c.height = 60; const g = c.getContext('2d'); g.fillStyle = colour; g.fillRect(0, 0, 80, 60); return c.toDataURL('image/png').split(',')[1]; }",
            $"#{Random.Shared.Next(0x1000000):x6}");
        await page.GetByLabel("Bild, Video oder PDF hochladen").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = Convert.FromBase64String(painted) });
        await page.GetByText($"{name} ist in der Mediathek").WaitForAsync();
        return await page.Locator(".pictures li a.open").First.GetAttributeAsync("href");
    }

    private static Task<string> Day(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.dataset.day ?? ''");

    private async Task<Visit> Leyla()
    {
        var visit = await town.Open();
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("leyla.mertens", StringComparison.Ordinal)));
        return visit;
    }
}
