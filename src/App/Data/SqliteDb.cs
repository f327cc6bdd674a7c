using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using System.Data.Common;

namespace Stadtfunk.App.Data;

/// <summary>The default: one file beside the program.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options, IEnumerable<IModelPart> parts, EventMap events, DatabaseClock clock)
    : Db(options, parts, events, clock);

/// <summary>
/// One connection for as long as a use case has its <see cref="SqliteDb"/>, and given back with it: to open one costs more than to ask a small question, since
/// every opening hands SQLite some twenty functions and the settings that it forgets with each connection.
/// <c>synchronous=FULL</c>: an intent to send must survive a power cut (docs/architecture.md, ledger rule 2).
/// <c>cache_size</c>: one megabyte of each connection's own; the machine keeps the file's pages for all of them.
/// </summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-1024;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(InterceptionResult.Suppress());
}
