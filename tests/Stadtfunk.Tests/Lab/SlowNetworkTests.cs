using System.Diagnostics;
using System.Net.Http.Json;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

public sealed class SlowNetworkTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_takes_200_ms_and_can_be_found_by_its_key()
    {
        var lab = await peers.Lab(Ct);
        var channel = await lab.Account("slow", Ct);
        var watch = Stopwatch.StartNew();
        var (status, post, _) = await lab.Send(lab.Slow(channel, "k1", "Hallo"), Ct);
        Assert.Equal(200, status);
        Assert.True(watch.ElapsedMilliseconds >= 190, $"{watch.ElapsedMilliseconds} ms are not slow");

        var find = $"slow/{channel.Account}/posts?key=";
        Assert.Equal((string?)post["id"], (string?)(await lab.Send(lab.Request(HttpMethod.Get, find + "k1", channel), Ct)).Body[0]!["id"]);
        Assert.Empty((await lab.Send(lab.Request(HttpMethod.Get, find + "k2", channel), Ct)).Body.AsArray());
        Assert.Equal(401, (await lab.Send(lab.Slow(channel with { Token = "falsch" }, "k3", "x"), Ct)).Status);
    }

    [Fact]
    public async Task The_same_key_twice_makes_two_posts_so_that_a_repetition_is_seen()
    {
        var lab = await peers.Lab(Ct);
        var channel = await lab.Account("slow", Ct);
        await lab.Send(lab.Slow(channel, "k", "eins"), Ct);
        await lab.Send(lab.Slow(channel, "k", "eins"), Ct);
        Assert.Equal(["k", "k"], (await lab.Ledger.Posts(channel, Ct)).Select(post => post.Key));
    }

    [Fact]
    public async Task Lookup_can_be_missing()
    {
        await using var lab = await LabProcess.Start([], Ct);
        (await lab.Http.PutAsJsonAsync("lab/slow", new { latencyMs = 0, lookup = false }, Ct)).EnsureSuccessStatusCode();
        var channel = await lab.Account("slow", Ct);
        Assert.Equal(404, (await lab.Send(lab.Request(HttpMethod.Get, $"slow/{channel.Account}/posts?key=k", channel), Ct)).Status);
    }
}
