using Stadtfunk.Networks.Meta.Threads;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Videos and topics on the Lab's Threads.</summary>
public sealed class ThreadsVideoTests(Peers peers) : ContainerVideoContract
{
    private protected override VideoRules Rules => ThreadsNetwork.Network.Rules.Video!;

    private protected override async Task<ContainerStage> Open(LabProcess? own = null, string? scopes = null) => await ThreadsStage.Open(own ?? await peers.Lab(default), scopes);

    [Fact]
    public async Task A_video_carries_its_alt_text_its_topic_and_the_link_in_the_text()
    {
        await using var stage = await Open();
        var post = Post(stage, "Schnee im #Stadtpark, sagt die #Stadt.") with { Link = new Uri("https://www.musterstadt.de/advent") };
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal(("Der Bürgermeister grüßt", "Stadtpark", null), (entry.Pictures[0].Alt, entry.More["topic_tag"], entry.Spoiler));
        Assert.Equal("Schnee im #Stadtpark, sagt die #Stadt.\n\nhttps://www.musterstadt.de/advent", entry.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_text_and_pictures_have_their_topic_too(int pictures)
    {
        await using var stage = await Open();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Heute #Weihnachtsmarkt!", pictures: pictures), stage.NewKey()));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Heute kein Thema.", pictures: pictures), stage.NewKey()));
        var posts = await stage.Lab.Ledger.Posts(stage.Account, default);
        Assert.Equal(["Weihnachtsmarkt", null], posts.Select(post => post.More.GetValueOrDefault("topic_tag")));
    }

    [Theory]
    [InlineData("Ohne", null)]
    [InlineData("#Winter in der Stadt", "Winter")]
    [InlineData("Der #Weihnachtsmarkt_2026 beginnt. #Advent", "Weihnachtsmarkt_2026")]
    [InlineData("Im Jahr #2026 ist #Wahl", "Wahl")]
    [InlineData("Straßenbahn #7 fährt", null)]
    [InlineData("#Köln&Umgebung", "Köln")]
    [InlineData("Siehe https://www.musterstadt.de/#karte und C#dur", null)]
    [InlineData("##doppelt", null)]
    [InlineData("#aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee")]
    [InlineData("#aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeef #kurz", "kurz")]
    public void The_first_hashtag_that_can_be_one_is_the_topic(string text, string? topic) => Assert.Equal(topic, Topic.Of(text));
}
