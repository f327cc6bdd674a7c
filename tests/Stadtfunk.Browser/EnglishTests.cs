using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Browser;

/// <summary>Read in English, nothing of the desk is left in German; and no key stands where its sentence should be.</summary>
public sealed partial class EnglishTests(DemoTown browser, FoundedTown city) : IClassFixture<FoundedTown>
{
    // All that a reader or a screen reader gets, apart from what says of itself that it is in another language.
    private const string Words = """
        () => {
          const found = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const here = walk.currentNode.parentElement;
            if (here.closest('script, style, pre, code, [lang="de"], #land, #timeZone')) continue;
            found.push(walk.currentNode.textContent.trim());
          }
          for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
            if (!one.closest('[lang="de"]'))
              for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push((one.getAttribute(name) || '').trim());
          found.push(document.title);
          return found.filter(text => text.length > 0);
        }
        """;

    [Fact]
    public async Task Every_page_of_the_desk_is_in_english()
    {
        await using var visit = await browser.Open(at: city.Url, locale: "en-GB");
        await visit.SignIn(city.Administrator);
        var found = new List<string>();
        foreach (var path in EveryPageTests.DeskPages.Select(path => path.Replace("q=der", "q=snow", StringComparison.Ordinal)))
        {
            await visit.Go(path);
            found.AddRange((await visit.Page.EvaluateAsync<string[]>(Words)).Where(text => German().IsMatch(text) || Key().IsMatch(text)).Select(text => $"{path}: {text}").Distinct());
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.Equal("en", await visit.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
    }

    /// <summary>A city whose pages are English: wall, sign-in and everything before the desk.</summary>
    [Fact]
    public async Task Where_the_city_says_english_its_public_pages_are()
    {
        await using var admin = await browser.Open(at: city.Url, locale: "en-GB");
        await admin.SignIn(city.Administrator);
        await admin.Go("/desk/einstellungen");
        await admin.Page.Locator("#language").SelectOptionAsync("en");
        await admin.Page.Button("Save").First.ClickAsync();
        await admin.Page.GetByText("Saved.").First.WaitForAsync();
        await using var citizen = await browser.Open(at: city.Url, locale: "en-GB");
        // The pages follow within seconds.
        for (var deadline = Environment.TickCount64 + 30_000; Environment.TickCount64 < deadline; await Task.Delay(300))
        {
            await citizen.Page.GotoAsync("/");
            if (await citizen.Page.EvaluateAsync<string>("() => document.documentElement.lang") == "en")
                break;
        }
        var found = new List<string>();
        foreach (var path in new[] { "/", "/barrierefreiheit", "/impressum", "/datenschutz", "/gibt-es-nicht", "/anmelden", "/einladung/0000", "/api" })
        {
            await citizen.Page.GotoAsync(path);
            found.AddRange((await citizen.Page.EvaluateAsync<string[]>(Words)).Where(text => German().IsMatch(text) || Key().IsMatch(text)).Select(text => $"{path}: {text}").Distinct());
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.Empty(citizen.Strangers);
    }

    /// <summary>With posts, channels and pictures on them, whose own words are German and stay so: no sentence of the program is.</summary>
    [Fact]
    public async Task Where_posts_are_german_the_desk_around_them_is_not()
    {
        var german = Sentences("Texts.resx");
        german.ExceptWith(Sentences("Texts.en.resx"));
        await using var visit = await browser.Open(locale: "en-GB");
        await visit.SignIn(browser.Sheet.People.Single(person => person.Email.StartsWith("jonas.petersen", StringComparison.Ordinal)));
        var found = new List<string>();
        foreach (var path in EveryPageTests.DeskPages)
        {
            await visit.Go(path);
            await Look(path);
        }
        foreach (var (path, link) in new[]
        {
            ("/desk/kanaele", "main .row h3 a"), ("/desk/medien", "main .pictures a"), ("/desk/beitraege?stand=Published", "main tbody a"),
            ("/desk/beitraege?stand=Submitted", "main tbody a"), ("/desk/beitraege?stand=Draft", "main tbody a"),
        })
        {
            await visit.Go(path);
            await visit.Go((await visit.Page.Locator(link).First.GetAttributeAsync("href"))!);
            await Look(path);
        }
        foreach (var (path, opener) in new[] { ("/desk/leute", "Change Nkechi Okafor"), ("/desk/rubriken", "New category"), ("/desk/kalender", "Quiet hours"), ("/desk/sendeplaetze", "New slot"), ("/desk/vertretungen", "Add a deputy") })
        {
            await visit.Go(path);
            await visit.Page.Button(opener).ClickAsync();
            await visit.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
            await Look($"{path}: {opener}");
        }
        Assert.True(found.Count == 0, string.Join('\n', found));

        async Task Look(string path) => found.AddRange((await visit.Page.EvaluateAsync<string[]>(Words))
            .Where(text => german.Contains(text) || Key().IsMatch(text)).Select(text => $"{path}: {text}").Distinct());
    }

    // What stands there as it is, without a place for something else.
    private static HashSet<string> Sentences(string file) =>
        [.. Directory.GetFiles(Path.Combine(SourceTree.Root, "src"), file, SearchOption.AllDirectories)
            .SelectMany(path => XDocument.Load(path).Descendants("data")).Select(text => text.Element("value")!.Value.Trim()).Where(text => text.Length > 2 && !text.Contains('{', StringComparison.Ordinal))];

    // Words that every German sentence has one of and no English one, German letters, and the German way to write days and numbers.
    [GeneratedRegex(@"\b(und|oder|nicht|kein|keine|ist|sind|wird|werden|wurde|das|der|den|dem|ein|eine|einen|einer|für|mit|von|zum|zur|auf|bei|nach|Sie|Ihre|Bitte|noch|nur|Uhr|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Beitrag|Beiträge|Kanal|Kanäle|Rubrik|Einheit|Leute|Freigabe|Entwurf|Speichern|Abbrechen|Ändern)\b|[äöüßÄÖÜ„]|(?<![.\d])\d{1,2}\.\s?\d{1,2}\.(?!\d)")]
    private static partial Regex German();

    [GeneratedRegex(@"^\[[A-Z][A-Za-z]+\.[A-Za-z.]+\]$")]
    private static partial Regex Key();
}
