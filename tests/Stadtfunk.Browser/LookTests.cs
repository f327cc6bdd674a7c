using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>Each network brings how a post stands there: the preview changes with the channel.</summary>
public sealed class LookTests(DemoTown town)
{
    [Fact]
    public async Task The_preview_is_drawn_as_each_network_draws_it()
    {
        await using var writer = await town.Open();
        await writer.SignIn(town.Sheet.People.First(person => person.Email.StartsWith("sabine.brandt", StringComparison.Ordinal)));
        const string Mastodon = "Stadt Musterstadt (wie Mastodon)", Bluesky = "Stadt Musterstadt (wie Bluesky)";
        await writer.Begin("Schwimmbad öffnet", "Das Schwimmbad öffnet am Samstag.", Mastodon, Bluesky);

        await writer.Page.Button(Mastodon).ClickAsync();
        await writer.Page.Locator(".phone .who-is b", new() { HasText = Mastodon }).WaitForAsync();
        Assert.Equal("6px", await Style(writer.Page, ".phone .avatar", "borderTopLeftRadius"));
        Assert.Equal("column", await Style(writer.Page, ".phone .who-is", "flexDirection"));

        await writer.Page.Button(Bluesky).ClickAsync();
        await writer.Page.Locator(".phone .who-is b", new() { HasText = Bluesky }).WaitForAsync();
        Assert.Equal("row", await Style(writer.Page, ".phone .who-is", "flexDirection"));
        Assert.Equal("40px", await Style(writer.Page, ".phone .avatar", "width"));
        Assert.Empty(writer.Errors);
    }

    private static Task<string> Style(IPage page, string where, string what) => page.Locator(where).First.EvaluateAsync<string>($"part => getComputedStyle(part).{what}");
}
