using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

public sealed class MastodonPublishingTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_with_a_picture_is_in_the_ledger_on_its_page_and_in_the_api()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var (status, medium, _) = await lab.Send(lab.Upload(account, Samples.Png(), "Ein Rathaus im Schnee"), Ct);
        Assert.Equal(200, status);

        var picture = ("media_ids[]", (string)medium["id"]!);
        var (posted, post, _) = await lab.Send(lab.Post(account, "Guten Morgen #Stadt https://example.org/a", "k1", picture), Ct);
        Assert.Equal(200, posted);

        var entry = Assert.Single(await lab.Ledger.Posts(account, Ct));
        Assert.Equal(("Guten Morgen #Stadt https://example.org/a", "k1", (string)post["id"]!), (entry.Text, entry.Key, entry.Id));
        Assert.Equal("Ein Rathaus im Schnee", Assert.Single(entry.Pictures).Alt);
        Assert.Contains("alt=\"Ein Rathaus im Schnee\"", await lab.Http.GetStringAsync((string)post["url"]!, Ct));
        var (_, read, _) = await lab.Send(lab.Request(HttpMethod.Get, $"api/v1/statuses/{entry.Id}", account), Ct);
        Assert.Equal("Ein Rathaus im Schnee", (string?)read["media_attachments"]![0]!["description"]);
        Assert.Equal(16, (int)read["media_attachments"]![0]!["meta"]!["original"]!["width"]!);
    }

    [Fact]
    public async Task An_edit_and_a_deletion_are_entries_of_their_own()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var (_, post, _) = await lab.Send(lab.Post(account, "Erste Fassung"), Ct);
        var path = $"api/v1/statuses/{post["id"]}";

        var edit = new FormUrlEncodedContent([KeyValuePair.Create("status", "Zweite Fassung")]);
        var (edited, changed, _) = await lab.Send(lab.Request(HttpMethod.Put, path, account, edit), Ct);
        Assert.Equal(200, edited);
        Assert.NotNull(changed["edited_at"]);
        Assert.Equal("<p>Zweite Fassung</p>", (string?)changed["content"]);
        Assert.Equal(200, (await lab.Send(lab.Request(HttpMethod.Delete, path, account), Ct)).Status);
        Assert.Equal(404, (await lab.Send(lab.Request(HttpMethod.Get, path, account), Ct)).Status);

        Assert.Equal(["post", "edit", "delete"], (await lab.Ledger.Of(account, Ct)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task The_own_posts_come_newest_first_and_in_pages()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add((string)(await lab.Send(lab.Post(account, $"Beitrag {i}"), Ct)).Body["id"]!);
        var list = $"api/v1/accounts/{account.Id}/statuses";

        Assert.Equal([ids[4], ids[3]], await Ids(lab, account, $"{list}?limit=2"));
        Assert.Equal([ids[2], ids[1]], await Ids(lab, account, $"{list}?limit=2&max_id={ids[3]}"));
        Assert.Equal([ids[4], ids[3]], await Ids(lab, account, $"{list}?limit=2&since_id={ids[1]}"));
        Assert.Equal([ids[3], ids[2]], await Ids(lab, account, $"{list}?limit=2&min_id={ids[1]}"));
    }

    [Fact]
    public async Task The_same_key_within_an_hour_gives_the_first_post_and_later_a_second_one()
    {
        await using var lab = await LabProcess.Start([], Ct);
        var account = await lab.Account("mastodon", Ct);
        var first = (string)(await lab.Send(lab.Post(account, "Einmal", "schluessel"), Ct)).Body["id"]!;
        var second = (string)(await lab.Send(lab.Post(account, "Einmal", "schluessel"), Ct)).Body["id"]!;
        Assert.Equal(first, second);
        Assert.Equal(["post", "repeat"], (await lab.Ledger.Of(account, Ct)).Select(entry => entry.Kind));

        await lab.MoveClock(TimeSpan.FromMinutes(61), Ct);
        Assert.NotEqual(first, (string)(await lab.Send(lab.Post(account, "Einmal", "schluessel"), Ct)).Body["id"]!);
    }

    [Fact]
    public async Task A_server_that_does_not_mind_the_key_makes_two_posts()
    {
        await using var lab = await LabProcess.Start(["--instance", "gleichgueltig"], Ct);
        await lab.Configure("gleichgueltig", new { honoursIdempotencyKey = false }, Ct);
        var account = await lab.Account("gleichgueltig", Ct);
        await lab.Send(lab.Post(account, "Einmal", "schluessel"), Ct);
        await lab.Send(lab.Post(account, "Einmal", "schluessel"), Ct);
        Assert.Equal(2, (await lab.Ledger.Posts(account, Ct)).Count);
    }

    private static async Task<string[]> Ids(LabProcess lab, LabAccount account, string path) =>
        [.. (await lab.Send(lab.Request(HttpMethod.Get, path, account), Ct)).Body.AsArray().Select(post => (string)post!["id"]!)];
}
