using System.Diagnostics;
using Stadtfunk.Networks.Ports;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Text that somebody thought up to keep a machine busy.</summary>
public sealed class PatienceTests
{
    [Theory]
    [InlineData("@", "a", "!")]
    [InlineData("@", "a.", "!")]
    [InlineData("@a@", ".", "!")]
    [InlineData("@", "._-", "@")]
    [InlineData("", "@a", "!")]
    [InlineData("", "https://", "")]
    public void Counting_takes_no_longer_for_odd_text(string begin, string middle, string end)
    {
        var text = begin + string.Concat(Enumerable.Repeat(middle, 20_000 / middle.Length)) + end;
        var watch = Stopwatch.StartNew();
        Count.Mention().Replace(text, "$1");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("Danke an @presse@social.musterstadt.de!", "Danke an @presse!")]
    [InlineData("@a.b-c_d@x.example und @e@y.example", "@a.b-c_d und @e")]
    [InlineData("@a..b@x.example", "@a..b")]
    [InlineData("@a.@x.example", "@a.@x.example")]
    [InlineData("mail@x.example", "mail@x.example")]
    public void A_mention_counts_without_its_server(string text, string counted) => Assert.Equal(counted, Count.Mention().Replace(text, "$1"));
}
