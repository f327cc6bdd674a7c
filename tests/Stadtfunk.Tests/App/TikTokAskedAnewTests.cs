using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Stadtfunk.App.Data;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>The rules that were kept of a TikTok account before posts asked who may see them do not say it: after the update it is asked once more.</summary>
public sealed class TikTokAskedAnewTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_update_what_is_known_of_TikTok_accounts_is_in_doubt_and_nothing_else()
    {
        var file = Path.Combine(Path.GetTempPath(), $"stadtfunk-update-{Guid.CreateVersion7():N}.db");
        try
        {
            await using var db = new SqliteDesign().CreateDbContext([]);
            db.Database.SetConnectionString($"Data Source={file};Pooling=False");
            var all = db.Database.GetMigrations().ToList();
            var at = all.FindIndex(name => name.EndsWith("_TikTokAskedAnew", StringComparison.Ordinal));
            await db.GetService<IMigrator>().MigrateAsync(all[at - 1], Ct);
            foreach (var network in (string[])["tiktok", "x"])
                await db.Database.ExecuteSqlAsync(
                    $"INSERT INTO publishing_connection (Channel, Network, Server, AccountId, Handle, Secrets, IsGood, Version, CheckedAt) VALUES ({Guid.CreateVersion7()}, {network}, 's', 'a', 'h', 'x', 1, 1, '2026-11-30 08:00:00')", Ct);
            await db.GetService<IMigrator>().MigrateAsync(all[at], Ct);
            Assert.Equal(["tiktok"], await db.Database.SqlQuery<string>($"SELECT Network AS Value FROM publishing_connection WHERE CheckedAt IS NULL").ToListAsync(Ct));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
