using System.Net;
using Microsoft.Playwright;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Browser;

/// <summary>After a post is out: what can be done where is said first, then done, with a receipt from each channel.</summary>
public sealed class AfterwardsTests(DemoTown town)
{
    private const string LikeMastodon = "Stadt Musterstadt (wie Mastodon)";

    [Fact]
    public async Task A_correction_says_what_it_will_do_and_the_page_says_that_it_was_updated()
    {
        var title = $"Das Freibad öffnet ({Guid.CreateVersion7():N})";
        await using var writer = await town.Open();
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Begin(title, "Ab Samstag um acht Uhr.", LikeMastodon);
        var post = await writer.Submit();
        await using var lead = await town.Open();
        await lead.SignIn(Person("leyla.mertens"));
        await lead.Release(post);
        var copy = await lead.Published(LikeMastodon);

        await writer.Go(post);
        await writer.Page.Button("Korrigieren").ClickAsync();
        var dialog = writer.Page.GetByRole(AriaRole.Dialog, new() { Name = "Diesen Beitrag korrigieren?" });
        await dialog.GetByText("aktualisiert am").WaitForAsync();
        var there = dialog.GetByRole(AriaRole.Listitem).Filter(new() { HasText = LikeMastodon });
        await there.GetByText("Der Beitrag wird dort geändert.").WaitForAsync();
        Assert.Empty(await writer.Axe());
        await dialog.Button("Korrigieren").ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await writer.Page.Button("Korrektur verwerfen").ClickAsync();
        await writer.Page.GetByRole(AriaRole.Dialog, new() { Name = "Korrektur verwerfen?" }).WaitForAsync();
        Assert.Empty(await writer.Glance("the question before a correction is dropped"));
        await writer.Page.Keyboard.PressAsync("Escape");
        await writer.Page.Labelled("Text").FillAsync("Erst ab Sonntag um neun Uhr.");
        await writer.Submit();
        await lead.Go(post);
        await lead.Page.Button("Freigeben").ClickAsync();
        await lead.Page.Button("Jetzt veröffentlichen").ClickAsync();
        var ahead = lead.Page.GetByRole(AriaRole.Dialog, new() { Name = "Jetzt veröffentlichen?" });
        await ahead.GetByRole(AriaRole.Listitem).Filter(new() { HasText = LikeMastodon }).GetByText("Der Beitrag wird dort geändert.").WaitForAsync();
        Assert.Empty(await lead.Axe());
        await ahead.Button("Jetzt veröffentlichen").ClickAsync();
        await ahead.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        using var http = new HttpClient(new SocketsHttpHandler());
        for (var end = Environment.TickCount64 + 60_000; Environment.TickCount64 < end; await Task.Delay(300))
            if (WebUtility.HtmlDecode(await http.GetStringAsync(copy)).Contains("Erst ab Sonntag um neun Uhr.", StringComparison.Ordinal))
                break;
        Assert.Contains("Erst ab Sonntag um neun Uhr.", WebUtility.HtmlDecode(await http.GetStringAsync(copy)), StringComparison.Ordinal);

        await using var citizen = await town.Open(script: false);
        await citizen.Page.GotoAsync("/");
        await citizen.Page.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await citizen.Page.GetByText("aktualisiert am").First.WaitForAsync();

        await lead.Go(post);
        await lead.Page.Button("Zurückziehen").ClickAsync();
        var away = lead.Page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Beitrag zurückziehen?" });
        await away.GetByText("Der Beitrag wird dort gelöscht.").WaitForAsync();
        await away.Button("Zurückziehen").ClickAsync();
        var receipts = lead.Page.GetByRole(AriaRole.Region, new() { Name = "Auf den Kanälen" }).GetByRole(AriaRole.Listitem);
        await receipts.Filter(new() { HasText = LikeMastodon }).GetByText("gelöscht am").WaitForAsync(new() { Timeout = 60_000 });
        await receipts.Filter(new() { HasText = "zurückgezogen am" }).GetByText("zurückgezogen", new() { Exact = true }).Last.WaitForAsync();
        Assert.Empty(await lead.Axe());
        await using var late = await town.Open();
        var gone = await late.Page.GotoAsync(citizen.Page.Url);
        Assert.Equal(410, gone!.Status);
        Assert.Equal("Dieser Beitrag wurde zurückgezogen", await late.Page.Locator("main h1").InnerTextAsync());
        Assert.Empty(await late.Look("a page that was taken back"));
        Assert.Empty(late.Strangers);
        Assert.Empty(writer.Errors.Concat(lead.Errors));
    }

    private DemoPerson Person(string name) => town.Sheet.People.First(person => person.Email.StartsWith(name, StringComparison.Ordinal));
}
