using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Stadtfunk.App;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.App;

/// <summary>A data folder with its database, the verbs of the built program on it, and the rooms to look inside.</summary>
internal sealed class BackedUpTown : IAsyncDisposable
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private readonly string? postgres;
    private readonly bool owned;
    private ServiceProvider? rooms;

    public BackedUpTown(string directory, string? postgres, bool owned)
    {
        Directory = directory;
        this.postgres = postgres;
        this.owned = owned;
    }

    public string Directory { get; }
    public DatabaseChoice Choice => DatabaseChoice.From(postgres, Directory);
    public string? Postgres => postgres;

    /// <summary>Of whoever runs the verbs, as their shell names it.</summary>
    public string Language { get; init; } = "de_DE.UTF-8";

    /// <summary>Nothing is there yet, not even the folder.</summary>
    public static async Task<BackedUpTown> Nowhere(bool onPostgres) => new(
        Path.Combine(Path.GetTempPath(), $"stadtfunk-restored-{Guid.CreateVersion7():N}"), onPostgres ? await (await PostgresPeer.Shared()).NewDatabase(null) : null, true);

    /// <summary>A schema without a single row of the city's.</summary>
    public static async Task<BackedUpTown> Fresh()
    {
        var town = await Nowhere(House.OnPostgres);
        System.IO.Directory.CreateDirectory(town.Directory);
        await DatabaseChoice.Migrate(town.Rooms, CancellationToken.None);
        return town;
    }

    /// <summary>Runs the built program: what it said, and its exit code.</summary>
    public async Task<(int Code, string Said)> Verb(params string[] verb)
    {
        string[] all = [SourceTree.DllOf("App", "src", "stadtfunk"), .. verb, "--data", Directory, .. postgres is null ? Array.Empty<string>() : ["--database", postgres]];
        var start = new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("LC_MESSAGES");
        (start.Environment["LC_ALL"], start.Environment["LANG"]) = (Language, "fr_FR.UTF-8");
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        return (process.ExitCode, await said + await complained);
    }

    public ServiceProvider Rooms => rooms ??= Open();

    public async Task<TResult> With<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = Rooms.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<Actor> ActorOf(PersonId person)
    {
        await using var scope = Rooms.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IdentityHolder>().Value = new Identity(person, null);
        return await scope.ServiceProvider.GetRequiredService<IActors>().Current(CancellationToken.None);
    }

    /// <summary>Every row of every table, in words that both databases share; the tables that a start or a restore writes into are left out.</summary>
    public async Task<SortedDictionary<string, List<string>>> Tables(params string[] but)
    {
        var found = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        await using var scope = Rooms.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.Database.OpenConnectionAsync();
        foreach (var (table, types) in db.Model.GetRelationalModel().Tables.Where(table => !but.Contains(table.Name)).Select(table =>
            (table.Name, table.Columns.ToDictionary(column => column.Name, column => Nullable.GetUnderlyingType(column.ProviderClrType) ?? column.ProviderClrType))))
        {
            var rows = new List<string>();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).OrderBy(reader.GetName, StringComparer.Ordinal).Select(at => $"{reader.GetName(at)}={(reader.IsDBNull(at) ? "nothing" : Word(reader.GetValue(at), types[reader.GetName(at)]))}")));
            rows.Sort(StringComparer.Ordinal);
            found[table] = rows;
        }
        return found;
    }

    public SortedDictionary<string, string> Files(string folder)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(Directory, folder), "*", SearchOption.AllDirectories))
            found[Path.GetRelativePath(Directory, file)] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        if (rooms is not null) await rooms.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (!owned) return;
        if (postgres is not null) await (await PostgresPeer.Shared()).DropDatabase(postgres);
        if (System.IO.Directory.Exists(Directory)) System.IO.Directory.Delete(Directory, recursive: true);
    }

    // SQLite has text, numbers and bytes only; what the column is meant to hold is known from the model.
    private static string Word(object value, Type meant) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        _ when meant == typeof(Guid) => Guid.Parse($"{value}").ToString(),
        string text when meant == typeof(DateTime) => Moment(DateTime.Parse(text, Plain, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)),
        string text when meant == typeof(DateOnly) => Day(DateOnly.Parse(text, Plain)),
        DateTime day when meant == typeof(DateOnly) => Day(DateOnly.FromDateTime(day)),
        DateTime time => Moment(time),
        DateOnly day => Day(day),
        _ when meant == typeof(bool) => Convert.ToBoolean(value, Plain) ? "yes" : "no",
        _ when meant == typeof(double) => Convert.ToDouble(value, Plain).ToString("R", Plain),
        IFormattable other => other.ToString(null, Plain),
        _ => value.ToString()!,
    };

    private static string Moment(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", Plain);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", Plain);

    private ServiceProvider Open()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", Directory)]).Build());
        services.AddLogging();
        services.AddDataProtection().SetApplicationName("Stadtfunk").PersistKeysToFileSystem(System.IO.Directory.CreateDirectory(Path.Combine(Directory, "keys")));
        services.AddRooms();
        Choice.Register(services);
        return services.BuildServiceProvider();
    }
}
