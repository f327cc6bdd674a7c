using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Sessions that are renewed long before they end.</summary>
public sealed class RefreshRoundTests
{
    private static readonly Uri Profile = new("https://probe.example/");

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public async Task A_session_is_renewed_from_the_moment_that_its_network_has_named(int minutes, int renewed)
    {
        await using var room = await Newsroom.Open();
        await Keep(room, room.Channels[0], room.House.Now.AddMinutes(minutes));
        room.Network.OnRefresh = session => new SignInResult.Good(session with { Secrets = Named(session, room.House.Now.AddDays(20)) }, Profile, null);
        for (var i = 0; i < 2; i++)
            await Tick(room);
        Assert.Equal(renewed, room.Network.Refreshes);
    }

    [Fact]
    public async Task While_the_renewal_is_not_answered_the_session_serves_on()
    {
        await using var room = await Newsroom.Open();
        await Keep(room, room.Channels[0], room.House.Now.AddMinutes(-1));
        room.Network.OnRefresh = _ => new SignInResult.Away(new Sentence("Publishing.ConnectionAway"));
        await Tick(room);
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        await Tick(room);
        Assert.Equal(2, room.Network.Refreshes);
    }

    [Fact]
    public async Task A_channel_that_fails_does_not_keep_the_others_from_being_renewed()
    {
        await using var room = await Newsroom.Open(channels: 3);
        foreach (var channel in room.Channels)
            await Keep(room, channel, room.House.Now.AddMinutes(-1));
        var renewed = new List<string>();
        room.Network.OnRefresh = session =>
        {
            if (room.Network.Refreshes == 1)
                throw new InvalidOperationException("Nobody has reckoned with this.");
            renewed.Add(session.AccountId);
            return new SignInResult.Good(session, Profile, null);
        };
        await Tick(room);
        Assert.Equal(2, renewed.Distinct().Count());
    }

    private static Task Tick(Newsroom room) => room.House.With((RefreshRound round) => round.Tick(CancellationToken.None));

    private static Dictionary<string, string> Named(Session session, DateTime at) => new(session.Secrets) { ["renewAt"] = $"{at:O}" };

    private static Task Keep(Newsroom room, ChannelId channel, DateTime renewAt) => room.House.With(async (Db db) =>
    {
        var (vault, row, ends) = (room.House.Get<Vault>(), await db.Set<Connection>().SingleAsync(x => x.Channel == channel), room.House.Now.AddDays(40));
        var session = vault.Open(row)!;
        row.Keep(session with { ExpiresAt = ends, EndsAt = ends }, vault.Close(Named(session, renewAt)), room.House.Now);
        await db.SaveChangesAsync();
    });
}
