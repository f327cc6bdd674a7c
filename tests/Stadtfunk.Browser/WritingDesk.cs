using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>What a person does at the desk with a post, by the words that stand on the screen.</summary>
internal static partial class WritingDesk
{
    private static readonly LocatorWaitForOptions Gone = new() { State = WaitForSelectorState.Hidden };

    public static ILocator Button(this ILocator place, string words) => place.GetByRole(AriaRole.Button, new() { Name = words, Exact = true });

    public static ILocator Button(this IPage page, string words) => page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true });

    public static ILocator Labelled(this IPage page, string words) => page.GetByLabel(words, new() { Exact = true });

    /// <summary>Waits until the address is such, ** for anything and * for anything without a slash. The page is asked: on a busy machine events of a navigation were seen to get lost.</summary>
    public static Task Reach(this IPage page, string address) =>
        page.Reach(new Regex($"^{Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$"));

    public static Task Reach(this IPage page, Regex address) => page.WaitForFunctionAsync("pattern => new RegExp(pattern).test(location.href)", address.ToString());

    /// <summary>Title, text and category of a new post; the channels named are chosen and no other.</summary>
    public static async Task Begin(this Visit visit, string title, string text, params string[] channels)
    {
        var page = visit.Page;
        await visit.Go("/desk/beitraege/neu");
        await page.Labelled("Überschrift").FillAsync(title);
        await page.Labelled("Text").FillAsync(text);
        await page.Labelled("Rubrik").SelectOptionAsync(new SelectOptionValue { Label = "Service" });
        var choices = page.GetByRole(AriaRole.Group, new() { Name = "Kanäle" });
        foreach (var channel in channels)
            await choices.GetByLabel(channel).CheckAsync();
        foreach (var box in await choices.GetByRole(AriaRole.Checkbox, new() { Checked = true }).AllAsync())
        {
            var name = await box.EvaluateAsync<string>("box => box.labels[0].innerText");
            if (!channels.Any(channel => name.Contains(channel, StringComparison.Ordinal)))
                await box.UncheckAsync();
        }
    }

    public static async Task AddPicture(this Visit visit, byte[] picture, string alt)
    {
        var page = visit.Page;
        await page.Button("Datei hinzufügen").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Datei auswählen" });
        await dialog.GetByLabel("Bild, Video oder PDF hochladen").SetInputFilesAsync(new FilePayload { Name = "baustelle.png", MimeType = "image/png", Buffer = picture });
        await dialog.GetByText("ist in der Mediathek").WaitForAsync();
        await dialog.Button("Fertig").ClickAsync();
        // Nobody writes on a page that a dialog still covers.
        await dialog.WaitForAsync(Gone);
        await page.GetByLabel("Bildbeschreibung zu Bild 1").FillAsync(alt);
    }

    public static async Task WriteOwn(this Visit visit, string channel, string text)
    {
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = channel }).ClickAsync();
        await visit.Page.GetByLabel($"Text auf „{channel}“").FillAsync(text);
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "eigene Fassung" }).WaitForAsync();
    }

    /// <summary>What was written for this channel alone is given up: it follows the common text again.</summary>
    public static async Task BackToCommon(this Visit visit, string channel, string common)
    {
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = channel }).ClickAsync();
        await visit.Page.Button("Zurück zum gemeinsamen Text").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "eigene Fassung" }).WaitForAsync(Gone);
        Assert.Contains(common, await visit.Page.GetByLabel($"Text auf „{channel}“").InputValueAsync(), StringComparison.Ordinal);
    }

    /// <summary>Hands it in and gives the address at which others find it.</summary>
    public static async Task<string> Submit(this Visit visit)
    {
        var submit = visit.Page.Button("Zur Freigabe geben");
        await submit.ClickAsync();
        try
        {
            await submit.WaitForAsync(Gone);
        }
        catch (TimeoutException)
        {
            Assert.Fail("The post could not be handed in; the page says: " + await visit.Page.GetByRole(AriaRole.Main).InnerTextAsync());
        }
        await visit.Page.Reach(OnePost());
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    public static async Task Release(this Visit visit, string post)
    {
        await visit.Go(post);
        await visit.Page.Button("Freigeben").ClickAsync();
        await visit.Page.Button("Jetzt veröffentlichen").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Jetzt veröffentlichen?" });
        await dialog.Button("Jetzt veröffentlichen").ClickAsync();
        await dialog.WaitForAsync(Gone);
    }

    /// <summary>Waits until the channel says that the post is there, and gives the link to it.</summary>
    public static async Task<Uri> Published(this Visit visit, string channel)
    {
        var row = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Auf den Kanälen" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = channel }).First;
        var link = row.GetByRole(AriaRole.Link, new() { NameRegex = Look() });
        await link.WaitForAsync(new() { Timeout = 90_000 });
        Assert.Contains("veröffentlicht", await row.InnerTextAsync(), StringComparison.Ordinal);
        return new Uri(new Uri(visit.Page.Url), await link.GetAttributeAsync("href"));
    }

    public static async Task NewChannel(this Visit visit, string network, string name)
    {
        var page = visit.Page;
        await visit.Go("/desk/kanaele");
        await page.GetByRole(AriaRole.Link, new() { Name = "Neuer Kanal" }).First.ClickAsync();
        await page.GetByLabel("Netzwerk").SelectOptionAsync(new SelectOptionValue { Label = network });
        await page.GetByLabel("Name des Kanals").FillAsync(name);
        await page.Button("Kanal anlegen").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).WaitForAsync();
    }

    /// <summary>A connected channel says so; then it is put into use, if connecting has not done that.</summary>
    public static async Task Activate(this Visit visit)
    {
        await visit.Page.Button("Trennen").WaitForAsync();
        var activate = visit.Page.Button("In Betrieb nehmen");
        if (await activate.IsVisibleAsync())
            await activate.ClickAsync();
        await visit.Page.Button("Ruhen lassen").WaitForAsync();
    }

    [GeneratedRegex("/desk/beitraege/[0-9a-f-]{30,}$")]
    private static partial Regex OnePost();

    [GeneratedRegex("ansehen$")]
    private static partial Regex Look();
}
