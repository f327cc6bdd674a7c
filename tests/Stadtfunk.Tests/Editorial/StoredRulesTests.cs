using System.Text.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>Rules are stored with a channel when it is connected; what was not known then is as its network has it today.</summary>
public sealed class StoredRulesTests
{
    [Theory]
    [InlineData("threads", "threads", 5)]
    [InlineData("practice", "threads", 5)]
    [InlineData("assisted", "threads", 5)]
    [InlineData("mastodon", "mastodon", null)]
    public async Task What_was_stored_before_texts_had_such_limits_has_those_of_today(string network, string like, int? links)
    {
        await using var room = await Newsroom.Open();
        var channel = await Stored(room, network, like, rules => Assert.True(rules.Remove("limits")));
        var rules = await Rules(room, channel);
        Assert.Equal(links, rules.Limits?.Links);
        var post = room.Snow with { Text = string.Join(' ', Enumerable.Range(1, 6).Select(number => $"https://a.de/{number}")), Channels = [new ChannelChoice(channel, true, null)] };
        Assert.Equal(links is null ? [] : ["Editorial.TooManyLinks"], (await room.View((await room.Draft(post)).Id)).Problems.Select(problem => problem.Why.Key));
    }

    [Fact]
    public async Task What_a_server_said_of_itself_stays()
    {
        await using var room = await Newsroom.Open();
        var rules = await Rules(room, await Stored(room, "mastodon", "mastodon", rules => rules["maxText"] = 5000));
        Assert.Equal(5000, rules.MaxText);
    }

    // As it was written when it was connected, by an earlier version.
    internal static async Task<ChannelId> Stored(Newsroom room, string network, string like, Action<JsonObject> before)
    {
        var channel = Good(await room.House.With((IChannels channels) => channels.Create(room.Lead, new NewChannel(room.Museum, network, $"{network} {like}", "Zum Ausprobieren", null, null, null), default)));
        var book = room.House.Get<NetworkBook>();
        var now = (network == "assisted" ? book.Find(network)!.Imitates.Single(one => one.Key == like) : book.Find(like)!).Rules with { Like = network == like ? null : like };
        var written = JsonSerializer.SerializeToNode(now, JsonSerializerOptions.Web)!.AsObject();
        before(written);
        await room.House.With((IChannels channels) => channels.Connected(channel, "@museum", new Uri("https://museum.example/"), written.ToJsonString(), default));
        return channel;
    }

    private static async Task<Rules> Rules(Newsroom room, ChannelId channel) =>
        Assert.Single(await room.House.With((FitChannels channels) => channels.Many([channel], default))).Rules;
}
