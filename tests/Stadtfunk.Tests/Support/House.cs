using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Stadtfunk.App;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Tests.Support;

/// <summary>
/// All rooms on a real database of their own, with a clock that the test moves: SQLite in a file, or PostgreSQL when STADTFUNK_TEST_DATABASE=postgres.
/// No web server, no silo: the pump and the rounds turn when the test says so.
/// </summary>
public sealed class House : IAsyncDisposable
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateScopes = true };

    private readonly ServiceCollection collection;
    private ServiceProvider services;
    private readonly Func<Task> dropDatabase;

    private House(ServiceCollection collection, FakeTimeProvider clock, string directory, Func<Task> dropDatabase)
    {
        this.collection = collection;
        services = collection.BuildServiceProvider(Strict);
        this.dropDatabase = dropDatabase;
        Clock = clock;
        Directory = directory;
    }

    /// <summary>Starts at Monday, 23 November 2026, 09:00 in Berlin.</summary>
    public FakeTimeProvider Clock { get; }

    public string Directory { get; }

    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    public static bool OnPostgres => Environment.GetEnvironmentVariable("STADTFUNK_TEST_DATABASE") == "postgres";

    /// <param name="configure">Adds or replaces services (a network of the test's own, for example).</param>
    /// <param name="settings">Configuration keys such as <c>Http:AllowPrivate:0</c>.</param>
    public static async Task<House> Open(Action<IServiceCollection>? configure = null, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("stadtfunk-test-").FullName;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Data:Directory", directory), new("City:PublicUrl", "http://127.0.0.1:5080/")])
            .AddInMemoryCollection(settings ?? []).Build());
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddDataProtection();
        collection.AddRooms();
        // Tests sign many people in; the cost of a hash is not what they test.
        collection.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
        var (choice, drop) = await Databases.New(directory);
        choice.Register(collection);
        configure?.Invoke(collection);
        var house = new House(collection, clock, directory, drop);
        await house.With<Db>(db => Databases.MakeSchema(db, choice));
        return house;
    }

    /// <summary>As if the process had died and another one had been started: whatever is not in the database, or the test's own, is forgotten.</summary>
    public async Task Restart()
    {
        await services.DisposeAsync();
        services = collection.BuildServiceProvider(Strict);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Runs in a scope of its own, as a request would.</summary>
    public async Task<TResult> With<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task With<T>(Func<T, Task> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Who a signed-in person is right now, with today's roles.</summary>
    public async Task<Actor> ActorOf(PersonId person)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IdentityHolder>().Value = new Identity(person, null);
        return await scope.ServiceProvider.GetRequiredService<IActors>().Current(CancellationToken.None);
    }

    /// <summary>Turns the pump until nothing is left that is due.</summary>
    public async Task Pump()
    {
        var pump = services.GetRequiredService<OutboxPump>();
        while (await pump.Turn(CancellationToken.None) > 0)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await With<Db>(Databases.LetGo);
        await services.DisposeAsync();
        await dropDatabase();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
