using Stadtfunk.Kernel.Ui;
using Xunit;

namespace Stadtfunk.Tests.Kernel;

/// <summary>Guides lead where they name a page, and leave all other words alone.</summary>
public sealed class GuidePartTests
{
    [Fact]
    public void A_page_is_a_link_and_an_address_is_only_shown()
    {
        var parts = GuidePart.Of("Legen Sie unter developers.facebook.com/apps eine App an. Tragen Sie dort http://127.0.0.1:5080/desk/kanaele/verbinden ein.");
        Assert.Equal(
            [
                new("Legen Sie unter "),
                new("developers.facebook.com/apps", new Uri("https://developers.facebook.com/apps")),
                new(" eine App an. Tragen Sie dort "),
                new("http://127.0.0.1:5080/desk/kanaele/verbinden", IsAddress: true),
                new(" ein."),
            ],
            parts);
    }

    [Theory]
    [InlineData("Die App braucht pages_show_list, pages_read_engagement.")]
    [InlineData("Schreiben Sie an presse@stadt.example.com.")]
    [InlineData("")]
    public void Other_words_are_words(string text) => Assert.All(GuidePart.Of(text), part => Assert.Equal((null, false), (part.Link, part.IsAddress)));

    [Fact]
    public void A_full_stop_behind_it_ends_the_sentence() =>
        Assert.Equal(new Uri("https://developer.x.com"), GuidePart.Of("Melden Sie sich an auf developer.x.com.")[1].Link);
}
