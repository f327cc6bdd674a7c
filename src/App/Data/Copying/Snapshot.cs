using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Stadtfunk.App.Data.Copying;

/// <summary>
/// The database as it is at one moment, while the program goes on writing: SQLite's write-ahead log and PostgreSQL's repeatable read both
/// show a reading transaction nothing of what is committed after it began.
/// </summary>
internal sealed class Snapshot(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public static async Task<Snapshot> Take(DatabaseChoice database, CancellationToken ct)
    {
        if (!database.IsPostgres)
        {
            var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database.SqliteFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 15 }.ConnectionString);
            await file.OpenAsync(ct);
            return new Snapshot(file, file.BeginTransaction(deferred: true));
        }
        var server = new NpgsqlConnection(database.Postgres);
        await server.OpenAsync(ct);
        var reading = await server.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var command = new NpgsqlCommand("SET TRANSACTION READ ONLY", server, reading);
        await command.ExecuteNonQueryAsync(ct);
        return new Snapshot(server, reading);
    }

    /// <summary>Which migrations stand in it, by name: the numbers before the names differ between the databases. Empty: there is no house here.</summary>
    public async Task<IReadOnlyList<string>> Schema(CancellationToken ct)
    {
        var names = new List<string>();
        try
        {
            await using var command = Command("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\"");
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                names.Add(SchemaName(reader.GetString(0)));
        }
        catch (Exception none) when (none is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } or SqliteException { SqliteErrorCode: 1 })
        {
            // No such table: not ours, or nothing yet.
        }
        return names;
    }

    public static string SchemaName(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>All rows of a table, one line each.</summary>
    public async Task<long> Copy(CopiedTable table, Stream to, CancellationToken ct)
    {
        await using var command = Command($"SELECT {table.ColumnList} FROM {table.Quoted}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await RowText.Write(reader, table, to, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private DbCommand Command(string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        command.CommandTimeout = 0;
        return command;
    }
}
