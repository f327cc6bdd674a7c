using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Browser;

/// <summary>From the empty page to the wall: written, handed in, approved, published, as people do it.</summary>
public sealed class JourneyTests(DemoTown town) : IDisposable
{
    private const string LikeMastodon = "Stadt Musterstadt (wie Mastodon)";
    private const string LikeBluesky = "Stadt Musterstadt (wie Bluesky)";
    private const string Alt = "Ein Bagger steht vor dem alten Rathaus, dahinter blauer Himmel.";

    private readonly HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = town.Url };

    [Fact]
    public async Task A_post_goes_from_the_writer_over_the_desk_lead_to_the_public()
    {
        var title = $"Der Rathausplatz wird umgebaut ({Guid.CreateVersion7():N})";
        await using var writer = await town.Open();
        await writer.SignIn(Person("sabine.brandt"));
        const string Common = "Ab Montag ist der Platz gesperrt. Der Wochenmarkt zieht so lange in die Lindenallee.";
        await writer.Begin(title, Common, LikeMastodon, LikeBluesky);
        await writer.AddPicture(await writer.Page.ScreenshotAsync(), Alt);
        await writer.WriteOwn(LikeMastodon, "Doch keine gute Idee.");
        await writer.BackToCommon(LikeMastodon, Common);
        await writer.WriteOwn(LikeBluesky, "Der Platz ist zu, der Markt steht in der Lindenallee.");
        var post = await writer.Submit();

        await using var lead = await town.Open();
        await lead.SignIn(Person("leyla.mertens"));
        await lead.Release(post);
        var (long1, short1) = (await lead.Published(LikeMastodon), await lead.Published(LikeBluesky));
        Assert.Contains("Ab Montag ist der Platz gesperrt", await Read(long1), StringComparison.Ordinal);
        Assert.Contains("Der Platz ist zu, der Markt steht in der Lindenallee.", await Read(short1), StringComparison.Ordinal);
        Assert.DoesNotContain("Ab Montag ist der Platz gesperrt", await Read(short1), StringComparison.Ordinal);

        await using var citizen = await town.Open(script: false);
        await citizen.Page.GotoAsync("/");
        var card = citizen.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = title });
        Assert.Equal(Alt, await card.GetByRole(AriaRole.Img).GetAttributeAsync("alt"));
        await card.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await citizen.Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 }).WaitForAsync();
        Assert.Equal(Alt, await citizen.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Img).GetAttributeAsync("alt"));
        await InTheFeeds(title);
        Assert.Empty(writer.Errors.Concat(lead.Errors).Concat(citizen.Errors));
    }

    [Fact]
    public async Task Real_channels_are_connected_at_the_desk_and_get_the_post_with_its_alt_text()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var bluesky = await BlueskyPeer.Start(ct);
        await using var lab = await LabProcess.Start([], ct);
        var (sky, elephant) = (await bluesky.Account(ct), await lab.Account("mastodon", ct));
        var title = $"Neue Fahrräder für die Ordnungshüter ({Guid.CreateVersion7():N})";
        await using var lead = await town.Open();
        await lead.SignIn(Person("leyla.mertens"));

        await lead.NewChannel("Bluesky", $"Blau {sky.Handle}");
        await lead.Page.GetByLabel("Server").FillAsync(bluesky.Url.AbsoluteUri);
        await lead.Page.GetByLabel("Name des Kontos").FillAsync(sky.Handle);
        await lead.Page.GetByLabel("App-Passwort").FillAsync(sky.AppPassword);
        await lead.Page.Button("Mit Bluesky verbinden").ClickAsync();
        await lead.Activate();

        await lead.NewChannel("Mastodon", $"Tröt {elephant.Account}");
        await lead.Page.GetByLabel("Server").FillAsync(lab.Url.AbsoluteUri);
        await lead.Page.Button("Weiter zu Mastodon").ClickAsync();
        await lead.Page.GetByLabel($"@{elephant.Account}").CheckAsync();
        await lead.Page.Button("Authorise").ClickAsync();
        await lead.Activate();

        await using var writer = await town.Open();
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Begin(title, "Sechs Räder mit Antrieb, leise und schnell.", $"Blau {sky.Handle}", $"Tröt {elephant.Account}");
        await writer.AddPicture(await writer.Page.ScreenshotAsync(), Alt);
        await lead.Release(await writer.Submit());
        await lead.Published($"Blau {sky.Handle}");
        var link = await lead.Published($"Tröt {elephant.Account}");

        var record = Assert.Single(await bluesky.Posts(sky.Did, ct))["value"]!;
        Assert.Contains(title, (string?)record["text"], StringComparison.Ordinal);
        Assert.Equal(Alt, (string?)Assert.Single(record["embed"]!["images"]!.AsArray())!["alt"]);
        var toot = Assert.Single(await lab.Ledger.Posts(elephant, ct));
        Assert.Contains(title, toot.Text, StringComparison.Ordinal);
        Assert.Equal(Alt, Assert.Single(toot.Pictures).Alt);
        Assert.Equal(toot.Url, link.AbsoluteUri);
    }

    [Fact]
    public async Task It_goes_by_keyboard_alone()
    {
        var title = $"Die Stadtbücherei öffnet sonntags ({Guid.CreateVersion7():N})";
        await using var writer = await town.Open();
        await writer.Page.GotoAsync("/anmelden");
        var keys = new Keys(writer.Page);
        await keys.SignIn(Person("sabine.brandt"));
        await writer.Page.GetByRole(AriaRole.Link, new() { Name = "Neuer Beitrag" }).WaitForAsync();
        await keys.Press("Neuer Beitrag");
        await writer.Page.Labelled("Überschrift").WaitForAsync();
        await keys.Type("Überschrift", title);
        await keys.Type("Text", "Von zehn bis sechzehn Uhr, mit Vorlesen um elf.");
        await keys.Press("Datei hinzufügen");
        var picture = writer.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Auswählen: (?!.*PDF)") }).First;
        await keys.Press((await picture.InnerTextAsync()).Trim());
        await writer.Page.GetByLabel("Bildbeschreibung zu Bild 1").WaitForAsync();
        await keys.Type("Bildbeschreibung zu Bild 1", Alt);
        await keys.Tick(LikeBluesky);
        await keys.Press("Zur Freigabe geben");
        await writer.Page.Button("Zur Freigabe geben").WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        await using var lead = await town.Open();
        await lead.Page.GotoAsync("/anmelden");
        keys = new Keys(lead.Page);
        await keys.SignIn(Person("leyla.mertens"));
        var waits = $"Ansehen und freigeben: {title}";
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = waits }).WaitForAsync();
        await keys.Press(waits);
        await lead.Page.Button("Freigeben").WaitForAsync();
        await keys.Press("Freigeben");
        await lead.Page.Button("Jetzt veröffentlichen").WaitForAsync();
        await keys.Press("Jetzt veröffentlichen");
        await lead.Page.GetByRole(AriaRole.Dialog, new() { Name = "Jetzt veröffentlichen?" }).WaitForAsync();
        await keys.Press("Jetzt veröffentlichen");
        await lead.Published(LikeBluesky);
        await InTheFeeds(title);

        var page = await lead.Page.GetByRole(AriaRole.Link, new() { Name = "Seite ansehen" }).First.GetAttributeAsync("href");
        await keys.Press("Zurückziehen");
        await lead.Page.GetByRole(AriaRole.Dialog, new() { Name = "Beitrag zurückziehen?" }).GetByText("Der Beitrag wird dort gelöscht.").WaitForAsync();
        await keys.Type("Grund (für die Akten)", "Die Bücherei bleibt doch geschlossen.");
        await keys.Press("Zurückziehen");
        await Eventually(async () => Assert.Equal(HttpStatusCode.Gone, (await http.GetAsync(new Uri(page!, UriKind.RelativeOrAbsolute))).StatusCode));
    }

    public void Dispose() => http.Dispose();

    private DemoPerson Person(string name) => town.Sheet.People.First(person => person.Email.StartsWith(name, StringComparison.Ordinal));

    private async Task<string> Read(Uri page) => WebUtility.HtmlDecode(await http.GetStringAsync(page));

    private Task InTheFeeds(string title) => Eventually(async () =>
    {
        var json = JsonNode.Parse(await http.GetStringAsync("/feed.json"))!["items"]!.AsArray().Single(item => (string?)item!["title"] == title);
        Assert.Contains(Alt, WebUtility.HtmlDecode((string?)json!["content_html"]), StringComparison.Ordinal);
        foreach (var feed in new[] { "/feed.atom", "/feed.rss" })
        {
            // Once for the feed's own dress, once for the text in it.
            var text = WebUtility.HtmlDecode(WebUtility.HtmlDecode(await http.GetStringAsync(feed)));
            Assert.Contains(title, text, StringComparison.Ordinal);
            Assert.Contains(Alt, text, StringComparison.Ordinal);
        }
    });

    // What is public may be a moment old.
    private static async Task Eventually(Func<Task> check)
    {
        for (var deadline = Environment.TickCount64 + 60_000; ; await Task.Delay(250))
        {
            try
            {
                await check();
                return;
            }
            catch (Exception notYet) when (Environment.TickCount64 < deadline && notYet is Xunit.Sdk.XunitException or InvalidOperationException)
            {
                // Asked again until the time is over.
            }
        }
    }
}
