using Stadtfunk.Editorial.Tray;
using Xunit;

namespace Stadtfunk.Tests.Editorial;

public sealed class SenderNameTests
{
    [Theory]
    [InlineData("Nkechi Okafor (nkechi.okafor@musterstadt.example)", "Nkechi Okafor", "nkechi.okafor", "@musterstadt.example")]
    [InlineData("Wache (Nord) (wache@feuerwehr.example)", "Wache (Nord)", "wache", "@feuerwehr.example")]
    [InlineData("wache@feuerwehr.example", "wache@feuerwehr.example", "", "")]
    [InlineData("Nkechi Okafor", "Nkechi Okafor", "", "")]
    [InlineData("Wache (Nord)", "Wache (Nord)", "", "")]
    [InlineData("", "", "", "")]
    public void A_sender_is_a_name_and_an_address(string sender, string name, string box, string domain) => Assert.Equal(new SenderName(name, box, domain), SenderName.Of(sender));
}
