using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.App.Data;

/// <summary>
/// SQLite chooses between indexes by what it once counted, and it counts when it is told to: without that a list of the newest posts reads all of them
/// as soon as there are many. PostgreSQL does this by itself.
/// </summary>
internal sealed class StatisticsRound(Db db) : IRound
{
    public const string Name = "statistics";

    /// <summary>Each start counts too: a restored or imported database is known from its first day.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(6);

    public async Task Tick(CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
            return;
        // 2: count tables that have grown tenfold since, or were never counted; 10000: all of them, not only those that this connection has read.
        await db.Database.ExecuteSqlRawAsync("PRAGMA optimize=0x10002;", ct);
        // A connection reads the counts when it is opened.
        SqliteConnection.ClearAllPools();
    }
}
