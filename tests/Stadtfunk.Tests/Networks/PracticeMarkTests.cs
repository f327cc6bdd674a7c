using System.Text.Json;
using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Practice;
using Xunit;

namespace Stadtfunk.Tests.Networks;

public sealed class PracticeMarkTests
{
    private static readonly NetworkBook Book = new([BlueskyNetwork.Network, MastodonNetwork.Network, PracticeNetwork.Network]);

    [Theory]
    [InlineData("bluesky", "Bs", "Übungsnetz (Bluesky)")]
    [InlineData("mastodon", "Ma", "Übungsnetz (Mastodon)")]
    public void A_practice_channel_shows_whom_it_imitates_and_stays_practice(string like, string mark, string name)
    {
        var rules = JsonSerializer.Serialize(PracticeNetwork.RulesLike(Book, like), JsonSerializerOptions.Web);
        var shown = Book.On(PracticeNetwork.Key, rules)!;
        Assert.Equal((mark, name, true), (shown.Mark, shown.Name, shown.IsPractice));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"like\":7}")]
    [InlineData("no json")]
    [InlineData("{\"like\":\"twitter\"}")]
    public void Without_a_known_one_it_is_the_training_network_itself(string? rules) =>
        Assert.Equal(PracticeNetwork.Network, Book.On(PracticeNetwork.Key, rules));

    [Fact]
    public void A_real_network_is_never_renamed() =>
        Assert.Equal(MastodonNetwork.Network, Book.On("mastodon", "{\"like\":\"bluesky\"}"));
}
