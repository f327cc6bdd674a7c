using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stadtfunk.App;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Publishing;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A node that was killed gives back what it held before anything of its new life can hold something.</summary>
public sealed class OwnLeasesTests
{
    /// <summary>Stands for a lane that comes up as early as it can.</summary>
    private sealed class Early(IServiceScopeFactory scopes) : IHostedService
    {
        public int Held { get; private set; } = -1;

        public async Task StartAsync(CancellationToken ct)
        {
            await using var scope = scopes.CreateAsyncScope();
            Held = await scope.ServiceProvider.GetRequiredService<Db>().Set<Delivery>().CountAsync(x => x.LeaseUntil > new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), ct);
        }

        public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
    }

    [Fact]
    public async Task Own_leases_lapse_before_the_first_lane_whatever_the_clock_says_and_others_stay()
    {
        await using var room = await Newsroom.Open(2);
        var post = await room.Release();
        var rows = await room.Rows(post);
        var mine = room.House.Get<NodeName>().Name;
        await Lease(room, rows[0].Id, mine);
        await Lease(room, rows[1].Id, "anderswo");
        // This node's clock is two hours ahead and has not been put right yet.
        room.House.Get<DatabaseClock>().PutRight(TimeSpan.FromHours(2));
        var host = Host.CreateEmptyApplicationBuilder(null);
        host.Services.AddSingleton(room.House.Get<IServiceScopeFactory>()).AddSingleton(room.House.Get<NodeName>());
        host.Services.AddHostedService(provider => new Early(room.House.Get<IServiceScopeFactory>()));
        host.Services.AddHostedService(provider => new OwnLeases(room.House.Get<IServiceScopeFactory>(), room.House.Get<NodeName>()));
        using var built = host.Build();
        await built.StartAsync();
        Assert.Equal(1, built.Services.GetServices<IHostedService>().OfType<Early>().Single().Held);
        await built.StopAsync();
        room.House.Get<DatabaseClock>().PutRight(TimeSpan.Zero);
        await room.Turn();
        var after = await room.Rows(post);
        Assert.Equal(DeliveryState.Published, after.Single(x => x.Id == rows[0].Id).State);
        Assert.Equal(DeliveryState.Preparing, after.Single(x => x.Id == rows[1].Id).State);
    }

    [Fact]
    public void The_built_program_runs_it_before_the_cluster_starts()
    {
        using var data = new TemporaryFolder();
        var app = Town.Build(["--data", data.Path, "--port", "5390"]);
        Assert.IsAssignableFrom<IHostedLifecycleService>(app.Services.GetServices<IHostedService>().OfType<OwnLeases>().Single());
    }

    private static Task Lease(Newsroom room, DeliveryId id, string owner) => room.House.With(async (Db db) =>
    {
        var row = await db.Set<Delivery>().SingleAsync(x => x.Id == id);
        row.Wake(room.House.Now);
        Assert.True(row.LeaseToPrepare(owner, room.House.Now));
        await db.SaveChangesAsync();
    });

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("stadtfunk-built-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
