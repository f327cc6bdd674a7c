using System.Text.Json.Nodes;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

public sealed class RelayTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_server_can_be_made_to_fail_after_it_accepted()
    {
        var pds = await peers.Bluesky(Ct);
        await using var lab = await LabProcess.Start(["--relay", $"bluesky={pds.Url}"], Ct);
        var account = await pds.Account(Ct);
        var spoiled = new LabAccount("bluesky", account.Did, "", account.AccessToken);
        await lab.Faults.Spoil(spoiled, Ct, new LabFault(LabFaultKind.Error, "com.atproto.repo.putRecord", Count: 1),
            new LabFault(LabFaultKind.Reset, "com.atproto.repo.putRecord", After: true, Count: 1));

        Assert.Equal(500, (await lab.Send(Put(lab, spoiled, "3laaaaaaaaa2a"), Ct)).Status);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lab.Http.SendAsync(Put(lab, spoiled, "3laaaaaaaaa2b"), Ct));
        Assert.EndsWith("3laaaaaaaaa2b", (string)Assert.Single(await pds.Posts(account.Did, Ct))["uri"]!);
        var (status, record, _) = await lab.Send(Put(lab, spoiled, "3laaaaaaaaa2c"), Ct);
        Assert.Equal(200, status);
        Assert.EndsWith("3laaaaaaaaa2c", (string)record["uri"]!);
    }

    private static HttpRequestMessage Put(LabProcess lab, LabAccount account, string key) =>
        lab.Request(HttpMethod.Post, "xrpc/com.atproto.repo.putRecord", account, System.Net.Http.Json.JsonContent.Create(new
        {
            repo = account.Account, collection = "app.bsky.feed.post", rkey = key,
            record = new JsonObject { ["$type"] = "app.bsky.feed.post", ["text"] = "Hallo", ["createdAt"] = "2026-11-02T10:00:00Z" },
        }));
}
