using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Practice;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>The public side of the training network as HTML.</summary>
public sealed class PracticePageTests
{
    private const string Banner = "Übungsnetz – nichts davon ist öffentlich im Internet";

    [Fact]
    public async Task Shows_text_link_and_alt_texts_and_says_that_nothing_is_public()
    {
        await using var stage = await PracticeStage.Open("bluesky");
        var post = stage.Post("Schnee <script>alert(1)</script>\nund Eis", new Uri("https://www.musterstadt.de/schnee"));
        await stage.Publish(post, stage.NewKey());
        await stage.Publish(stage.Post("Bilder", pictures: 2), stage.NewKey());
        var html = await Page(stage, null);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        var text = WebUtility.HtmlDecode(html);
        Assert.Contains(Banner, text, StringComparison.Ordinal);
        Assert.Contains("Schnee <script>alert(1)</script>\nund Eis", text, StringComparison.Ordinal);
        Assert.Contains("https://www.musterstadt.de/schnee", text, StringComparison.Ordinal);
        Assert.Contains("Bildbeschreibung 2: Schnee über der Brücke ❄️", text, StringComparison.Ordinal);
        Assert.Contains("lang=\"de\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_post_has_a_page_until_it_is_deleted()
    {
        await using var stage = await PracticeStage.Open("mastodon");
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Nur dieser"), stage.NewKey()));
        await stage.Publish(stage.Post("Ein anderer"), stage.NewKey());
        var id = Guid.Parse(done.Receipt.RemoteId);
        var html = await Page(stage, id);
        Assert.Contains("Nur dieser", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ein anderer", html, StringComparison.Ordinal);
        await stage.Publisher.Send(stage.Errand(stage.Post("Nur dieser"), stage.NewKey(), ErrandKind.Delete, done.Receipt), default);
        var gone = WebUtility.HtmlDecode(await Page(stage, id));
        Assert.Contains("nicht mehr", gone, StringComparison.Ordinal);
        Assert.Contains(Banner, gone, StringComparison.Ordinal);
    }

    private static Task<string> Page(Stage stage, Guid? id) => stage.House.With<IServiceProvider, string>(async services =>
    {
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Account"] = stage.Session.AccountId, ["Id"] = id });
            return (await renderer.RenderComponentAsync<PracticePage>(parameters)).ToHtmlString();
        });
    });
}
