using System.Globalization;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

public sealed class MastodonRefusalTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 1, "blank")]
    [InlineData("ä", 501, "character limit")]
    [InlineData("👩‍👩‍👧‍👦", 501, "character limit")]
    public async Task A_text_that_does_not_fit_is_refused(string piece, int times, string because)
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var (status, body, _) = await lab.Send(lab.Post(account, string.Concat(Enumerable.Repeat(piece, times))), Ct);
        Assert.Equal(422, status);
        Assert.Contains(because, (string)body["error"]!);
        Assert.Empty(await lab.Ledger.Of(account, Ct));
    }

    [Fact]
    public async Task Graphemes_links_and_the_content_warning_are_counted_as_the_server_does()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var family = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 500));
        var link = new string('x', 476) + " https://example.org/" + new string('y', 200);
        Assert.Equal(200, (await lab.Send(lab.Post(account, family), Ct)).Status);
        Assert.Equal(200, (await lab.Send(lab.Post(account, link), Ct)).Status);
        Assert.Equal(422, (await lab.Send(lab.Post(account, "x" + link), Ct)).Status);
        Assert.Equal(422, (await lab.Send(lab.Post(account, link, null, ("spoiler_text", "!")), Ct)).Status);
    }

    [Fact]
    public async Task More_pictures_than_allowed_strange_ones_and_used_ones_are_refused()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var ids = new List<(string, string)>();
        for (var i = 0; i < 5; i++) ids.Add(("media_ids[]", (string)(await lab.Send(lab.Upload(account, Samples.Png()), Ct)).Body["id"]!));
        Assert.Equal(422, (await lab.Send(lab.Post(account, "fünf", null, [.. ids]), Ct)).Status);
        Assert.Equal(422, (await lab.Send(lab.Post(account, "fremd", null, ("media_ids[]", "1")), Ct)).Status);
        Assert.Equal(200, (await lab.Send(lab.Post(account, "vier", null, [.. ids.Take(4)]), Ct)).Status);
        Assert.Equal(422, (await lab.Send(lab.Post(account, "noch einmal", null, ids[0]), Ct)).Status);
        Assert.Equal(422, (await lab.Send(lab.Upload(account, "keine Bilddatei"u8.ToArray()), Ct)).Status);
        Assert.Equal(422, (await lab.Send(lab.Upload(account, Samples.Png(10_000, 10_000)), Ct)).Status);
        Assert.Equal(422, (await lab.Send(lab.Upload(account, Samples.Png(), new string('a', 1501)), Ct)).Status);
    }

    [Fact]
    public async Task A_picture_that_is_still_processed_cannot_be_posted_yet()
    {
        await using var lab = await LabProcess.Start([], Ct);
        await lab.Configure("mastodon", new { mediaProcessingMs = 600_000 }, Ct);
        var account = await lab.Account("mastodon", Ct);
        var (status, medium, _) = await lab.Send(lab.Upload(account, Samples.Png()), Ct);
        Assert.Equal(202, status);
        Assert.Null(medium["url"]);
        var id = (string)medium["id"]!;
        Assert.Equal(206, (await lab.Send(lab.Request(HttpMethod.Get, $"api/v1/media/{id}", account), Ct)).Status);
        Assert.Equal(422, (await lab.Send(lab.Post(account, "zu früh", null, ("media_ids[]", id)), Ct)).Status);

        await lab.MoveClock(TimeSpan.FromMinutes(11), Ct);
        Assert.Equal(200, (await lab.Send(lab.Request(HttpMethod.Get, $"api/v1/media/{id}", account), Ct)).Status);
        Assert.Equal(200, (await lab.Send(lab.Post(account, "jetzt", null, ("media_ids[]", id)), Ct)).Status);
    }

    [Fact]
    public async Task Tokens_scopes_and_strangers_are_told_apart()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var reader = await lab.Account("mastodon", Ct, scopes: "read");
        var (_, post, _) = await lab.Send(lab.Post(account, "meins"), Ct);
        Assert.Equal(401, (await lab.Send(lab.Post(account with { Token = "falsch" }, "x"), Ct)).Status);
        Assert.Equal(403, (await lab.Send(lab.Post(reader, "x"), Ct)).Status);
        Assert.Equal(404, (await lab.Send(lab.Request(HttpMethod.Delete, $"api/v1/statuses/{post["id"]}", await lab.Account("mastodon", Ct)), Ct)).Status);
    }

    [Fact]
    public async Task An_allowance_that_is_used_up_answers_429_with_the_time_of_its_end()
    {
        await using var lab = await LabProcess.Start([], Ct);
        await lab.Configure("mastodon", new { postsPer3Hours = 2 }, Ct);
        var account = await lab.Account("mastodon", Ct);
        var (_, _, first) = await lab.Send(lab.Post(account, "eins"), Ct);
        Assert.Equal("1", Assert.Single(first.Headers.GetValues("X-RateLimit-Remaining")));
        await lab.Send(lab.Post(account, "zwei"), Ct);

        var (status, _, third) = await lab.Send(lab.Post(account, "drei"), Ct);
        Assert.Equal(429, status);
        Assert.Null(third.Headers.RetryAfter);
        var reset = DateTimeOffset.Parse(Assert.Single(third.Headers.GetValues("X-RateLimit-Reset")), CultureInfo.InvariantCulture);
        Assert.InRange(reset - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(175), TimeSpan.FromMinutes(180));
        Assert.Equal(2, (await lab.Ledger.Posts(account, Ct)).Count);

        await lab.MoveClock(TimeSpan.FromHours(3), Ct);
        Assert.Equal(200, (await lab.Send(lab.Post(account, "vier"), Ct)).Status);
    }
}
