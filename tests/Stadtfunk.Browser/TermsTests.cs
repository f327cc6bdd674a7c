using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>What a post says of itself where the network asks: chosen by the keyboard, missed with a sentence, read by whoever lets it out.</summary>
public sealed class TermsTests(DemoTown town)
{
    private const string Channel = "Stadt Musterstadt (wie TikTok)";

    [Fact]
    public async Task Nobody_hands_a_post_in_before_it_is_chosen_who_may_see_it_and_axe_finds_nothing()
    {
        var title = $"Erster Schnee auf dem Markt ({Guid.CreateVersion7():N})";
        var found = new List<string>();
        await using var lead = await town.Open();
        await lead.SignIn(Person("leyla.mertens"));
        await lead.NewChannel("Übungsnetz", Channel);
        await lead.Page.GetByLabel("Name des Übungskontos").FillAsync("Musterstadt in Bewegung");
        await lead.Page.GetByLabel("Regeln wie bei").SelectOptionAsync("tiktok");
        await lead.Page.Button("Mit Übungsnetz verbinden").ClickAsync();
        await lead.Activate();

        await using var writer = await town.Open();
        var page = writer.Page;
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Begin(title, "Über Nacht hat der Winter die Stadt gefunden.", Channel);
        await writer.AddPicture(await page.ScreenshotAsync(), "Der verschneite Marktplatz.");
        var form = page.GetByRole(AriaRole.Group, new() { Name = $"Angaben für „{Channel}“" });
        Assert.Equal("", await form.GetByLabel("Wer darf den Beitrag sehen?").InputValueAsync());
        // Nothing is chosen ahead, and pictures know neither duets nor stitches.
        Assert.Equal(0, await form.GetByRole(AriaRole.Checkbox, new() { Checked = true }).CountAsync());
        Assert.Equal(0, await form.GetByLabel("Duette erlauben").CountAsync());
        await page.Button("Zur Freigabe geben").ClickAsync();
        await page.GetByText("noch nicht gewählt, wer den Beitrag sehen darf").First.WaitForAsync();
        await Looks(writer, "nobody has chosen", found);
        // The sentence leads to the field.
        await page.GetByRole(AriaRole.Link, new() { Name = "noch nicht gewählt, wer den Beitrag sehen darf" }).ClickAsync();
        await Assertions.Expect(form.GetByLabel("Wer darf den Beitrag sehen?")).ToBeFocusedAsync(new() { Timeout = 15_000 });

        await form.GetByLabel("Bezahlte Partnerschaft").CheckAsync();
        await form.GetByLabel("Wer darf den Beitrag sehen?").SelectOptionAsync(new SelectOptionValue { Label = "Nur das Konto selbst" });
        await page.Button("Zur Freigabe geben").ClickAsync();
        await page.GetByText("darf auf „" + Channel + "“ nicht nur für das Konto selbst").First.WaitForAsync();
        await Looks(writer, "paid for and for nobody", found);
        await form.GetByLabel("Bezahlte Partnerschaft").UncheckAsync();
        await form.GetByLabel("Wer darf den Beitrag sehen?").FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal("PUBLIC_TO_EVERYONE", await form.GetByLabel("Wer darf den Beitrag sehen?").InputValueAsync());
        await form.GetByLabel("Kommentare erlauben").PressAsync("Space");
        await form.GetByLabel("Titel der Bilder").FillAsync("Weißer Markt");
        await Looks(writer, "all is chosen", found);
        var post = await writer.Submit();

        await lead.Go(post);
        await lead.Page.Button("Freigeben").ClickAsync();
        await lead.Page.Button("Jetzt veröffentlichen").ClickAsync();
        await lead.Page.GetByRole(AriaRole.Dialog, new() { Name = "Jetzt veröffentlichen?" }).GetByText("Alle · Kommentare erlauben · Titel „Weißer Markt“").First.WaitForAsync();
        Assert.True(found.Count == 0, string.Join("\n", found));
        Assert.Empty(writer.Errors.Concat(lead.Errors));
    }

    private static async Task Looks(Visit visit, string what, List<string> found)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Dark, 320), (ColorScheme.Light, 1280) })
        {
            await visit.Show(scheme, width);
            await visit.Page.EvaluateAsync("() => scrollTo(0, document.documentElement.scrollHeight)");
            found.AddRange((await visit.Axe()).Select(finding => $"{what} ({scheme}, {width} px) {finding}"));
            Assert.Equal(0, await visit.Overflow());
        }
    }

    private DemoPerson Person(string name) => town.Sheet.People.First(person => person.Email.StartsWith(name, StringComparison.Ordinal));
}
