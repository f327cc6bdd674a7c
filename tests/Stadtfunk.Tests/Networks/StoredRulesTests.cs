using System.Text.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.TikTok;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using Newsroom = Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Networks;

/// <summary>Rules that were written with an account before there was one of today's.</summary>
public sealed class StoredRulesTests
{
    private static readonly Rules Usual = TikTokNetwork.Network.Rules;
    private static readonly Rules Own = Usual with { Video = Usual.Video! with { Longest = TimeSpan.FromSeconds(60) } };

    private static NetworkBook Book { get; } = new([TikTokNetwork.Network, MastodonNetwork.Network, Stadtfunk.Networks.Practice.PracticeNetwork.Network]);

    [Fact]
    public void What_there_was_no_rule_for_holds_as_on_the_network()
    {
        var old = Written(Own, rules => rules["video"]!.AsObject(), "minWidth", "minHeight");
        Assert.Equal(0, JsonSerializer.Deserialize<Rules>(old, JsonSerializerOptions.Web)!.Video!.MinWidth);
        Same(Own, Book.RulesOn("tiktok", old));
        var server = MastodonNetwork.Network.Rules with { MaxText = 5000 };
        Same(server, Book.RulesOn("mastodon", Written(server, rules => rules, "video")));
    }

    [Fact]
    public void What_was_written_to_be_without_a_limit_stays_so()
    {
        var unlimited = MastodonNetwork.Network.Rules with { Video = null, Picture = MastodonNetwork.Network.Rules.Picture with { MaxAlt = null } };
        Same(unlimited, Book.RulesOn("mastodon", Written(unlimited, rules => rules)));
    }

    [Fact]
    public void A_training_channel_has_the_rules_that_the_network_it_imitates_has_today()
    {
        var old = Written(Own with { Like = "tiktok" }, rules => rules["video"]!.AsObject(), "minWidth", "minHeight");
        Same(Usual with { Like = "tiktok", Asks = TikTokNetwork.Network.AsksInTraining }, Book.RulesOn("practice", old));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "maxText": "viel" }""")]
    public void What_cannot_be_read_is_as_on_the_network(string? written) => Assert.Same(Usual, Book.RulesOn("tiktok", written));

    [Fact]
    public async Task The_desk_counts_with_the_completed_rules()
    {
        await using var room = await Newsroom.Open();
        var channel = Newsroom.Good(await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.City, "tiktok", "Stadt in Bewegung", "Probe", null, null, null), default)));
        var old = Written(Own, rules => rules["video"]!.AsObject(), "minWidth", "minHeight");
        await room.House.With((IChannels register) => register.Connected(channel, "stadt", new Uri("https://www.tiktok.com/@stadt"), old, default));
        Same(Own, Assert.Single(await room.House.With((FitChannels fit) => fit.Many([channel], default))).Rules);
    }

    private static string Written(Rules rules, Func<JsonObject, JsonObject> where, params string[] without)
    {
        var json = JsonSerializer.SerializeToNode(rules, JsonSerializerOptions.Web)!.AsObject();
        foreach (var name in without)
            Assert.True(where(json).Remove(name));
        return json.ToJsonString();
    }

    // Their lists are others.
    private static void Same(Rules wanted, Rules? rules) => Assert.Equal(JsonSerializer.Serialize(wanted), JsonSerializer.Serialize(rules));
}
