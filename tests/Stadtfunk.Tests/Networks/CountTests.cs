using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Meta.Threads;
using Stadtfunk.Networks.Ports;
using Xunit;

namespace Stadtfunk.Tests.Networks;

public sealed class CountTests
{
    private static readonly Rules Bluesky = BlueskyNetwork.Network.Rules;
    private static readonly Rules Mastodon = MastodonNetwork.Network.Rules;
    private static readonly Rules Weighted = Bluesky with { Counting = Counting.Weighted, UrlLength = 23, MaxText = 280 };

    [Theory]
    [InlineData("", 0)]
    [InlineData("Schnee", 6)]
    [InlineData("Ä", 1)]
    [InlineData("A\u0308", 1)]
    [InlineData("👍🏽", 1)]
    [InlineData("👩‍👩‍👧‍👦", 1)]
    [InlineData("🇩🇪", 1)]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 1)]
    [InlineData("1️⃣", 1)]
    [InlineData("שלום", 4)]
    [InlineData("\u202Eabc", 4)]
    [InlineData("a\r\nb", 3)]
    public void Graphemes_are_what_people_see(string text, int count) => Assert.Equal(count, Count.Of(text, Bluesky));

    [Theory]
    [InlineData("Schnee", 6)]
    [InlineData("A\u0308", 1)]
    [InlineData("ß", 1)]
    [InlineData("日本", 4)]
    [InlineData("👩‍👩‍👧‍👦", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("❤️", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("1️⃣", 2)]
    [InlineData("„Zitat“", 7)]
    [InlineData("€", 2)]
    [InlineData("Mehr: https://www.musterstadt.de/ganz/langer/weg/der/nicht/aufhoert", 29)]
    [InlineData("musterstadt.de", 23)]
    [InlineData("Mehr auf musterstadt.de.", 33)]
    [InlineData("presse@musterstadt.de", 21)]
    [InlineData("www.kassel.de/stadtleben?x=1, bitte", 30)]
    [InlineData("Ende.Am Montag", 30)]
    [InlineData("z.B. heute, d.h. um 8.30 Uhr", 28)]
    [InlineData("bürgerbüro.kassel.de", 23)]
    [InlineData("#kassel.de", 10)]
    [InlineData("(kassel.de)", 25)]
    [InlineData("kassel.berlin", 23)]
    [InlineData("heute.Morgen", 12)]
    [InlineData("a.b.c.de-x", 10)]
    [InlineData("https://kassel.de/ä und kassel.de", 51)]
    [InlineData("@stadt.de", 9)]
    [InlineData("kassel.de/", 23)]
    [InlineData("1.5.2026", 8)]
    [InlineData("Datei.pdf", 9)]
    [InlineData("kassel.de_x", 25)]
    [InlineData("kassel.info!", 24)]
    public void Weighted_counts_as_twitter_text_does(string text, int count) => Assert.Equal(count, Count.Of(text, Weighted));

    [Theory]
    [InlineData("https://a.de", 23)]
    [InlineData("https://www.musterstadt.de/a?b=c#d.", 24)]
    [InlineData("(https://de.wikipedia.org/wiki/Kassel_(Begriffsklärung))", 25)]
    [InlineData("https://a.de https://b.de", 47)]
    [InlineData("xhttps://a.de", 13)]
    [InlineData("@feuerwehr@social.musterstadt.de", 10)]
    [InlineData("@feuerwehr@social.musterstadt.de.", 11)]
    [InlineData("post@musterstadt.de", 19)]
    public void Mastodon_counts_addresses_alike_and_mentions_without_server(string text, int count) => Assert.Equal(count, Count.Of(text, Mastodon));

    [Fact]
    public void Utf16_and_bytes_are_plain_lengths()
    {
        Assert.Equal(11, Count.Of("👩‍👩‍👧‍👦", Bluesky with { Counting = Counting.Utf16 }));
        Assert.Equal(25, Count.Bytes("👩‍👩‍👧‍👦"));
        Assert.Equal(7, Count.Bytes("Grüße"));
    }

    [Fact]
    public void Half_a_character_does_not_stop_the_counter()
    {
        foreach (var (text, count) in new[] { ("\uD83D", 1), ("a\uDC4Db", 3) })
        {
            Assert.Equal(count, Count.Of(text, Bluesky));
            Assert.Equal(count + 1, Count.Of(text, Weighted));
        }
    }

    [Fact]
    public void Five_thousand_emoji_are_counted_quickly() => Assert.Equal(5000, Count.Of(string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 5000)), Bluesky));

    [Fact]
    public void A_link_that_already_stands_in_the_text_is_not_written_twice()
    {
        var link = new Uri("https://www.musterstadt.de/schnee");
        Assert.Equal("Siehe https://www.musterstadt.de/schnee.", FullText.Of("Siehe https://www.musterstadt.de/schnee.", link, false, Mastodon));
        Assert.Equal("Siehe\n\nhttps://www.musterstadt.de/schnee", FullText.Of("Siehe ", link, false, Mastodon));
        Assert.Equal("Siehe", FullText.Of("Siehe", link, false, Bluesky));
        Assert.Equal("Siehe\n\nhttps://www.musterstadt.de/schnee", FullText.Of("Siehe", link, true, Bluesky));
        Assert.Equal("https://www.musterstadt.de/schnee", FullText.Of("", link, false, Mastodon));
    }

    [Theory]
    [InlineData("$SAP steigt, $ABC.DE fällt", 2)]
    [InlineData("Eintritt: $100 oder 5$", 0)]
    [InlineData("US$SAP und $LANGERNAME", 0)]
    [InlineData("($SAP)", 0)]
    [InlineData("$SAP!", 1)]
    [InlineData("https://kassel.de/?a= $a", 1)]
    public void Cashtags_are_what_twitter_text_finds(string text, int count) => Assert.Equal(count, Tally.Cashtags(text));

    [Theory]
    [InlineData("#Schnee ##Eis a#b #2026 #Ä_1.", 3, 0)]
    [InlineData("@stadt @stadt. post@kassel.de @feuerwehr@social.de /@weg", 0, 3)]
    [InlineData("https://kassel.de/#oben https://social.de/@stadt https://a.de/x-#y", 0, 0)]
    [InlineData("(#Fest mit @verein.eins)", 1, 1)]
    public void Hashtags_and_mentions_are_counted_outside_of_addresses(string text, int hashtags, int mentions) =>
        Assert.Equal((hashtags, mentions), (Tally.Hashtags(text), Tally.Mentions(text)));

    [Theory]
    [InlineData("https://a.de/x, https://a.de/x. a.de/x und www.b.de", null, 2)]
    [InlineData("https://a.de", "https://a.de/", 1)]
    [InlineData("https://a.de/x", "https://a.de/y", 2)]
    [InlineData("Ohne", null, 0)]
    public void Each_address_is_one_link_however_often_it_is_named(string text, string? card, int count) =>
        Assert.Equal(count, Tally.Links(text, card is null ? null : new Uri(card)));

    [Theory]
    [InlineData("Schnee", 6)]
    [InlineData("ä", 1)]
    [InlineData("A\u0308", 2)]
    [InlineData("❄️", 6)]
    [InlineData("❄", 3)]
    [InlineData("👍🏽", 8)]
    [InlineData("🇩🇪", 8)]
    [InlineData("1️⃣", 7)]
    [InlineData("→ 12 €", 6)]
    [InlineData("𝕊", 2)]
    public void An_emoji_counts_its_bytes_and_all_else_its_units(string text, int count) => Assert.Equal(count, Count.Of(text, ThreadsNetwork.Network.Rules));
}
