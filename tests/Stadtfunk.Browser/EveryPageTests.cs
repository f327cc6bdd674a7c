using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>Each page in light and dark, wide and at 320 px: axe finds nothing, nothing sticks out, no console error, no stranger is asked.</summary>
public sealed class EveryPageTests(DemoTown town)
{
    private static readonly string[] PublicPages = ["/", "/barrierefreiheit", "/gibt-es-nicht", "/anmelden"];

    private static readonly string[] DeskPages =
    [
        "/desk", "/desk/beitraege", "/desk/beitraege/neu", "/desk/medien", "/desk/kanaele", "/desk/leute", "/desk/einheiten", "/desk/einstellungen", "/desk/konto",
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
        foreach (var path in PublicPages.Append(post!))
        {
            await visit.Page.GotoAsync(path);
            await Look(visit, path, found);
        }
        visit.Errors.RemoveAll(error => error.Contains("404", StringComparison.Ordinal));
        Assert.Empty(found);
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Desk_pages_are_accessible_and_ask_nobody_else(ColorScheme scheme, int width)
    {
        await using var visit = await town.Open(scheme, width);
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("jonas.petersen", StringComparison.Ordinal)));
        var found = new List<string>();
        foreach (var path in DeskPages)
        {
            await visit.Go(path);
            await Look(visit, path, found);
        }
        await visit.Go("/desk/beitraege");
        await visit.Page.Locator("main a[href*='/desk/beitraege/']:not([href$='/neu'])").First.ClickAsync();
        await visit.Page.WaitForURLAsync("**/desk/beitraege/**");
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Look(visit, "the composer", found);
        Assert.Empty(found);
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
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

    private static async Task Look(Visit visit, string path, List<string> found)
    {
        found.AddRange((await visit.Axe()).Select(finding => $"{path} {finding}"));
        if (await visit.Overflow() is var over and > 0)
            found.Add($"{path} sticks out by {over} px");
    }
}
