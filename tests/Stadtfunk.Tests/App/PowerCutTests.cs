using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Tests.Api;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>What has been committed is on the disk: the settings of the database that a running town really works with.</summary>
public sealed class PowerCutTests(ApiTown shared)
{
    [Fact]
    public async Task An_intent_survives_a_power_cut_by_its_settings()
    {
        var town = (await shared.Open()).Town;
        // A connection that comes back from the pool is as good as a new one.
        for (var turn = 0; turn < 2; turn++)
            await town.With<Db, bool>(async db =>
            {
                await db.Database.OpenConnectionAsync();
                var connection = db.Database.GetDbConnection();
                if (db.Database.IsSqlite())
                    // 2 is FULL: the log is on the disk before a commit returns.
                    Assert.Equal(("2", "wal"), (await Ask(connection, "PRAGMA synchronous"), await Ask(connection, "PRAGMA journal_mode")));
                else
                    // Whatever the server's own default is; that of the tests is off.
                    Assert.Equal("on", await Ask(connection, "SHOW synchronous_commit"));
                return true;
            });
    }

    private static async Task<string?> Ask(DbConnection connection, string question)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        return $"{await command.ExecuteScalarAsync()}";
    }
}
