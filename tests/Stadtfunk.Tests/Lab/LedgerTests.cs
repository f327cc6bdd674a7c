using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

public sealed class LedgerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_Lab_still_knows_what_it_accepted_and_whom_it_knows()
    {
        await using var lab = await LabProcess.Start(["--instance", "zweite", "--accounts", "zweite/stadt=bekannt"], Ct);
        var stadt = new LabAccount("zweite", "stadt", "", "bekannt");
        var account = await lab.Account("mastodon", Ct);
        var channel = await lab.Account("slow", Ct);
        var (_, medium, _) = await lab.Send(lab.Upload(account, Samples.Png(), "Alternativtext"), Ct);
        var (_, post, _) = await lab.Send(lab.Post(account, "vorher", "k", ("media_ids[]", (string)medium["id"]!)), Ct);
        await lab.Send(lab.Post(stadt, "zweiter Server"), Ct);
        await lab.Send(lab.Slow(channel, "k", "Kanal"), Ct);
        var before = await lab.Ledger.All(Ct);
        Assert.Equal(4, before.Count);

        await lab.Kill();
        await lab.Revive(Ct);

        var after = await lab.Ledger.All(Ct);
        Assert.Equal(before.Select(entry => (entry.Number, entry.Id, entry.Text)), after.Select(entry => (entry.Number, entry.Id, entry.Text)));
        var (status, read, _) = await lab.Send(lab.Request(HttpMethod.Get, $"api/v1/statuses/{post["id"]}", account), Ct);
        Assert.Equal((200, "Alternativtext"), (status, (string?)read["media_attachments"]![0]!["description"]));
        Assert.Equal((string?)post["id"], (string?)(await lab.Send(lab.Post(account, "vorher", "k"), Ct)).Body["id"]);
        Assert.Equal(200, (await lab.Send(lab.Post(stadt, "nachher"), Ct)).Status);
        Assert.Equal(200, (await lab.Send(lab.Slow(channel, "k2", "nachher"), Ct)).Status);
    }

    [Fact]
    public async Task A_reset_forgets_all_but_the_accounts_of_the_command_line()
    {
        await using var lab = await LabProcess.Start(["--accounts", "mastodon/stadt=bekannt"], Ct);
        var stadt = new LabAccount("mastodon", "stadt", "", "bekannt");
        var other = await lab.Account("mastodon", Ct);
        var (_, post, _) = await lab.Send(lab.Post(stadt, "weg damit"), Ct);
        (await lab.Http.PostAsync("lab/reset", null, Ct)).EnsureSuccessStatusCode();
        Assert.Empty(await lab.Ledger.All(Ct));
        Assert.Equal(404, (await lab.Send(lab.Request(HttpMethod.Get, $"api/v1/statuses/{post["id"]}", stadt), Ct)).Status);
        Assert.Equal(401, (await lab.Send(lab.Post(other, "x"), Ct)).Status);
        Assert.Equal(200, (await lab.Send(lab.Post(stadt, "neu"), Ct)).Status);
    }
}
