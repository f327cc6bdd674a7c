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
        await writer.Page.Labelled("Text").FillAsync("Erst ab Sonntag um neun Uhr.");
        await writer.Submit();
        await lead.Release(post);
        using var http = new HttpClient(new SocketsHttpHandler());
        for (var end = Environment.TickCount64 + 60_000; Environment.TickCount64 < end; await Task.Delay(300))
            if (WebUtility.HtmlDecode(await http.GetStringAsync(copy)).Contains("Erst ab Sonntag um neun Uhr.", StringComparison.Ordinal))
                break;
        Assert.Contains("Erst ab Sonntag um neun Uhr.", WebUtility.HtmlDecode(await http.GetStringAsync(copy)), StringComparison.Ordinal);

        await using var citizen = await town.Open(script: false);
        await citizen.Page.GotoAsync("/");
        await citizen.Page.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await citizen.Page.GetByText("aktualisiert am").First.WaitForAsync();
        Assert.Empty(writer.Errors.Concat(lead.Errors));
    }

    private DemoPerson Person(string name) => town.Sheet.People.First(person => person.Email.StartsWith(name, StringComparison.Ordinal));
}
