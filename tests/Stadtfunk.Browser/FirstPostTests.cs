using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>From a program that nobody has used to the first published post: what stands on the pages is all the help there is.</summary>
public sealed class FirstPostTests(DemoTown browser, EmptyTown house) : IClassFixture<EmptyTown>
{
    private const string Password = "viele kleine Seehunde";

    [Fact]
    public async Task From_the_code_on_the_console_to_the_first_post_on_the_website()
    {
        await using var admin = await browser.Open(at: house.Url);
        var page = admin.Page;
        await page.GotoAsync("/desk");
        await page.Reach("**/erste-anmeldung");
        await page.Locator("input[name=code]").FillAsync(await house.Code);
        await page.Locator("input[name=city]").FillAsync("Neustadt");
        await page.Locator("input[name=name]").FillAsync("Ada Amt");
        await page.Locator("input[name=email]").FillAsync("ada.amt@neustadt.example");
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.Reach("**/desk");
        await page.GetByRole(AriaRole.Link, new() { Name = "Neuer Beitrag" }).First.WaitForAsync();
        await page.GetByText("Impressum und Datenschutz fehlen noch").WaitForAsync();
        Assert.Empty(await admin.Glance("Today of an empty city"));

        // Somebody has to approve: the page says so, and people can be invited without a mail server.
        await page.GetByRole(AriaRole.Link, new() { Name = "Neuer Beitrag" }).First.ClickAsync();
        await page.Labelled("Überschrift").FillAsync("Neustadt ist da");
        await page.Labelled("Text").FillAsync("Ab heute lesen Sie hier, was in Neustadt geschieht.");
        var post = await admin.Submit();
        await page.GetByText("Außer Ihnen kann hier noch niemand freigeben.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Person einladen" }).ClickAsync();
        await page.Reach("**/desk/leute");
        await page.Button("Person einladen").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#name").FillAsync("Nora Neu");
        await dialog.Locator("#email").FillAsync("nora.neu@neustadt.example");
        await dialog.GetByLabel("Rolle", new() { Exact = true }).SelectOptionAsync("DeskLead");
        await dialog.Button("Link erzeugen").ClickAsync();
        var link = await page.Locator("#link").InputValueAsync();

        await using var nora = await browser.Open(at: house.Url);
        await nora.Page.GotoAsync(link);
        await nora.Page.Locator("input[name=password]").FillAsync(Password);
        await nora.Page.Locator("input[name=repeat]").FillAsync(Password);
        await nora.Page.Button("Passwort setzen").ClickAsync();
        await nora.Page.GetByText("Ihr Passwort ist gesetzt.").WaitForAsync();
        await nora.SignIn(new DemoPerson("Nora Neu", "", "", "nora.neu@neustadt.example", Password));
        await nora.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("Neustadt ist da") }).First.ClickAsync();
        await nora.Page.Reach($"**{post}");
        await nora.Page.Button("Freigeben und veröffentlichen").ClickAsync();
        var ask = nora.Page.GetByRole(AriaRole.Dialog, new() { Name = "Freigeben und veröffentlichen?" });
        Assert.Empty(await nora.Glance("the last question before the first post"));
        await ask.Button("Freigeben und veröffentlichen").ClickAsync();
        await nora.Page.GetByRole(AriaRole.Link, new() { Name = "Seite ansehen" }).First.WaitForAsync();

        await using var citizen = await browser.Open(script: false, at: house.Url);
        await citizen.Page.GotoAsync("/impressum");
        await citizen.Page.GetByText("Neustadt hat noch nicht eingetragen, wo das Impressum steht.").WaitForAsync();
        citizen.Errors.RemoveAll(error => error.Contains("404", StringComparison.Ordinal));
        await citizen.Page.GotoAsync("/");
        await citizen.Page.GetByRole(AriaRole.Link, new() { Name = "Neustadt ist da" }).First.ClickAsync();
        await citizen.Page.GetByRole(AriaRole.Heading, new() { Name = "Neustadt ist da", Level = 1 }).WaitForAsync();
        Assert.Empty(admin.Errors.Concat(nora.Errors).Concat(citizen.Errors));
    }
}
