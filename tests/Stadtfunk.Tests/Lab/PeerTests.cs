using System.Text.Json.Nodes;
using Npgsql;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

public sealed class PeerTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_PDS_keeps_one_post_for_one_record_key()
    {
        var pds = await peers.Bluesky(Ct);
        var account = await pds.Account(Ct);
        var session = await pds.Call("com.atproto.server.createSession", new { identifier = account.Handle, password = account.AppPassword }, null, Ct);
        var record = new JsonObject { ["$type"] = "app.bsky.feed.post", ["text"] = "Hallo", ["createdAt"] = "2026-11-02T10:00:00Z" };
        for (var i = 0; i < 2; i++)
            await pds.Call("com.atproto.repo.putRecord", new { repo = account.Did, collection = "app.bsky.feed.post", rkey = "3laaaaaaaaa2a", record },
                (string)session["accessJwt"]!, Ct);

        Assert.Single(await pds.Posts(account.Did, Ct));
        Assert.Equal("Hallo", (string?)(await pds.Record(account.Did, "3laaaaaaaaa2a", Ct))!["value"]!["text"]);
        Assert.Null(await pds.Record(account.Did, "3laaaaaaaaa2b", Ct));
    }

    [Fact]
    public async Task A_database_that_crashed_still_has_what_was_committed()
    {
        await using var postgres = await PostgresPeer.Own(durable: true);
        var database = await postgres.NewDatabase(null);
        await Scalar(database, "CREATE TABLE t (n int); INSERT INTO t VALUES (7)");
        await postgres.Stop();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Scalar(database, "SELECT 1"));
        await postgres.Restart();
        Assert.Equal(7, await Scalar(database, "SELECT n FROM t"));
    }

    private static async Task<object?> Scalar(string url, string sql)
    {
        await using var open = new NpgsqlConnection(PostgresPeer.ConnectionString(url));
        await open.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, open);
        return await command.ExecuteScalarAsync(Ct);
    }
}
