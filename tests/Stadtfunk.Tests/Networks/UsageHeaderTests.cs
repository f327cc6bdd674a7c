using System.Net.Http.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>What networks say in headers of how much is used, also beside a yes.</summary>
public sealed class UsageHeaderTests(Peers peers)
{
    [Theory]
    [InlineData("facebook"), InlineData("instagram"), InlineData("threads")]
    public async Task Meta_says_with_the_last_call_that_it_takes_how_long_it_takes_none_and_refuses_the_next(string network)
    {
        await using var stage = await Open(network);
        var post = stage.Post("Bis zum Rand");
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var (calls, usual) = (stage.Calls.Count, stage.Calls[^1].Usage);
        Assert.Equal(new Usage(3, null), usual);
        stage.Calls.Clear();
        // As many as a post takes.
        await Allow(stage, network, new { left = calls, minutes = 20 });
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Noch einer"), stage.NewKey()));
        Assert.Equal(Enumerable.Range(1, calls).Select(x => 100 - calls + x), stage.Calls.Select(x => x.Usage!.Percent));
        Assert.Equal((new Usage(100, TimeSpan.FromMinutes(20)), calls - 1), (stage.Calls[^1].Usage, stage.Calls.Count(x => x.Usage!.Wait is null)));
        // Whoever does not wait is refused, and told how long.
        var later = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zu viel"), stage.NewKey()));
        Assert.Equal(TimeSpan.FromMinutes(20), later.After);
        Assert.Equal(2, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task An_app_whose_allowance_is_used_up_waits_a_while_though_nobody_says_for_how_long()
    {
        await using var stage = await Open("facebook");
        await Allow(stage, "facebook", new { left = 1, minutes = 0, ofApp = true });
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Der letzte"), stage.NewKey()));
        Assert.Equal(new Usage(100, TimeSpan.FromMinutes(10)), stage.Calls[^1].Usage);
        Assert.Equal(TimeSpan.FromMinutes(10), Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zu viel"), stage.NewKey())).After);
    }

    [Fact]
    public async Task X_says_with_the_last_post_of_a_quarter_of_an_hour_when_the_next_begins()
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        (await stage.Lab.Http.PutAsJsonAsync($"lab/x/{stage.Account.Account}", new { postsPerQuarter = 2 })).EnsureSuccessStatusCode();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Einer"), stage.NewKey()));
        Assert.Equal(new Usage(50, null), stage.Calls.Single(x => x.Name == "POST 2/tweets").Usage);
        // What reading has left is another matter.
        await stage.Publisher.ReadBack(stage.Errand(stage.Post("Einer"), stage.NewKey(), receipt: new Receipt("1", new Uri("https://x.com/a/status/1"))), default);
        Assert.All(stage.Calls.Where(x => x.Name != "POST 2/tweets"), call => Assert.Null(call.Usage));
        stage.Calls.Clear();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Zwei"), stage.NewKey()));
        var usage = stage.Calls.Single(x => x.Name == "POST 2/tweets").Usage!;
        Assert.Equal(100, usage.Percent);
        Assert.InRange(usage.Wait!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15.1));
        Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Drei"), stage.NewKey()));
    }

    [Fact]
    public async Task A_mastodon_server_says_it_of_posts()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Hallo"), stage.NewKey()));
        var usage = Assert.Single(stage.Calls, x => x.Usage is not null);
        Assert.Equal(("POST statuses", (TimeSpan?)null), (usage.Name, usage.Usage!.Wait));
    }

    [Theory]
    [InlineData("POST com.atproto.repo.putRecord", "5000", "4200", 16, false)]
    [InlineData("POST com.atproto.repo.putRecord", "5000", "3", 99, false)]
    [InlineData("POST com.atproto.repo.putRecord", "5000", "2", 99, true)]
    [InlineData("POST com.atproto.repo.putRecord", "5000", "viel", null, false)]
    [InlineData("POST com.atproto.repo.putRecord", "0", "0", null, false)]
    [InlineData("GET com.atproto.repo.getRecord", "3000", "0", null, false)]
    public void A_record_on_bluesky_takes_three_points(string call, string limit, string remaining, int? percent, bool waits)
    {
        var heard = new Answer.Heard(200, null, TimeSpan.FromMinutes(7), null) { Headers = new Dictionary<string, string> { ["ratelimit-limit"] = limit, ["ratelimit-remaining"] = remaining } };
        Assert.Equal((percent, waits ? TimeSpan.FromMinutes(7) : null), (Used(call, heard)?.Percent, Used(call, heard)?.Wait));
    }

    [Theory]
    [InlineData("""{"call_count":28,"total_time":25,"total_cputime":81}""", null, 81, null)]
    [InlineData("""{"call_count":100,"total_time":25,"total_cputime":25}""", null, 100, 10)]
    [InlineData(null, """{"1":[{"type":"pages","call_count":70,"total_time":2,"total_cputime":3,"estimated_time_to_regain_access":0},{"type":"instagram","call_count":3,"total_time":92,"total_cputime":3,"estimated_time_to_regain_access":0}]}""", 92, null)]
    [InlineData("""{"call_count":100}""", """{"1":[{"type":"pages","call_count":102,"estimated_time_to_regain_access":25}]}""", 102, 25)]
    [InlineData(null, """{"1":[{"type":"pages","call_count":102,"estimated_time_to_regain_access":90000}]}""", 102, 360)]
    [InlineData("kaputt", "[1]", null, null)]
    [InlineData("[]", """{"1":5}""", null, null)]
    public void Whatever_of_meta_is_nearest_to_its_end_counts(string? app, string? account, int? percent, int? minutes)
    {
        var headers = new Dictionary<string, string>();
        if (app is not null)
            headers["x-app-usage"] = app;
        if (account is not null)
            headers["x-business-use-case-usage"] = account;
        var usage = Used("GET me", new Answer.Heard(200, null, null, null) { Headers = headers });
        Assert.Equal((percent, minutes), (usage?.Percent, (int?)usage?.Wait?.TotalMinutes));
    }

    private static Usage? Used(string call, Answer.Heard heard) =>
        Stadtfunk.Networks.Meta.GraphUsage.In(heard) ?? Stadtfunk.Networks.Bluesky.BlueskyUsage.In(call, heard);

    /// <summary>Out of the attempts table a day's limit is counted, so the call has to be named as it is there.</summary>
    [Theory]
    [InlineData("facebook"), InlineData("youtube")]
    public async Task The_call_that_a_limit_of_a_day_counts_is_made_once_for_each_post(string network)
    {
        await using Stage stage = network == "facebook" ? await FacebookStage.Open(await peers.Lab(default)) : await YouTubeStage.Open(await peers.Lab(default));
        var limit = Assert.Single(stage.House.Get<NetworkBook>().Find(network)!.DayLimits);
        var post = network == "facebook" ? stage.Post("Gezählt") with { Form = limit.Form, Video = Movie.Of(TimeSpan.FromSeconds(5)) } : stage.Post("Gezählt");
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var counted = Assert.Single(stage.Calls, call => call.Name == limit.Call);
        Assert.Equal(200, counted.Status);
    }

    private async Task<Stage> Open(string network) => network switch
    {
        "facebook" => await FacebookStage.Open(await peers.Lab(default)),
        "instagram" => await InstagramStage.Open(await peers.Lab(default)),
        _ => await ThreadsStage.Open(await peers.Lab(default)),
    };

    private static async Task Allow(Stage stage, string network, object allowed)
    {
        var (lab, account) = stage switch
        {
            FacebookStage page => (page.Lab, page.Account), InstagramStage one => (one.Lab, one.Account), _ => (((ThreadsStage)stage).Lab, ((ThreadsStage)stage).Account),
        };
        (await lab.Http.PutAsJsonAsync($"lab/meta/{network}/{account.Account}", allowed)).EnsureSuccessStatusCode();
    }
}
