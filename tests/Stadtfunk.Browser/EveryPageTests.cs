using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>
/// Each page in light and dark, wide and at 320 px: axe finds nothing, nothing sticks out, no console error, no stranger is asked. A page is
/// opened once and then looked at in all four ways; two visitors share the pages.
/// </summary>
public sealed class EveryPageTests(DemoTown town, EmptyTown nobody) : IClassFixture<EmptyTown>
{
    // Posts of other tests have brackets in their names: they change while they are looked at. They also wait for approvals of their own kind; about this one nobody decides.
    private const string Channel = "main .row h3 a", Post = "main tbody a:not(:has-text('('))", Waiting = "main tbody a:has-text('Wenn es stürmt')";

    private static readonly string[] PublicPages =
        ["/", "/?rubrik=verkehr", "/barrierefreiheit", "/impressum", "/datenschutz", "/gibt-es-nicht", "/anmelden", "/api", "/uebungsnetz/stadt-musterstadt"];

    internal static readonly string[] DeskPages =
    [
        "/desk", "/desk/kalender", "/desk/kalender?nach=kanal", "/desk/kalender?ansicht=Week", "/desk/kalender?ansicht=Week&nach=kanal", "/desk/kalender?ansicht=List", "/desk/kalender?ansicht=List&nach=kanal",
        "/desk/beitraege", "/desk/beitraege/neu", "/desk/medien", "/desk/kanaele", "/desk/kanaele/neu", "/desk/rubriken", "/desk/sendeplaetze", "/desk/leute", "/desk/einheiten",
        "/desk/bildeingang", "/desk/bildeingang/postfach", "/desk/bildeingang/whatsapp", "/desk/bildeingang/telegram", "/desk/bildeingang/feed", "/desk/kanaele/webhooks", "/desk/teilen", "/desk/medien?regal=Unused", "/desk/medien?regal=Bin", "/desk/medien?regal=Consent", "/desk/medien?regal=Ending",
        "/desk/einstellungen", "/desk/konto", "/desk/gibt-es-nicht", "/konto/passwort", "/konto/email", "/konto/zweiter-schritt", "/konto/passkey", "/desk/hinweise", "/desk/aufgaben/00000000-0000-0000-0000-000000000000", "/desk/freigaben", "/desk/vertretungen", "/desk/protokoll", "/desk/suche?q=der", "/desk/kanaele/verbinden", "/abmelden", "/fehler",
    ];

    // A list, and the first of what it leads to.
    private static readonly (string Path, string Link)[] Followed =
    [
        ("/desk/kanaele", Channel), ("/desk/medien", "main .pictures a"), ("/desk/beitraege?stand=Published", Post), ("/desk/beitraege?stand=Submitted", Waiting),
    ];

    // Something is planned for every day that comes; on the last of a month the list that begins with its first has none of them.
    private static readonly string Soon = TimeProvider.System.GetUtcNow().AddDays(4).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Where a dialog is (or the list that leads there), and what opens it.
    private static readonly (string Path, string? Link, string Opener)[] Dialogs =
    [
        ("/desk/rubriken", null, "Neue Rubrik"), ("/desk/rubriken", null, "Rubrik Verkehr ändern"), ("/desk/leute", null, "Person einladen"), ("/desk/leute", null, "Nkechi Okafor ändern"),
        ("/desk/einheiten", null, "Neue Einheit"), ("/desk/einheiten", null, "Feuerwehr ändern"), ("/desk/beitraege/neu", null, "Datei hinzufügen"),
        ("/desk/konto", null, "Überall abmelden"), ("/desk/sendeplaetze", null, "Neuer Sendeplatz"), ("/desk/kalender", null, "Ruhezeit"), ($"/desk/kalender?ansicht=List&tag={Soon}", null, "^Verschieben: "), ("/desk/sendeplaetze", null, "Sendeplatz Sonntagstipp ändern"),
        ("/desk/sendeplaetze", null, "^Einmal verschieben: Sonntagstipp"), ("/desk/freigaben", null, "Freigaberegel ändern: Stadtbibliothek"), ("/desk/vertretungen", null, "Vertretung eintragen"),
        ("/desk/kanaele", Channel, "Stilllegen"), ("/desk/beitraege?stand=Published", Post, "Zurückziehen"), ("/desk/beitraege?stand=Published", Post, "Korrigieren"),
        ("/desk/beitraege?stand=Published", Post, "Änderungen"), ("/desk/beitraege?stand=Submitted", Waiting, "^Freigeben und"),
    ];

    // Questions before something is done; "›" leads through a dialog to the next. Built alike, so two looks at each are enough.
    private static readonly (string Path, string? Link, string Opener)[] Questions =
    [
        ("/desk/beitraege?stand=Draft", Post, "Löschen"), ("/desk/beitraege?stand=Submitted", Waiting, "Zurückgeben"), ("/desk/beitraege?stand=Scheduled", Post, "Aus der Planung nehmen"),
        ("/desk/beitraege?stand=Scheduled", Post, "Neue Zeit setzen"), ("/desk/kanaele", null, "Alles anhalten"), ("/desk/kanaele", Channel, "Trennen"),
        ("/desk/sendeplaetze", null, "Sendeplatz Sonntagstipp ändern › Sendeplatz entfernen"), ("/desk/rubriken", null, "Rubrik Verkehr ändern › Entfernen"),
        ("/desk/einheiten", null, "Feuerwehr ändern › Entfernen"), ("/desk/leute", null, "Nkechi Okafor ändern › Entfernen"),
    ];

    [Fact]
    public async Task Public_pages_are_accessible_and_ask_nobody_else()
    {
        await using var visit = await town.Open();
        var found = new List<string>();
        await visit.Page.GotoAsync("/");
        var post = await visit.Page.Locator("main article a").First.GetAttributeAsync("href");
        await visit.Page.GotoAsync("/uebungsnetz/stadt-musterstadt");
        var practised = await visit.Page.Locator("main article a").First.GetAttributeAsync("href");
        foreach (var path in PublicPages.Append(post!).Append(practised!))
        {
            await visit.Page.GotoAsync(path);
            found.AddRange(await visit.Look(path));
        }
        await visit.Page.GotoAsync("/anmelden");
        await visit.Page.GetByLabel("E-Mail-Adresse").FillAsync("niemand@musterstadt.example");
        await visit.Page.Locator("input[type=password]").FillAsync("stimmt sicher nicht");
        await visit.Page.Button("Anmelden").ClickAsync();
        // The place for what a passkey says is hidden, which the browser only knows when the styles have come.
        await visit.Page.Locator("[role=alert]:not([hidden])").WaitForAsync();
        found.AddRange(await visit.Look("a refused sign-in"));
        Judge(visit, found);
    }

    [Fact]
    public Task Desk_pages_are_accessible_and_ask_nobody_else() => Both(DeskPages.Length, async (visit, mine, found) =>
    {
        foreach (var path in DeskPages[mine])
        {
            await visit.Go(path);
            found.AddRange(await visit.Look(path));
        }
    });

    [Fact]
    public Task What_lists_lead_to_is_accessible_and_asks_nobody_else() => Both(Followed.Length, async (visit, mine, found) =>
    {
        foreach (var (path, link) in Followed[mine])
        {
            await Follow(visit, path, link);
            found.AddRange(await visit.Look($"what {path} leads to"));
        }
    });

    [Fact]
    public Task Dialogs_are_accessible() => Both(Dialogs.Length, async (visit, mine, found) =>
    {
        foreach (var (path, link, opener) in Dialogs[mine])
        {
            await (link is null ? visit.Go(path) : Follow(visit, path, link));
            await Open(visit, opener);
            found.AddRange(await visit.Look($"dialog \"{opener}\""));
        }
    });

    [Fact]
    public Task Questions_are_accessible() => Both(Questions.Length, async (visit, mine, found) =>
    {
        foreach (var (path, link, opener) in Questions[mine])
        {
            await (link is null ? visit.Go(path) : Follow(visit, path, link));
            await Open(visit, opener);
            found.AddRange(await visit.Glance($"question \"{opener}\""));
        }
    });

    [Fact]
    public async Task The_form_that_connects_a_channel_is_accessible()
    {
        await using var visit = await AsAdministrator(ColorScheme.Light, 1280);
        await visit.Go("/desk/kanaele/neu");
        await visit.Page.GetByLabel("Netzwerk").SelectOptionAsync("facebook");
        // Last in the list: others look at the first channel.
        await visit.Page.GetByLabel("Name des Kanals").FillAsync("Zukunftswerkstatt");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Kanal anlegen" }).ClickAsync();
        var guide = visit.Page.Locator("main ol li");
        await guide.First.WaitForAsync();
        Assert.Equal("https://developers.facebook.com/", await guide.GetByRole(AriaRole.Link).First.GetAttributeAsync("href"));
        Judge(visit, [.. await visit.Look("the form that connects a channel")]);
    }

    [Fact]
    public async Task The_first_day_is_accessible()
    {
        await using var visit = await town.Open(at: nobody.Url);
        var found = new List<string>();
        foreach (var path in new[] { "/erste-anmeldung", "/" })
        {
            await visit.Page.GotoAsync(path);
            found.AddRange(await visit.Look(path));
        }
        Judge(visit, found);
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
        await visit.Page.Reach("**/desk/einstellungen");
        await settings.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal(0, await visit.Overflow());
    }

    [Fact]
    public async Task A_word_that_no_line_of_a_phone_takes_is_broken()
    {
        await using var visit = await town.Open();
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("leyla.mertens", StringComparison.Ordinal)));
        var word = $"({Guid.CreateVersion7():N}{Guid.CreateVersion7():N})";
        await visit.Begin(word, word + word);
        await visit.Page.Reach(new Regex("/desk/beitraege/[0-9a-f-]{30,}$"));
        await visit.Page.GetByText(new Regex("^gespeichert um")).WaitForAsync();
        var found = new List<string>();
        foreach (var path in new[] { new Uri(visit.Page.Url).AbsolutePath, "/desk/beitraege?stand=Draft", $"/desk/suche?q={word[1..33]}" })
        {
            await visit.Go(path);
            Assert.Contains(word, await visit.Page.ContentAsync());
            await visit.Show(ColorScheme.Light, 320);
            if (await visit.Overflow() is var over and > 0)
                found.Add($"{path} sticks out by {over} px");
        }
        Judge(visit, found);
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

    private static async Task Open(Visit visit, string openers)
    {
        foreach (var (place, opener) in openers.Split(" › ").Index())
        {
            var button = opener.StartsWith('^')
                ? visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(opener) }).First
                : visit.Page.Locator(place == 0 ? "body" : "dialog[open]").GetByRole(AriaRole.Button, new() { Name = opener, Exact = true });
            await button.ClickAsync();
            // The question follows the dialog that it was asked from.
            await visit.Page.Locator("dialog[open] h2", place == 0 ? null : new() { HasText = "?" }).WaitForAsync();
        }
        await visit.Page.WaitForFunctionAsync("() => !document.querySelector('dialog[open] .skeleton')");
    }

    // Two administrators, each with one half.
    private async Task Both(int count, Func<Visit, Range, List<string>, Task> look)
    {
        // One after the other: of tries at the door in the same moment only one gets in.
        await using var one = await AsAdministrator(ColorScheme.Light, 1280);
        await using var other = await AsAdministrator(ColorScheme.Light, 1280);
        await Task.WhenAll(Half(one, ..(count / 2)), Half(other, (count / 2)..));

        async Task Half(Visit visit, Range mine)
        {
            var found = new List<string>();
            await look(visit, mine, found);
            Judge(visit, found);
        }
    }

    private static void Judge(Visit visit, List<string> found)
    {
        visit.Errors.RemoveAll(error => error.Contains("404", StringComparison.Ordinal));
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
    }
}
