using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Stadtfunk.App.Cluster;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Data;

/// <summary>Which database, from one setting: nothing for the SQLite file in the data folder, or <c>postgres://user:password@host:port/name</c>.</summary>
internal sealed record DatabaseChoice(string? Postgres, string SqliteFile)
{
    public bool IsPostgres => Postgres is not null;

    /// <summary>For people: never with the password.</summary>
    public string Name => IsPostgres ? "PostgreSQL" : "SQLite";

    public static DatabaseChoice From(string? setting, string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "stadtfunk.db");
        if (string.IsNullOrWhiteSpace(setting) || setting == "sqlite")
            return new DatabaseChoice(null, file);
        if (!Uri.TryCreate(setting, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.AbsolutePath.Length < 2)
            throw new WrongSetting(ConsoleWords.Of(
                "--database erwartet postgres://name:passwort@rechner:5432/datenbank oder nichts (dann SQLite).",
                "--database expects postgres://name:password@host:5432/database, or nothing (then SQLite)."));
        var user = uri.UserInfo.Split(':', 2);
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            ApplicationName = "Stadtfunk",
            MaxPoolSize = 40,
            // An intent to send must survive whatever the server's own default says (docs/architecture.md, ledger rule 2).
            Options = "-c synchronous_commit=on",
        };
        return new DatabaseChoice(text.ConnectionString, file);
    }

    public void Register(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddScoped<IWordIndex, WordIndex>();
        if (IsPostgres)
            Register<PostgresDb>(services, options => options.UseNpgsql(Postgres));
        else
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = SqliteFile, Pooling = true, DefaultTimeout = 15 }.ConnectionString;
            var session = new SqliteSession();
            Register<SqliteDb>(services, options => options.UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(session));
        }
    }

    /// <summary>The rooms on this one open connection, for a verb that reads or fills a database as a whole.</summary>
    public void Register(IServiceCollection services, DbConnection connection)
    {
        services.AddSingleton(this);
        services.AddScoped<IWordIndex, WordIndex>();
        if (IsPostgres)
            services.AddDbContext<PostgresDb>(options => options.UseNpgsql(connection)).AddScoped<Db>(provider => provider.GetRequiredService<PostgresDb>());
        else
            services.AddDbContext<SqliteDb>(options => options.UseSqlite(connection)).AddScoped<Db>(provider => provider.GetRequiredService<SqliteDb>());
    }

    // A use case gets a Db that an earlier one has given back: making one anew costs a small use case half of its time.
    private static void Register<T>(IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where T : Db
    {
        services.AddPooledDbContextFactory<T>(configure, poolSize: 32);
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<T>>().CreateDbContext().In(provider));
        services.AddScoped<Db>(provider => provider.GetRequiredService<T>());
    }

    // EF's own question compares whole models, which is half a second of every start.
    private static async Task<bool> IsUpToDate(Db db, CancellationToken ct)
    {
        try
        {
            return db.Database.GetMigrations().SequenceEqual(await db.Database.GetAppliedMigrationsAsync(ct));
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Brings the schema up to this version; two nodes that start at once wait for each other (EF's migration lock).</summary>
    public static async Task Migrate(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        if (!await IsUpToDate(db, ct))
            await db.Database.MigrateAsync(ct);
        await WordIndex.Make(db, ct);
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
            await IndexHints.Make(db, ct);
        }
        else
            await MembershipTables.Make(services.GetRequiredService<DatabaseChoice>().Postgres!, ct);
    }
}

/// <summary>A setting that cannot be: said in one sentence, exit code 2, no stack trace.</summary>
internal sealed class WrongSetting(string sentence) : Exception(sentence);
