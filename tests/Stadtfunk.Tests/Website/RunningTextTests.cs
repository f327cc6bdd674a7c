using System.Text.Encodings.Web;
using System.Text.Unicode;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Tests.Website;

public sealed class RunningTextTests
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    [Theory]
    [InlineData("Mehr: https://a.example/x.", "Mehr: <a href=\"https://a.example/x\" rel=\"noopener\">https://a.example/x</a>.")]
    [InlineData("(https://a.example/x_(y))", "(<a href=\"https://a.example/x_(y))\" rel=\"noopener\">https://a.example/x_(y))</a>")]
    [InlineData("(siehe https://a.example)", "(siehe <a href=\"https://a.example/\" rel=\"noopener\">https://a.example</a>)")]
    [InlineData("javascript:alert(1) ftp://a.example", "javascript:alert(1) ftp://a.example")]
    [InlineData("#Schnee @stadt <b>", "#Schnee @stadt &lt;b&gt;")]
    [InlineData("eins\nzwei", "eins<br>zwei")]
    [InlineData("https://", "https://")]
    public void Addresses_become_links_and_nothing_else_does(string text, string html) => Assert.Equal(html, RunningText.Html(text, Encoder));

    [Fact]
    public void Paragraphs_end_at_empty_lines_and_forbidden_characters_are_left_out()
    {
        Assert.Equal(["eins\nzwei", "drei"], RunningText.Paragraphs("\r\n eins\r\nzwei\r\n \r\n\r\ndrei\n"));
        Assert.Equal("a😀b", RunningText.Clean("a\u0000\uFFFF\uD83D\uDE00\uD83Db"));
    }

    [Fact]
    public void A_teaser_ends_at_a_word_and_never_within_a_character()
    {
        Assert.Equal("Königsstraße …", RunningText.Teaser("Königsstraße gesperrt", 15));
        Assert.Equal("kurz", RunningText.Teaser("kurz\n\nund mehr", 15));
        var cut = RunningText.Teaser(string.Concat(Enumerable.Repeat("😀", 40)), 15);
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut)));
    }
}
