using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Lanes in a silo, as they are in a city: side by side, and with one renewal of a session at a time.</summary>
public sealed class LaneTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_network_that_does_not_answer_delays_no_other()
    {
        await using var node = await Node.Start(3);
        var room = node.Room;
        using var answered = new ManualResetEventSlim();
        for (var i = 0; i < 3; i++)
            room.Network.Sends.Enqueue(errand =>
            {
                if (errand.Session.AccountId == "Kanal-1")
                    answered.Wait(TimeSpan.FromSeconds(30), Ct);
                return room.Network.Accept(errand);
            });
        var post = await room.Release();
        await room.House.With((DeliveryRound round) => round.Tick(Ct));
        await Until(async () => (await room.Rows(post)).Count(x => x.State == DeliveryState.Published) == 2);
        // However late its lane began.
        await Until(async () => (await Of(room, post, room.Channels[0])).State == DeliveryState.Sending);
        answered.Set();
        await Until(async () => (await Of(room, post, room.Channels[0])).State == DeliveryState.Published);
        Assert.Equal(3, room.Network.Accepted.Count);
    }

    [Fact]
    public async Task Of_many_who_want_a_fresh_session_at_once_one_gets_it_for_all()
    {
        await using var node = await Node.Start(1);
        var room = node.Room;
        room.Network.OnRefresh = session =>
        {
            Task.Delay(100, Ct).GetAwaiter().GetResult();
            return new SignInResult.Good(session with { ExpiresAt = room.House.Now.AddHours(2) }, new Uri("https://probe.example/"), null);
        };
        await room.House.With((Db db) => db.Set<Connection>().ExecuteUpdateAsync(x => x.SetProperty(y => y.ExpiresAt, room.House.Now.AddMinutes(-1)), Ct));
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => room.House.With((ChannelAccess access) => access.Open(room.Channels[0], room.House.Now, Ct)))));
        Assert.All(opened, one => Assert.Equal(room.House.Now.AddHours(2), one.Session?.ExpiresAt));
        Assert.Equal(1, room.Network.Refreshes);
    }

    private static async Task<Delivery> Of(Newsroom room, PostId post, ChannelId channel) => (await room.Rows(post)).Single(x => x.Channel == channel);

    private static async Task Until(Func<Task<bool>> good)
    {
        for (var i = 0; i < 200 && !await good(); i++)
            await Task.Delay(50, Ct);
        Assert.True(await good());
    }

    /// <summary>A newsroom whose lanes are grains of a silo of its own.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly IHost silo;

        private Node(IHost silo) => this.silo = silo;

        public Newsroom Room { get; private set; } = null!;

        public static async Task<Node> Start(int channels)
        {
            Node? node = null;
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            // Connecting a channel wakes its lane already: before the room stands, that fails and does no harm.
            builder.Services.AddTransient(_ => node!.Room.House.Get<Lane>()).AddTransient(_ => node!.Room.House.Get<SessionRefresh>());
            builder.UseOrleans(silo => silo.UseLocalhostClustering(SourceTree.FreePort(), gatewayPort: 0));
            node = new Node(builder.Build());
            await node.silo.StartAsync(Ct);
            node.Room = await Newsroom.Open(channels, configure: services => services.AddSingleton(node.silo.Services.GetRequiredService<IGrainFactory>()));
            return node;
        }

        public async ValueTask DisposeAsync()
        {
            await silo.StopAsync(CancellationToken.None);
            silo.Dispose();
            await Room.DisposeAsync();
        }
    }
}
