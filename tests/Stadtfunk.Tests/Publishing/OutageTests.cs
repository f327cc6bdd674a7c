using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Upkeep;
using Stadtfunk.Tests.Api;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>The database restarts, is locked by another program, or has no room, while posts are on their way. The networks' ledgers are the judge.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private static readonly string[] Servers = ["stadt", "kultur"];

    [Fact]
    public async Task A_postgresql_that_crashes_while_posts_go_out_loses_and_doubles_none()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await PostgresPeer.Own(durable: true);
        // The second ignores idempotency keys: whatever is sent twice stands there twice.
        await using var trial = await Trial.Start(["stadt", "eigensinn"], null, ct, own: server);
        await Slow(trial, ct);
        var titles = new List<string>();
        for (var crash = 0; crash < 2; crash++)
        {
            var now = await Release(trial, $"Absturz {crash}", 3, ct);
            titles.AddRange(now);
            // Just when a server has accepted one, and its answer is still on the way.
            await Until(async () => (await trial.Accepted(now, ct)).Values.Sum() > crash, ct);
            await server.Stop();
            await SaysAway(trial, ct);
            await server.Restart();
            NpgsqlConnection.ClearAllPools();
        }
        titles.AddRange(await Release(trial, "Danach", 2, ct));
        await EachOnce(trial, titles, ct);
    }

    [Fact]
    public async Task A_database_file_that_another_program_holds_is_said_and_waited_for()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var trial = await Trial.Start(Servers, null, ct, onPostgres: false);
        using var writer = trial.Town.Client(await trial.Town.Token(trial.Writer.Person));
        var draft = new { unit = trial.Unit, title = "Entwurf", text = "Von heute früh.", language = "de", channels = Array.Empty<object>() };
        // A node remembers the tree of units for some seconds, and this one was asked before the test had made its unit.
        await Until(async () => (await writer.PostAsJsonAsync("api/v1/posts", draft, ct)).IsSuccessStatusCode, ct);
        var made = await ApiTown.Json(await writer.PostAsJsonAsync("api/v1/posts", draft, ct));
        var (post, version) = (made.GetProperty("id").GetString(), made.GetProperty("version").GetInt32());
        var changed = new { draft.unit, version, draft.title, text = "Von heute Mittag.", draft.language, draft.channels };
        await Slow(trial, ct);
        var titles = await Release(trial, "Gesperrt", 3, ct);
        await Task.Delay(300, ct);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(trial.Town.Directory, "stadtfunk.db")};Pooling=false;Default Timeout=30"))
        {
            await other.OpenAsync(ct);
            await Run(other, "BEGIN IMMEDIATE");
            // Longer than any writer waits: until this one has given up.
            var save = await writer.PutAsJsonAsync($"api/v1/posts/{post}", changed, ct);
            await ApiTown.Problem(save, 503);
            Assert.Contains("Von heute früh.", await writer.GetStringAsync($"api/v1/posts/{post}", ct), StringComparison.Ordinal);
            await Run(other, "ROLLBACK");
        }
        await ApiTown.Json(await writer.PutAsJsonAsync($"api/v1/posts/{post}", changed, ct));
        titles.AddRange(await Release(trial, "Danach", 2, ct));
        await EachOnce(trial, titles, ct);
    }

    [Fact]
    public async Task A_full_disk_stops_publishing_cleanly_and_it_goes_on_when_there_is_room()
    {
        var ct = TestContext.Current.CancellationToken;
        // /health wants 200 MB free; the database with its log and the pages must fit beside that.
        using var disk = SmallDisk.Mount(450);
        if (disk is null)
            Assert.Skip("A small file system can only be mounted as root.");
        await using var trial = await Trial.Start(Servers, null, ct, onPostgres: false, place: disk.Path);
        using var writer = trial.Town.Client(await trial.Town.Token(trial.Writer.Person));
        var titles = await Release(trial, "Mit Platz", 1, ct);
        await trial.Settle(titles.Count * trial.Channels.Count, TimeSpan.FromMinutes(1), ct);
        Assert.False((await trial.Town.With((ReadUpkeep read) => read.Run(trial.Lead, ct))).DiskIsFull);

        // Not full yet, but too full to be sure that an outcome can be written down: nothing new begins.
        disk.FillUpTo(30);
        titles.AddRange(await Release(trial, "Wenig Platz", 2, ct));
        await Task.Delay(4_000, ct);
        Assert.DoesNotContain(await trial.Accepted(titles, ct), x => x.Key.Title.StartsWith("Wenig", StringComparison.Ordinal) && x.Value > 0);
        using var health = await trial.Town.Http.GetAsync("health", ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var said = JsonDocument.Parse(await health.Content.ReadAsStringAsync(ct)).RootElement.GetProperty("disk");
        Assert.Equal((false, false), (said.GetProperty("ok").GetBoolean(), said.GetProperty("publishing").GetBoolean()));
        Assert.True((await trial.Town.With((ReadUpkeep read) => read.Run(trial.Lead, ct))).DiskIsFull);

        // Not a byte left: saving is refused with a sentence, and the program lives.
        disk.FillUpTo(0);
        var draft = new { unit = trial.Unit, title = "Entwurf", text = new string('x', 4_000), language = "de", channels = Array.Empty<object>() };
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 40 && answers.All(x => x.IsSuccessStatusCode); i++)
            answers.Add(await writer.PostAsJsonAsync("api/v1/posts", draft, ct));
        await ApiTown.Problem(answers[^1], 503);
        Assert.True(trial.Town.Nodes[0].IsRunning);

        disk.Empty();
        titles.AddRange(await Release(trial, "Wieder Platz", 1, ct));
        await EachOnce(trial, titles, ct);
        var well = "";
        await Until(async () =>
        {
            using var after = await trial.Town.Http.GetAsync("health", ct);
            well = after.StatusCode == HttpStatusCode.OK ? "" : await after.Content.ReadAsStringAsync(ct);
            return well.Length == 0;
        }, ct);
        Assert.Equal("", well);
    }

    /// <summary>Who watches the town hears of it, and after a while that events do not move either.</summary>
    private static async Task SaysAway(Trial trial, CancellationToken ct)
    {
        var said = new JsonElement();
        await Until(async () =>
        {
            using var health = await trial.Town.Http.GetAsync("health", ct);
            said = JsonDocument.Parse(await health.Content.ReadAsStringAsync(ct)).RootElement;
            return health.StatusCode == HttpStatusCode.ServiceUnavailable && !said.GetProperty("pump").GetProperty("ok").GetBoolean();
        }, ct);
        Assert.Equal((false, "away", false), (said.GetProperty("ready").GetBoolean(), said.GetProperty("database").GetString(), said.GetProperty("pump").GetProperty("ok").GetBoolean()));
    }

    /// <summary>The server has accepted long before it answers, so an outage finds a call whose outcome is not written yet.</summary>
    private static async Task Slow(Trial trial, CancellationToken ct)
    {
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Spoil(account, ct, new LabFault(LabFaultKind.Latency, "post", After: true) { Ms = 1_500, RandomMs = 1_000 });
    }

    private static async Task Until(Func<Task<bool>> good, CancellationToken ct)
    {
        for (var i = 0; i < 600 && !await good(); i++)
            await Task.Delay(50, ct);
    }

    private static async Task<List<string>> Release(Trial trial, string name, int count, CancellationToken ct)
    {
        var titles = Enumerable.Range(1, count).Select(i => $"{name} {i}").ToList();
        foreach (var title in titles)
            await trial.Release(title, ct);
        return titles;
    }

    private async Task EachOnce(Trial trial, List<string> titles, CancellationToken ct)
    {
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Mend(account, ct);
        var rows = await trial.Settle(titles.Count * trial.Channels.Count, TimeSpan.FromMinutes(3), ct);
        foreach (var row in rows.Where(x => x.State != DeliveryState.Published))
            output.WriteLine($"{row.Id} {row.State} {row.SentenceKey} {row.SentenceArgs}");
        Assert.Equal(titles.Count * trial.Channels.Count, rows.Count);
        // A crash in the very commit of an intent may leave a row that no call followed: that is asked, never sent blindly.
        Assert.All(rows, row => Assert.True(row.State is DeliveryState.Published or DeliveryState.Asking, $"{row.State}"));
        var accepted = await trial.Accepted(titles, ct);
        Assert.All(accepted, x => Assert.InRange(x.Value, 0, 1));
        Assert.InRange(accepted.Count(x => x.Value == 0), 0, rows.Count(x => x.State == DeliveryState.Asking));
        Assert.InRange(rows.Count(x => x.State == DeliveryState.Asking), 0, trial.Channels.Count);
    }

    private static async Task Run(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
