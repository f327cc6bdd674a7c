using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>A post for a channel on which no machine may post, on a phone: take it, copy and open, say that it is posted.</summary>
public sealed class AssistedTests(DemoTown town)
{
    private const string Channel = "WhatsApp-Kanal der Stadt";
    private const string Address = "https://whatsapp.com/channel/musterstadt-demo";

    [Fact]
    public async Task Three_taps_on_a_phone_post_by_hand()
    {
        var title = $"Das Bad öffnet um neun ({Guid.CreateVersion7():N})";
        await using var writer = await town.Open();
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Begin(title, "Ab Samstag öffnet das Hallenbad schon um neun.", Channel);
        await writer.AddPicture(await writer.Page.ScreenshotAsync(), "Das Hallenbad von außen.");
        var post = await writer.Submit();
        await using var desk = await town.Open();
        await desk.SignIn(Person("leyla.mertens"));
        await desk.Release(post);

        await using var phone = await town.Open(width: 320);
        await phone.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        // Nothing leaves this machine in a test: the tap copies, the page behind the link is not loaded.
        await phone.Page.Context.RouteAsync("https://whatsapp.com/**", route => route.AbortAsync());
        await phone.SignIn(Person("mehmet.yildiz"));
        await phone.Go("/desk");
        var door = phone.Page.GetByRole(AriaRole.Link, new() { Name = $"Zur Aufgabe: {title}" });
        await door.WaitForAsync();
        await Looks(phone);
        var task = (await door.GetAttributeAsync("href"))!;

        await phone.Page.GotoAsync(task);
        await Looks(phone);
        await phone.Page.Button("Ich übernehme").ClickAsync();
        await phone.Page.GetByText("Sie haben diese Aufgabe übernommen.").WaitForAsync();
        await Looks(phone);
        await OthersKeepOff(desk, task);

        var open = phone.Page.GetByRole(AriaRole.Link, new() { Name = "Text kopieren und WhatsApp-Kanal öffnen" });
        Assert.Equal(Address, await open.GetAttributeAsync("href"));
        await open.ClickAsync();
        await phone.Page.GetByText("Der Text ist kopiert.").WaitForAsync();
        await phone.Page.BringToFrontAsync();
        Assert.Contains("schon um neun", await phone.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
        Assert.True(await phone.Page.EvaluateAsync<bool>("() => document.querySelector('[data-hand-file]').naturalWidth > 0"));

        await phone.Page.GetByLabel("Link zum Beitrag dort").FillAsync("https://anderswo.example/1");
        await phone.Page.Button("Ist gepostet").ClickAsync();
        await phone.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await Looks(phone);
        await phone.Page.GetByLabel("Link zum Beitrag dort").FillAsync($"{Address}/115");
        await phone.Page.Button("Ist gepostet").ClickAsync();
        await phone.Page.GetByText("Gemeldet von Mehmet Yıldız.").WaitForAsync();
        await Looks(phone);
        await desk.Go(post);
        Assert.Equal($"{Address}/115", (await desk.Published(Channel)).AbsoluteUri);
        Assert.DoesNotContain(phone.Errors, error => !error.Contains("ERR_FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_posts_by_hand_is_chosen_at_the_channel()
    {
        await using var desk = await town.Open();
        await desk.SignIn(Person("leyla.mertens"));
        await desk.Go("/desk/kanaele");
        await desk.Go((await desk.Page.GetByRole(AriaRole.Link, new() { Name = Channel }).First.GetAttributeAsync("href"))!);
        var card = desk.Page.GetByRole(AriaRole.Region, new() { Name = "Wer von Hand postet" });
        await card.GetByLabel("Leyla Mertens").CheckAsync();
        await card.GetByLabel("Mehmet Yıldız").CheckAsync();
        await card.Button("Zuständigkeit speichern").ClickAsync();
        await desk.Page.GetByText("Gespeichert.", new() { Exact = true }).WaitForAsync();
        await desk.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.True(await card.GetByLabel("Mehmet Yıldız").IsCheckedAsync());
        await Looks(desk);
    }

    private static async Task OthersKeepOff(Visit desk, string task)
    {
        await desk.Page.GotoAsync(task);
        await desk.Page.GetByText("Mehmet Yıldız hat diese Aufgabe übernommen.").WaitForAsync();
        Assert.Equal(0, await desk.Page.Locator("[data-hand]").CountAsync());
        await Looks(desk);
    }

    private static async Task Looks(Visit visit)
    {
        var before = visit.Page.ViewportSize!;
        Assert.Empty(await visit.Look("a task"));
        await visit.Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    private DemoPerson Person(string email) => town.Sheet.People.Single(one => one.Email.StartsWith(email, StringComparison.Ordinal));
}
