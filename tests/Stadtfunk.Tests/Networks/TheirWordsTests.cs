using System.Text.Json;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Wire;
using Xunit;

namespace Stadtfunk.Tests.Networks;

public sealed class TheirWordsTests
{
    [Theory]
    [InlineData("javascript:alert(1)", "https://social.example/1")]
    [InlineData("", "https://social.example/1")]
    [InlineData("https://social.example/@presse/1", "https://social.example/@presse/1")]
    public void A_receipt_leads_to_the_web_and_nowhere_else(string url, string link) =>
        Assert.Equal(link, MastodonLookup.ReceiptOf(Status("1", url, "https://social.example/1"))?.Link.AbsoluteUri);

    [Fact]
    public void A_receipt_that_could_not_be_kept_is_none()
    {
        var far = "https://social.example/" + new string('x', 1000);
        Assert.Null(MastodonLookup.ReceiptOf(Status("1", far, "javascript:alert(1)")));
        Assert.Null(MastodonLookup.ReceiptOf(Status(new string('1', 501), "https://social.example/1", "")));
        Assert.Null(MastodonLookup.ReceiptOf(Status("1\0", "https://social.example/1", "")));
    }

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        Assert.Equal("@presse@musterstadt.example", TheirWords.Handle("@presse@musterstadt.example\0"));
        Assert.Equal(199, TheirWords.Handle(new string('x', 199) + "😀").Length);
        Assert.False(TheirWords.IsProfile("javascript:alert(1)", out _));
    }

    private static JsonElement Status(string id, string url, string uri) => JsonSerializer.SerializeToElement(new { id, url, uri });
}
