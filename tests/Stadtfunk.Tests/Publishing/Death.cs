using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.App.Data;

namespace Stadtfunk.Tests.Publishing;

/// <summary>
/// A process that dies at its nth moment with the database: before a command, before a commit, or after it, when nobody hears of it any more. Whatever
/// the dead still try with the database fails.
/// </summary>
internal sealed class Death : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int left = int.MaxValue;
    private volatile bool dead;

    public bool Came => dead;

    /// <summary>Nothing takes it for an outage that might be over soon.</summary>
    public sealed class Gone() : OperationCanceledException("The process is gone.");

    public void Watch(IServiceCollection services) => services
        .ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(this)).ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(this));

    /// <param name="moment">Counted from one.</param>
    public void ComesAt(int moment) => (left, dead) = (moment, false);

    /// <summary>The next process lives.</summary>
    public void Over() => (left, dead) = (int.MaxValue, false);

    /// <returns>False: it died on the way.</returns>
    public static async Task<bool> Survives(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken ct = default)
    {
        Moment();
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<int> result, CancellationToken ct = default)
    {
        Moment();
        return new(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData data, InterceptionResult result, CancellationToken ct = default)
    {
        Moment();
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        Moment();
        return Task.CompletedTask;
    }

    private void Moment()
    {
        if (Interlocked.Decrement(ref left) <= 0)
            dead = true;
        if (dead)
            throw new Gone();
    }
}
