using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Refresh tokens rotate: the one that was used is worth nothing any more, and nobody gives its successor a second time.</summary>
public sealed class RenewalTests
{
    private static readonly Uri Profile = new("https://probe.example/");

    [Fact]
    public async Task New_tokens_are_kept_though_something_was_said_of_the_connection_meanwhile()
    {
        await using var room = await Newsroom.Open();
        room.Network.OnRefresh = session =>
        {
            room.House.With((Db db) => db.Set<Connection>().ExecuteUpdateAsync(set => set
                .SetProperty(x => x.SentenceKey, "Networks.ServerAway").SetProperty(x => x.Version, x => x.Version + 1))).GetAwaiter().GetResult();
            return Renewed(session);
        };
        await Renew(room);
        Assert.Equal("neu", await Token(room));
    }

    [Fact]
    public async Task Tokens_of_a_person_who_connected_anew_meanwhile_are_the_newer_ones()
    {
        await using var room = await Newsroom.Open();
        var theirs = "";
        room.Network.OnRefresh = session =>
        {
            room.House.With((ConnectChannel connect) => connect.Run(room.Lead, room.Channels[0], new Dictionary<string, string> { ["name"] = "Kanal-1" }, CancellationToken.None))
                .GetAwaiter().GetResult();
            theirs = session.Secret("token");
            return Renewed(session);
        };
        await Renew(room);
        Assert.Equal(theirs, await Token(room));
    }

    [Fact]
    public async Task A_check_that_was_overtaken_by_a_renewal_keeps_the_new_tokens()
    {
        await using var room = await Newsroom.Open();
        room.Network.OnRefresh = Renewed;
        room.Network.OnCheck = async session =>
        {
            await Renew(room);
            return new SignInResult.Good(session, Profile, null);
        };
        Assert.True((await room.House.With((CheckChannel check) => check.Run(room.Lead, room.Channels[0], CancellationToken.None))).Ok);
        Assert.Equal("neu", await Token(room));
    }

    [Fact]
    public async Task A_no_to_tokens_that_are_no_more_says_nothing_of_the_new_ones()
    {
        await using var room = await Newsroom.Open();
        room.Network.OnRefresh = Renewed;
        room.Network.OnCheck = async _ =>
        {
            await Renew(room);
            return new SignInResult.Refused(new Sentence("Networks.SignInLost", "Probenetz"));
        };
        Assert.True((await room.House.With((CheckChannel check) => check.Run(room.Lead, room.Channels[0], CancellationToken.None))).Ok);
        Assert.True((await Door(room)).IsGood);
    }

    private static SignInResult Renewed(Session session) =>
        new SignInResult.Good(session with { Secrets = new Dictionary<string, string> { ["token"] = "neu" } }, Profile, null);

    private static async Task Renew(Newsroom room)
    {
        var version = (await Door(room)).Version;
        await room.House.With((SessionRefresh refresh) => refresh.Renew(room.Channels[0], version, CancellationToken.None));
    }

    private static Task<Connection> Door(Newsroom room) => room.House.With((Db db) => db.Set<Connection>().AsNoTracking().SingleAsync());

    private static async Task<string> Token(Newsroom room) =>
        (await room.House.With((ChannelAccess access) => access.Open(room.Channels[0], room.House.Now, CancellationToken.None))).Session!.Secret("token");
}
