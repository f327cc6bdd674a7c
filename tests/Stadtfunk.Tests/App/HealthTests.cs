using System.Data.Common;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>/health says whether what is due goes out, not only whether somebody answers.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_round_of_deliveries_that_fails_is_said_with_503_until_it_goes_again(bool onPostgres)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var town = await RunningTown.Start(ct, onPostgres: onPostgres);
        // Ready is said before the first round has come to its end.
        Assert.Equal((HttpStatusCode.OK, true, true, false), await Until(town, HttpStatusCode.OK, ct));
        await Run(town, "ALTER TABLE publishing_delivery RENAME TO publishing_delivery_away", ct);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, false, false, false), await Until(town, HttpStatusCode.ServiceUnavailable, ct));
        await Run(town, "ALTER TABLE publishing_delivery_away RENAME TO publishing_delivery", ct);
        Assert.Equal((HttpStatusCode.OK, true, true, false), await Until(town, HttpStatusCode.OK, ct));
    }

    [Fact]
    public void A_round_that_no_longer_comes_is_stale_and_one_that_has_just_begun_gets_its_time()
    {
        var clock = new FakeTimeProvider();
        var health = new RoundHealth(clock, [new("deliveries", TimeSpan.FromSeconds(1), _ => null!), new("sweep", TimeSpan.FromHours(6), _ => null!)]);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.True(health.IsGood("deliveries"));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(health.IsGood("deliveries"));
        health.Ticked("deliveries");
        Assert.True(health.IsGood("deliveries"));
        health.Failed("deliveries");
        Assert.Equal((false, false, true), (health.IsGood("deliveries"), health.IsStale("deliveries"), health.FailsNow("deliveries")));
        // Another node has taken it over, perhaps: what it was here says nothing any more.
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((false, true, false), (health.IsGood("deliveries"), health.IsStale("deliveries"), health.FailsNow("deliveries")));
        health.Ticked("deliveries");
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((true, false), (health.IsStale("deliveries"), health.IsStale("sweep")));
        clock.Advance(TimeSpan.FromHours(18));
        Assert.True(health.IsStale("sweep"));
    }

    private static async Task<(HttpStatusCode, bool Ready, bool Ok, bool Stale)> Health(RunningTown town, CancellationToken ct)
    {
        using var answer = await town.Http.GetAsync("health", ct);
        var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct)).RootElement;
        if (!said.GetProperty("rounds").TryGetProperty("deliveries", out var round))
            return default;
        return (answer.StatusCode, said.GetProperty("ready").GetBoolean(), round.GetProperty("ok").GetBoolean(), round.GetProperty("stale").GetBoolean());
    }

    private static async Task<(HttpStatusCode Status, bool, bool, bool)> Until(RunningTown town, HttpStatusCode wanted, CancellationToken ct)
    {
        var seen = await Health(town, ct);
        for (var i = 0; i < 100 && seen.Item1 != wanted; i++)
        {
            await Task.Delay(100, ct);
            seen = await Health(town, ct);
        }
        return seen;
    }

    private static async Task Run(RunningTown town, string sql, CancellationToken ct)
    {
        await using DbConnection connection = town.Postgres is { } postgres
            ? new NpgsqlConnection(DatabaseChoice.From(postgres, town.Directory).Postgres)
            : new SqliteConnection($"Data Source={Path.Combine(town.Directory, "stadtfunk.db")};Pooling=false;Default Timeout=30");
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}
