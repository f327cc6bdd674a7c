using System.Text;
using Stadtfunk.Networks.Bluesky;
using Xunit;

namespace Stadtfunk.Tests.Networks;

public sealed class FacetsTests
{
    private static readonly Dictionary<string, string> Dids = new() { ["feuerwehr.musterstadt.de"] = "did:plc:feuerwehr" };

    [Theory]
    [InlineData("#Bürgerfest", "#Bürgerfest")]
    [InlineData("#Bu\u0308rgerfest!", "#Bu\u0308rgerfest")]
    [InlineData("Heute (#Markt), morgen „#Kino“.", "#Markt #Kino")]
    [InlineData("#1 ist keines, #1a ist eines", "#1a")]
    [InlineData("a#b und C# und ##x", "")]
    [InlineData("https://a.de/#anker", "https://a.de/#anker")]
    [InlineData("https://a.de/@feuerwehr.musterstadt.de", "https://a.de/@feuerwehr.musterstadt.de")]
    [InlineData("post@feuerwehr.musterstadt.de", "")]
    [InlineData("@feuerwehr.musterstadt.de.", "@feuerwehr.musterstadt.de")]
    [InlineData("@Feuerwehr.Musterstadt.de und @niemand.de", "@Feuerwehr.Musterstadt.de")]
    [InlineData("👩‍🚒🇩🇪 #Tag https://ä.de/ö", "#Tag https://ä.de/ö")]
    [InlineData("#eins #zwei", "#eins #zwei")]
    [InlineData("\u202E#abc", "")]
    public void Marks_what_a_reader_would_expect(string text, string marked)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(marked, string.Join(' ', Facets.In(text, Dids).Select(facet =>
            Encoding.UTF8.GetString(bytes[(int)facet!["index"]!["byteStart"]!..(int)facet["index"]!["byteEnd"]!]))));
    }

    [Fact]
    public void A_tag_of_more_than_64_signs_stays_text() => Assert.Empty(Facets.In("#" + new string('ü', 65), Dids));
}
