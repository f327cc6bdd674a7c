using System.Diagnostics;
using System.Text.Json;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

public sealed class FaultTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LabFaultKind.Error, 500)]
    [InlineData(LabFaultKind.TooManyRequests, 429)]
    [InlineData(LabFaultKind.TokenExpired, 401)]
    [InlineData(LabFaultKind.Duplicate, 422)]
    [InlineData(LabFaultKind.Html, 200)]
    [InlineData(LabFaultKind.Unreadable, 200)]
    public async Task An_answer_goes_wrong_before_or_after_the_post_took_effect(LabFaultKind kind, int status)
    {
        var (lab, account) = await Fresh();
        await lab.Faults.Spoil(account, Ct, new LabFault(kind, "post", After: false, Count: 1), new LabFault(kind, "post", After: true, Count: 1));
        for (var call = 0; call < 2; call++)
        {
            using var answer = await lab.Http.SendAsync(lab.Post(account, $"Aufruf {call}"), Ct);
            Assert.Equal(status, (int)answer.StatusCode);
            if (status == 200) Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(answer.Content.ReadAsStream(Ct)));
        }
        Assert.Equal("Aufruf 1", Assert.Single(await lab.Ledger.Posts(account, Ct)).Text);
        Assert.Equal(200, (await lab.Send(lab.Post(account, "heil"), Ct)).Status);
    }

    [Theory]
    [InlineData(LabFaultKind.Reset)]
    [InlineData(LabFaultKind.CutOff)]
    public async Task The_connection_breaks_before_or_after_the_post_took_effect(LabFaultKind kind)
    {
        var (lab, account) = await Fresh();
        await lab.Faults.Spoil(account, Ct, new LabFault(kind, "post", After: false, Count: 1), new LabFault(kind, "post", After: true, Count: 1));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lab.Http.SendAsync(lab.Post(account, "vorher"), Ct));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lab.Http.SendAsync(lab.Post(account, "nachher"), Ct));
        Assert.Equal("nachher", Assert.Single(await lab.Ledger.Posts(account, Ct)).Text);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_call_hangs_until_the_caller_gives_up(bool after, int accepted)
    {
        var (lab, account) = await Fresh();
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Hang, "post", after));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(600));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Http.SendAsync(lab.Post(account, "hallo?"), patience.Token));
        Assert.Equal(accepted, (await lab.Ledger.Posts(account, Ct)).Count);
    }

    [Fact]
    public async Task A_slow_server_accepts_what_the_caller_has_given_up()
    {
        var (lab, account) = await Fresh();
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Latency, "post") { Ms = 700 });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Http.SendAsync(lab.Post(account, "spät"), patience.Token));
        Assert.Empty(await lab.Ledger.Posts(account, Ct));
        Assert.Single(await lab.Ledger.WaitForPosts(account, 1, TimeSpan.FromSeconds(5), Ct));
    }

    [Fact]
    public async Task An_upload_breaks_in_the_middle_and_leaves_nothing()
    {
        var (lab, account) = await Fresh();
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.HalfUpload, "media", Count: 1));
        byte[] large = [.. Samples.Png(), .. new byte[8_000_000]];
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lab.Http.SendAsync(lab.Upload(account, large), Ct));
        Assert.Empty(await lab.Ledger.Of(account, Ct));
        Assert.Equal(200, (await lab.Send(lab.Upload(account, large), Ct)).Status);
    }

    [Fact]
    public async Task A_limit_names_its_end_in_the_networks_own_header_or_not_at_all()
    {
        var (lab, account) = await Fresh();
        var channel = await lab.Account("slow", Ct);
        var fault = new LabFault(LabFaultKind.TooManyRequests, "post", Count: 1) { RetrySeconds = 90 };
        await lab.Faults.Spoil(account, Ct, fault, fault with { Header = false });
        await lab.Faults.Spoil(channel, Ct, fault);
        Assert.True((await lab.Send(lab.Post(account, "a"), Ct)).Answer.Headers.Contains("X-RateLimit-Reset"));
        Assert.False((await lab.Send(lab.Post(account, "b"), Ct)).Answer.Headers.Contains("X-RateLimit-Reset"));
        Assert.Equal(TimeSpan.FromSeconds(90), (await lab.Send(lab.Slow(channel, "k", "c"), Ct)).Answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task An_answer_can_be_200_megabytes_or_endless_or_drip()
    {
        var (lab, account) = await Fresh();
        HttpRequestMessage Verify() => lab.Request(HttpMethod.Get, "api/v1/accounts/verify_credentials", account);
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Huge, "verify", Count: 1), new LabFault(LabFaultKind.Endless, "verify", Count: 1),
            new LabFault(LabFaultKind.Drip, "verify", Count: 1) { Ms = 5 });

        using (var huge = await lab.Http.SendAsync(Verify(), HttpCompletionOption.ResponseHeadersRead, Ct))
            Assert.Equal(200_000_000, huge.Content.Headers.ContentLength);
        using (var endless = await lab.Http.SendAsync(Verify(), HttpCompletionOption.ResponseHeadersRead, Ct))
        {
            Assert.Null(endless.Content.Headers.ContentLength);
            var body = await endless.Content.ReadAsStreamAsync(Ct);
            await body.ReadExactlyAsync(new byte[5_000_000], Ct);
        }
        var watch = Stopwatch.StartNew();
        var (_, me, _) = await lab.Send(Verify(), Ct);
        Assert.Equal(account.Account, (string?)me["acct"]);
        Assert.True(watch.ElapsedMilliseconds > 500, $"{watch.ElapsedMilliseconds} ms is no dripping");
    }

    [Fact]
    public async Task Chance_is_repeatable_and_faults_strike_only_whom_they_name()
    {
        var (lab, account) = await Fresh();
        var spared = await lab.Account("mastodon", Ct);
        var rolls = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            await lab.Faults.Mend(account, Ct);
            await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Error, "read") { Probability = 0.5, Seed = 7 });
            var roll = "";
            for (var i = 0; i < 20; i++) roll += (await lab.Send(lab.Request(HttpMethod.Get, "api/v1/statuses/1", account), Ct)).Status == 500 ? 'x' : '.';
            rolls.Add(roll);
        }
        Assert.Equal(rolls[0], rolls[1]);
        Assert.InRange(rolls[0].Count(one => one == 'x'), 3, 17);
        Assert.Equal(rolls[0].Count(one => one == 'x'), Assert.Single(await lab.Faults.State(account, Ct)).Hits);
        Assert.Equal(404, (await lab.Send(lab.Request(HttpMethod.Get, "api/v1/statuses/1", spared), Ct)).Status);
    }

    private async Task<(LabProcess Lab, LabAccount Account)> Fresh()
    {
        var lab = await peers.Lab(Ct);
        return (lab, await lab.Account("mastodon", Ct));
    }
}
