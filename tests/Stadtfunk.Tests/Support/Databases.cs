using Microsoft.EntityFrameworkCore;
using Npgsql;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Tests.Support;

/// <summary>A fresh database for each test, copied from a template that is made once per run.</summary>
internal static class Databases
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static string? sqliteTemplate;
    private static string? postgresTemplate;

    public static async Task<(DatabaseChoice Choice, Func<Task> Drop)> New(string directory)
    {
        if (!House.OnPostgres)
            return (DatabaseChoice.From(null, directory), () => Task.CompletedTask);
        var peer = await PostgresPeer.Shared();
        var url = await peer.NewDatabase(postgresTemplate);
        return (DatabaseChoice.From(url, directory), () => peer.DropDatabase(url));
    }

    /// <summary>Closes the connections that are kept for this database; those of the tests beside it stay.</summary>
    public static Task LetGo(Db db)
    {
        switch (db.Database.GetDbConnection())
        {
            case Microsoft.Data.Sqlite.SqliteConnection sqlite: Microsoft.Data.Sqlite.SqliteConnection.ClearPool(sqlite); break;
            case NpgsqlConnection postgres: NpgsqlConnection.ClearPool(postgres); break;
        }
        return Task.CompletedTask;
    }

    public static async Task MakeSchema(Db db, DatabaseChoice choice)
    {
        if (choice.IsPostgres)
        {
            await MakePostgres(db);
            return;
        }
        await Gate.WaitAsync();
        try
        {
            if (sqliteTemplate is null)
            {
                await db.Database.EnsureCreatedAsync();
                await WordIndex.Make(db, CancellationToken.None);
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL; PRAGMA wal_checkpoint(TRUNCATE);");
                await db.Database.CloseConnectionAsync();
                await LetGo(db);
                sqliteTemplate = Path.Combine(Path.GetTempPath(), $"stadtfunk-template-{Guid.CreateVersion7():N}.db");
                File.Copy(choice.SqliteFile, sqliteTemplate);
                return;
            }
        }
        finally
        {
            Gate.Release();
        }
        File.Copy(sqliteTemplate, choice.SqliteFile, overwrite: true);
    }

    private static async Task MakePostgres(Db db)
    {
        await Gate.WaitAsync();
        try
        {
            // A test that began before the template was there has an empty database; one that was copied has its tables already.
            await db.Database.EnsureCreatedAsync();
            if (postgresTemplate is not null)
                return;
            var made = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
            await db.Database.CloseConnectionAsync();
            await LetGo(db);
            var peer = await PostgresPeer.Shared();
            var name = "template_" + Guid.CreateVersion7().ToString("N");
            await peer.Execute($"CREATE DATABASE {name} TEMPLATE \"{made.Database}\"");
            postgresTemplate = name;
        }
        finally
        {
            Gate.Release();
        }
    }
}
