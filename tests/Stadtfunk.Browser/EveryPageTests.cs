using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>Each page in light and dark, wide and at 320 px: axe finds nothing, nothing sticks out, no console error, no stranger is asked.</summary>
public sealed class EveryPageTests(DemoTown town, EmptyTown nobody) : IClassFixture<EmptyTown>
{
    private static readonly string[] PublicPages =
        ["/", "/?rubrik=verkehr", "/barrierefreiheit", "/impressum", "/datenschutz", "/gibt-es-nicht", "/anmelden", "/api", "/uebungsnetz/stadt-musterstadt"];

    internal static readonly string[] DeskPages =
    [
        "/desk", "/desk/kalender", "/desk/kalender?nach=kanal", "/desk/kalender?ansicht=Week", "/desk/kalender?ansicht=Week&nach=kanal", "/desk/kalender?ansicht=List", "/desk/kalender?ansicht=List&nach=kanal",
        "/desk/beitraege", "/desk/beitraege/neu", "/desk/medien", "/desk/kanaele", "/desk/kanaele/neu", "/desk/rubriken", "/desk/sendeplaetze", "/desk/leute", "/desk/einheiten",
        "/desk/medien?regal=Unused", "/desk/medien?regal=Bin", "/desk/medien?regal=Consent", "/desk/medien?regal=Ending",
        "/desk/einstellungen", "/desk/konto", "/desk/gibt-es-nicht", "/konto/passwort", "/konto/email", "/konto/zweiter-schritt", "/konto/passkey", "/desk/hinweise", "/desk/aufgaben/00000000-0000-0000-0000-000000000000", "/desk/freigaben", "/desk/vertretungen", "/desk/protokoll", "/desk/suche?q=der",
    ];

    // Where a dialog is, and what opens it.
    private static readonly (string Path, string Opener)[] Dialogs =
    [
        ("/desk/rubriken", "Neue Rubrik"), ("/desk/rubriken", "Rubrik Verkehr ändern"), ("/desk/leute", "Person einladen"), ("/desk/leute", "Nkechi Okafor ändern"),
        ("/desk/einheiten", "Neue Einheit"), ("/desk/einheiten", "Feuerwehr ändern"), ("/desk/beitraege/neu", "Bild hinzufügen"),
        ("/desk/konto", "Überall abmelden"), ("/desk/sendeplaetze", "Neuer Sendeplatz"), ("/desk/kalender", "Ruhezeit"), ("/desk/kalender?ansicht=List", "^Verschieben: "), ("/desk/sendeplaetze", "Sendeplatz Sonntagstipp ändern"),
        ("/desk/sendeplaetze", "^Einmal verschieben: Sonntagstipp"), ("/desk/freigaben", "Freigaberegel ändern: Stadtbibliothek"), ("/desk/vertretungen", "Vertretung eintragen"),
    ];

    public static TheoryData<ColorScheme, int> Looks => new() { { ColorScheme.Light, 1280 }, { ColorScheme.Dark, 1280 }, { ColorScheme.Light, 320 }, { ColorScheme.Dark, 320 } };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Public_pages_are_accessible_and_ask_nobody_else(ColorScheme scheme, int width)
    {
        await using var visit = await town.Open(scheme, width);
        var found = new List<string>();
        await visit.Page.GotoAsync("/");
        var post = await visit.Page.Locator("main article a").First.GetAttributeAsync("href");
        await visit.Page.GotoAsync("/uebungsnetz/stadt-musterstadt");
        var practised = await visit.Page.Locator("main article a").First.GetAttributeAsync("href");
        foreach (var path in PublicPages.Append(post!).Append(practised!))
        {
            await visit.Page.GotoAsync(path);
            await Look(visit, path, found);
        }
        await visit.Page.GotoAsync("/anmelden");
        await visit.Page.GetByLabel("E-Mail-Adresse").FillAsync("niemand@musterstadt.example");
        await visit.Page.Locator("input[type=password]").FillAsync("stimmt sicher nicht");
        await visit.Page.Button("Anmelden").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await Look(visit, "a refused sign-in", found);
        visit.Errors.RemoveAll(error => error.Contains("404", StringComparison.Ordinal));
        Assert.Empty(found);
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Desk_pages_are_accessible_and_ask_nobody_else(ColorScheme scheme, int width)
    {
        await using var visit = await AsAdministrator(scheme, width);
        var found = new List<string>();
        foreach (var path in DeskPages)
        {
            await visit.Go(path);
            await Look(visit, path, found);
        }
        await Follow(visit, "/desk/kanaele", "main .row h3 a");
        await Look(visit, "a channel", found);
        await Follow(visit, "/desk/medien", "main .pictures a");
        await Look(visit, "a picture", found);
        await Follow(visit, "/desk/beitraege?stand=Published", "main tbody a");
        await Look(visit, "a published post", found);
        await Follow(visit, "/desk/beitraege?stand=Submitted", "main tbody a");
        await Look(visit, "a submitted post", found);
        visit.Errors.RemoveAll(error => error.Contains("404", StringComparison.Ordinal));
        Assert.Empty(found);
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Dialogs_are_accessible(ColorScheme scheme, int width)
    {
        await using var visit = await AsAdministrator(scheme, width);
        var found = new List<string>();
        foreach (var (path, opener) in Dialogs)
        {
            await visit.Go(path);
            await Open(visit, opener, found);
        }
        await Follow(visit, "/desk/kanaele", "main .row h3 a");
        await Open(visit, "Stilllegen", found);
        await Follow(visit, "/desk/beitraege?stand=Published", "main tbody a");
        await Open(visit, "Zurückziehen", found);
        await Follow(visit, "/desk/beitraege?stand=Published", "main tbody a");
        await Open(visit, "Korrigieren", found);
        await Follow(visit, "/desk/beitraege?stand=Published", "main tbody a");
        await Open(visit, "Änderungen", found);
        await Follow(visit, "/desk/beitraege?stand=Submitted", "main tbody a");
        await Open(visit, "^Freigeben und", found);
        Assert.Empty(found);
        Assert.Empty(visit.Errors);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_first_day_is_accessible(ColorScheme scheme, int width)
    {
        await using var visit = await town.Open(scheme, width, at: nobody.Url);
        var found = new List<string>();
        foreach (var path in new[] { "/erste-anmeldung", "/" })
        {
            await visit.Page.GotoAsync(path);
            await Look(visit, path, found);
        }
        Assert.Empty(found);
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task On_a_phone_every_door_is_reached_by_keyboard()
    {
        await using var visit = await AsAdministrator(ColorScheme.Light, 320);
        await visit.Go("/desk");
        var settings = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Einstellungen", Exact = true });
        Assert.False(await settings.IsVisibleAsync());
        var keys = new Keys(visit.Page);
        await keys.Press("Mehr");
        await settings.WaitForAsync();
        Assert.Empty(await visit.Axe());
        await keys.Press("Einstellungen");
        await visit.Page.WaitForURLAsync("**/desk/einstellungen");
        await settings.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal(0, await visit.Overflow());
    }

    [Fact]
    public async Task The_wall_and_its_posts_are_read_without_script()
    {
        await using var visit = await town.Open(script: false);
        await visit.Page.GotoAsync("/");
        var titles = visit.Page.Locator("main article");
        Assert.True(await titles.CountAsync() > 5);
        await visit.Page.Locator("main article a").First.ClickAsync();
        Assert.NotEmpty(await visit.Page.Locator("main h1").InnerTextAsync());
        foreach (var picture in await visit.Page.Locator("main img").AllAsync())
            Assert.NotNull(await picture.GetAttributeAsync("alt"));
        Assert.Empty(visit.Strangers);
    }

    private async Task<Visit> AsAdministrator(ColorScheme scheme, int width)
    {
        var visit = await town.Open(scheme, width);
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("jonas.petersen", StringComparison.Ordinal)));
        return visit;
    }

    private static async Task Follow(Visit visit, string path, string link)
    {
        await visit.Go(path);
        await visit.Go((await visit.Page.Locator(link).First.GetAttributeAsync("href"))!);
    }

    private static async Task Open(Visit visit, string opener, List<string> found)
    {
        var button = opener.StartsWith('^')
            ? visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(opener) }).First
            : visit.Page.GetByRole(AriaRole.Button, new() { Name = opener, Exact = true });
        await button.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await visit.Page.WaitForFunctionAsync("() => !document.querySelector('dialog[open] .skeleton')");
        await Look(visit, $"dialog \"{opener}\"", found);
    }

    private static async Task Look(Visit visit, string path, List<string> found)
    {
        found.AddRange((await visit.Axe()).Select(finding => $"{path} {finding}"));
        if (await visit.Overflow() is var over and > 0)
            found.Add($"{path} sticks out by {over} px");
    }
}
