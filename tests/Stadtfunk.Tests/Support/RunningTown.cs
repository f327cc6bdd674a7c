using System.Net.Http.Headers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.App;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Tests.Support;

/// <summary>
/// The built program as it is started in a city: a process of its own on a free port, an empty data folder, a database of its own (SQLite, or PostgreSQL when
/// STADTFUNK_TEST_DATABASE=postgres). Beside it the same rooms stand once more in the test on the same database, without pump and rounds: for
/// units, people, tokens and channels, and to look into tables. There is no person and no unit until the test makes them.
/// </summary>
public sealed class RunningTown : IAsyncDisposable
{
    private readonly string directory;
    private readonly Dictionary<string, string?> settings;
    private readonly string? postgres;
    private readonly PostgresPeer? server;
    private readonly ServiceProvider rooms;
    private readonly List<TownProcess> nodes = [];

    private RunningTown(string directory, int port, string? postgres, PostgresPeer? server, Dictionary<string, string?> settings)
    {
        this.server = server;
        this.directory = directory;
        this.postgres = postgres;
        this.settings = settings;
        rooms = Rooms(directory, postgres, settings);
        nodes.Add(new TownProcess(port, directory, postgres, settings));
    }

    public Uri Url => nodes[0].Url;

    /// <summary>Without a token; redirects are not followed, cookies not kept.</summary>
    public HttpClient Http => nodes[0].Http;

    /// <summary>The first process is the town itself; more by <see cref="AddNode"/>.</summary>
    public IReadOnlyList<TownProcess> Nodes => nodes;

    public string Directory => directory;

    /// <summary>Where its database is; null: in its folder.</summary>
    public string? Postgres => postgres;

    public IReadOnlyDictionary<string, string?> Settings => settings;

    /// <summary>Starts it and waits until /health says ready.</summary>
    /// <param name="given">Configuration keys such as <c>Http:AllowPrivate:0</c>.</param>
    /// <param name="onPostgres">Null: as STADTFUNK_TEST_DATABASE says.</param>
    /// <param name="own">A PostgreSQL that the test means to crash.</param>
    /// <param name="place">Where the data folder is made; null: among other temporary files.</param>
    public static async Task<RunningTown> Start(
        CancellationToken ct, IEnumerable<KeyValuePair<string, string?>>? given = null, bool? onPostgres = null, PostgresPeer? own = null, string? place = null)
    {
        var directory = place is null
            ? System.IO.Directory.CreateTempSubdirectory("stadtfunk-town-").FullName
            : System.IO.Directory.CreateDirectory(Path.Combine(place, "data")).FullName;
        var server = own ?? (onPostgres ?? House.OnPostgres ? await PostgresPeer.Shared() : null);
        var postgres = server is null ? null : await server.NewDatabase(null);
        var port = SourceTree.FreePort();
        var settings = new Dictionary<string, string?>(given ?? []);
        settings.TryAdd("City:PublicUrl", $"http://127.0.0.1:{port}/");
        var town = new RunningTown(directory, port, postgres, server, settings);
        try
        {
            await DatabaseChoice.Migrate(town.rooms, ct);
            await town.nodes[0].Start(ct);
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL for the first process.</summary>
    public Task Kill()
    {
        if (nodes.Count == 1)
            Deaths.Began(TimeProvider.System.GetUtcNow().UtcDateTime);
        return nodes[0].Kill();
    }

    /// <summary>As long as it is the only one.</summary>
    public Deaths Deaths { get; } = new();

    /// <summary>SIGKILL if it still runs, then again on the same port, folder and database.</summary>
    public async Task Restart(CancellationToken ct)
    {
        await Kill();
        await nodes[0].Start(ct);
        Deaths.Ended(TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    /// <summary>One more process on the same database and folder; needs PostgreSQL.</summary>
    public async Task<TownProcess> AddNode(CancellationToken ct)
    {
        var node = new TownProcess(SourceTree.FreePort(), directory, postgres ?? throw new InvalidOperationException("Two nodes need PostgreSQL."), settings);
        nodes.Add(node);
        await node.Start(ct);
        return node;
    }

    /// <summary>Runs in a scope of its own in the test's process, on the town's database.</summary>
    public async Task<TResult> With<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = rooms.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<Actor> ActorOf(PersonId person)
    {
        await using var scope = rooms.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IdentityHolder>().Value = new Identity(person, null);
        return await scope.ServiceProvider.GetRequiredService<IActors>().Current(CancellationToken.None);
    }

    /// <summary>A client that carries this token.</summary>
    public HttpClient Client(string token)
    {
        var client = nodes[0].NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        await using (var scope = rooms.CreateAsyncScope())
            await Databases.LetGo(scope.ServiceProvider.GetRequiredService<Db>());
        await rooms.DisposeAsync();
        if (postgres is not null) await server!.DropDatabase(postgres);
        System.IO.Directory.Delete(directory, recursive: true);
    }

    private static ServiceProvider Rooms(string directory, string? postgres, IReadOnlyDictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Data:Directory", directory)]).AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddDataProtection().SetApplicationName("Stadtfunk").PersistKeysToFileSystem(System.IO.Directory.CreateDirectory(Path.Combine(directory, "keys")));
        services.AddRooms();
        DatabaseChoice.From(postgres, directory).Register(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }
}
