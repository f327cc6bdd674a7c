using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Data.Copying;

/// <summary>An empty database that is filled in one transaction: tables, rows and all, or it stays as empty as it was.</summary>
internal sealed class NewDatabase(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public static async Task<NewDatabase> Open(DatabaseChoice database, CancellationToken ct)
    {
        if (database.IsPostgres)
        {
            var server = new NpgsqlConnection(database.Postgres);
            await server.OpenAsync(ct);
            return new NewDatabase(server, await server.BeginTransactionAsync(ct));
        }
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database.SqliteFile, Pooling = false }.ConnectionString);
        await file.OpenAsync(ct);
        // A row may come before the one that it points at; whether all are there is asked at the end.
        await using var pragma = file.CreateCommand();
        pragma.CommandText = "PRAGMA foreign_keys=OFF;";
        await pragma.ExecuteNonQueryAsync(ct);
        return new NewDatabase(file, file.BeginTransaction());
    }

    public async Task<bool> IsEmpty(CancellationToken ct) =>
        Convert.ToInt64(
            await Scalar(connection is NpgsqlConnection ? "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()" : "SELECT count(*) FROM sqlite_master", ct),
            System.Globalization.CultureInfo.InvariantCulture) == 0;

    /// <summary>For the use of the rooms, inside the same transaction.</summary>
    public async Task Join(Db db, CancellationToken ct) => await db.Database.UseTransactionAsync(transaction, ct);

    /// <summary>Brings the schema from one migration to another; null for the beginning.</summary>
    public Task Migrate(Db db, string? from, string to, CancellationToken ct) =>
        from == to ? Task.CompletedTask : Execute(db.GetService<IMigrator>().GenerateScript(from, to, MigrationsSqlGenerationOptions.NoTransactions), ct);

    /// <summary>Takes away what migrations put in: the backup has its own.</summary>
    public async Task Clear(IEnumerable<CopiedTable> tables, CancellationToken ct)
    {
        foreach (var table in tables.Reverse())
            await Execute($"DELETE FROM {table.Quoted}", ct);
    }

    public async Task<long> Fill(CopiedTable table, StreamReader lines, CancellationToken ct) => connection is NpgsqlConnection server
        ? await FillPostgres(server, table, lines, ct)
        : await FillSqlite(table, lines, ct);

    public async Task Commit(CancellationToken ct)
    {
        if (connection is NpgsqlConnection)
            await Execute(NextNumbers, ct);
        else if (await Scalar("SELECT count(*) FROM pragma_foreign_key_check", ct) is not 0L)
            throw new FormatException("A row points at one that is not there.");
        await transaction.CommitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    // What PostgreSQL counts by itself goes on after the highest that came.
    private const string NextNumbers = """
        DO $$
        DECLARE counted record; highest bigint;
        BEGIN
            FOR counted IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES' LOOP
                EXECUTE format('SELECT max(%I) FROM %I', counted.column_name, counted.table_name) INTO highest;
                IF highest IS NOT NULL THEN
                    PERFORM setval(pg_get_serial_sequence(format('%I', counted.table_name), counted.column_name), highest);
                END IF;
            END LOOP;
        END $$;
        """;

    private async Task<long> FillSqlite(CopiedTable table, StreamReader lines, CancellationToken ct)
    {
        await using var insert = Command($"INSERT INTO {table.Quoted} ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, at) => $"$v{at}"))})");
        foreach (var at in Enumerable.Range(0, table.Columns.Count))
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"$v{at}" });
        long rows = 0;
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            foreach (var (at, value) in RowText.Read(line, table).Index())
                insert.Parameters[at].Value = value ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(ct);
            rows++;
        }
        return rows;
    }

    private async Task<long> FillPostgres(NpgsqlConnection server, CopiedTable table, StreamReader lines, CancellationToken ct)
    {
        var types = new Dictionary<string, string>();
        await using (var command = new NpgsqlCommand("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1", server, (NpgsqlTransaction)transaction))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = table.Name });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                types[reader.GetString(0)] = reader.GetString(1);
        }
        await using var import = await server.BeginBinaryImportAsync($"COPY {table.Quoted} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct);
        long rows = 0;
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            await import.StartRowAsync(ct);
            foreach (var (at, value) in RowText.Read(line, table).Index())
            {
                var type = types[table.Columns[at].Name];
                if (value is null)
                    await import.WriteNullAsync(ct);
                else
                    await import.WriteAsync(type == "integer" ? (object)checked((int)(long)value) : value, type, ct);
            }
            rows++;
        }
        await import.CompleteAsync(ct);
        return rows;
    }

    private async Task Execute(string text, CancellationToken ct)
    {
        await using var command = Command(text);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<object?> Scalar(string text, CancellationToken ct)
    {
        await using var command = Command(text);
        return await command.ExecuteScalarAsync(ct);
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
