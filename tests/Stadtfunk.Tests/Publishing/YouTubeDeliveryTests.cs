using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Foresight;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>From the library over the desk and the courier to a public video on the Lab's YouTube.</summary>
public sealed partial class YouTubeDeliveryTests(Peers peers)
{
    [Fact]
    public async Task A_film_of_the_library_is_published_corrected_and_withdrawn()
    {
        var lab = await peers.Lab(default);
        await using var room = await Newsroom.Open(0, settings: YouTubeStage.SettingsOf(lab));
        var account = await lab.Account("youtube", default);
        await CityAppTests.Connect(room, await AgreeFlow.At(lab, "youtube"), account);
        var film = await OutgoingVideoTests.Film(room);
        var post = await room.Release(pictures: [film]);
        await room.Pass(TimeSpan.FromSeconds(8));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1), (row.State, row.Attempt));
        Assert.NotNull(row.VerifiedAt);
        var there = Assert.Single(await lab.Ledger.Posts(account, default));
        Assert.Equal((row.RemoteId, there.Url), (there.Id, row.Receipt!.Link.AbsoluteUri));
        // The headline has a place of its own and does not lead the text.
        Assert.Equal(("Erster Schnee", "Über Nacht hat der Winter die Stadt gefunden."), (there.More["title"], there.Text));
        var video = (await room.House.With((IPictures pictures) => pictures.Find(film.Picture, default)))!.Video!;
        Assert.Equal((video.Playable, video.Bytes), (there.Pictures[0].Sha256, there.Pictures[0].Bytes));
        Assert.Equal($"de/={video.Subtitles!.Hash}", there.More["captions"]);
        await using var still = await room.House.With((IPictures pictures) => pictures.Open(there.More["still"], default));
        Assert.True(still.Length > 1000);

        await room.Correct(post, "Es taut schon wieder.", pictures: [film]);
        await room.Pass(TimeSpan.FromSeconds(8));
        Assert.Equal("Es taut schon wieder.", (await lab.Ledger.All(default, "youtube", account.Account, "edit"))[^1].Text);
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(8));
        Assert.Equal(["post", "edit", "delete"], (await lab.Ledger.Of(account, default)).Where(entry => entry.Kind != "media").Select(entry => entry.Kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_unaudited_project_will_be_refused_is_one_red_line_three_days_ahead(bool audited)
    {
        var lab = await peers.Lab(default);
        await using var room = await Newsroom.Open(0, configure: services => services.AddScoped<NavigationManager, CityAppTests.Here>().AddScoped<IJSRuntime, CityAppTests.NoBrowser>(),
            settings: [.. YouTubeStage.SettingsOf(lab), new("Networks:YouTube:Audited", audited ? "true" : "false")]);
        var account = await lab.Account("youtube", default);
        await YouTubeStage.Behave(lab, account, new { audited });
        var channel = await CityAppTests.Connect(room, await AgreeFlow.At(lab, "youtube"), account);
        var due = room.House.Now.AddDays(2);
        var post = await room.Release(due: due, pictures: [await OutgoingVideoTests.Film(room)]);
        var row = (await room.House.With((ReadChannelSheet read) => read.Run(room.Lead, channel, default))).Value!.Row;
        var words = room.House.Get<Words>();
        Assert.Equal(audited, row.Hitch is null);
        if (row.Hitch is { } hitch)
        {
            Assert.Equal(("Review", due, $"/desk/kanaele/{channel}#pruefung"), (hitch.Key, hitch.First, row.MendLink));
            Assert.StartsWith(words["Networks.YouTube.Review.Open"], row.Says(words, room.House.Get<CityTime>()), StringComparison.Ordinal);
        }
        var page = await Page(room, channel);
        var said = page[page.IndexOf("id=\"pruefung\"", StringComparison.Ordinal)..];
        Assert.StartsWith(words[audited ? "Networks.YouTube.Review.Passed" : "Networks.YouTube.Review.Open"][..40], Tags().Replace(said[said.IndexOf("<dd>", StringComparison.Ordinal)..], "").TrimStart(), StringComparison.Ordinal);
        Assert.Equal(!audited, said.Contains("href=\"https://support.google.com/youtube/contact/yt_api_form\"", StringComparison.Ordinal));
        await room.House.With((PreflightRound round) => round.Tick(default));
        await room.House.With((PreflightRound round) => round.Tick(default));
        var told = await room.House.With((Db db) => db.Set<NoticeRow>().AsNoTracking().ToListAsync());
        Assert.Equal(audited ? [] : [("Publishing.Notice.Ahead.Review", row.MendLink)], told.Select(notice => (notice.Text, notice.Link)));
        // And so it comes.
        room.House.Clock.Advance(TimeSpan.FromDays(2));
        await room.Pass(TimeSpan.FromSeconds(8));
        var end = await room.Row(post);
        Assert.Equal((audited ? DeliveryState.Published : DeliveryState.Refused, audited ? null : "Networks.YouTube.StaysPrivate"), (end.State, end.SentenceKey));
    }

    [Fact]
    public async Task Without_a_video_nobody_can_submit_a_post_for_it()
    {
        var lab = await peers.Lab(default);
        await using var room = await Newsroom.Open(0, settings: YouTubeStage.SettingsOf(lab));
        await CityAppTests.Connect(room, await AgreeFlow.At(lab, "youtube"), await lab.Account("youtube", default));
        Assert.Equal("Editorial.NeedsVideo", (await Assert.ThrowsAsync<InvalidOperationException>(() => room.Release())).Message);
    }

    /// <summary>The channel's page as whoever leads the desk sees it.</summary>
    private static Task<string> Page(Newsroom room, ChannelId channel) => room.House.With<IServiceProvider, string>(async services =>
    {
        services.GetRequiredService<IdentityHolder>().Value = new Identity(room.Lead.Person, null);
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<ChannelPage>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ChannelPage.Id)] = channel.ToString() }))).ToHtmlString());
        return WebUtility.HtmlDecode(html);
    });

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
