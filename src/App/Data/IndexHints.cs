using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Data;

/// <summary>
/// What SQLite's planner should know and cannot guess: a unit has many posts and pictures. Otherwise a list of the newest of all units reads and sorts
/// every one there is. Told once and not counted: so plans are the same on the first day and after ten years. PostgreSQL counts by itself.
/// </summary>
internal static class IndexHints
{
    // Counts: rows of the table, rows of one unit, rows of one unit at one time.
    private static readonly (string Table, string Index, string Counts)[] Hints =
    [
        ("editorial_post", "IX_editorial_post_Unit_ChangedAt", "100000 5000 1"),
        ("media_picture", "IX_media_picture_Unit_SourceHash", "20000 2000 1"),
    ];

    /// <summary>At the start, and cheap where it is told already.</summary>
    public static async Task Make(Db db, CancellationToken ct)
    {
        // The table of counts comes into being with the first counting.
        if (!await db.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\" FROM sqlite_master WHERE name = 'sqlite_stat1'").AnyAsync(ct))
            await db.Database.ExecuteSqlRawAsync("ANALYZE editorial_category;", ct);
        foreach (var (table, index, counts) in Hints)
            if (!await db.Database.SqlQuery<int>($"SELECT 1 AS Value FROM sqlite_stat1 WHERE tbl = {table} AND idx = {index} AND stat = {counts}").AnyAsync(ct))
                await db.Database.ExecuteSqlAsync($"DELETE FROM sqlite_stat1 WHERE tbl = {table}; INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ({table}, {index}, {counts});", ct);
    }
}
