using Stadtfunk.Media.Videos;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>Subtitles are read strictly, so that nobody finds out on the page that they are wrong.</summary>
public sealed class WebVttTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Reads_what_editors_write_and_keeps_words_only()
    {
        const string Text = "\uFEFFWEBVTT - Grußwort\r\nKind: captions\r\n\r\nNOTE von Hand\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n1\r\n00:01.000 --> 00:04.000 align:start\r\n<v Ada Okafor>Guten <b>Tag</b> &amp; willkommen\r\nzweite Zeile\r\n\r\n00:00:04.000 --> 00:00:05.500\r\n<script>alert(1)</script> 3 < 4\r\n";
        var cues = Good(WebVtt.Read(Text, Minute));
        Assert.Equal(["Ada Okafor: Guten Tag & willkommen\nzweite Zeile", "alert(1) 3 < 4"], cues.Select(cue => cue.Text));
        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nAda Okafor: Guten Tag &amp; willkommen\nzweite Zeile\n\n00:00:04.000 --> 00:00:05.500\nalert(1) 3 &lt; 4\n", WebVtt.Write(cues));
        Assert.Equal(cues, Good(WebVtt.Read(WebVtt.Write(cues), Minute)));
    }

    [Fact]
    public void Takes_SubRip_too() =>
        Assert.Equal("Guten Tag", Assert.Single(Good(WebVtt.Read("1\n00:00:01,000 --> 00:00:02,500\nGuten Tag\n", Minute))).Text);

    [Theory]
    [InlineData("Guten Tag", "Media.Vtt.NoHeader")]
    [InlineData("", "Media.Vtt.NoHeader")]
    [InlineData("WEBVTTX\n\n00:01.000 --> 00:02.000\nA", "Media.Vtt.NoHeader")]
    [InlineData("WEBVTT\n", "Media.Vtt.NoCues")]
    [InlineData("WEBVTT\n\n00:01 --> 00:02\nA", "Media.Vtt.BadTime")]
    [InlineData("WEBVTT\n\n00:75.000 --> 01:80.000\nA", "Media.Vtt.BadTime")]
    [InlineData("WEBVTT\n\n00:04.000 --> 00:02.000\nA", "Media.Vtt.EndsBeforeItStarts")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:02.000\nA", "Media.Vtt.EndsBeforeItStarts")]
    [InlineData("WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB", "Media.Vtt.OutOfOrder")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:04.000\nA\n\n00:03.000 --> 00:05.000\nB", "Media.Vtt.Overlaps")]
    [InlineData("WEBVTT\n\n00:50.000 --> 01:05.000\nA", "Media.Vtt.AfterTheEnd")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>", "Media.Vtt.Empty")]
    [InlineData("WEBVTT\n\nVerlorene Worte\n\n00:01.000 --> 00:02.000\nA", "Media.Vtt.NoTime")]
    public void Says_what_is_wrong(string text, string key) => Refused(key, WebVtt.Read(text, Minute));

    [Fact]
    public void Names_the_line()
    {
        var refusal = Assert.Single(WebVtt.Read("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n2\n00:09.000 --> 00:08.000\nB", Minute).Refusals);
        Assert.Equal(7, refusal.Args[0]);
    }

    [Fact]
    public void A_file_of_nothing_but_faults_does_not_answer_with_a_thousand_sentences() =>
        Assert.Equal(5, WebVtt.Read("WEBVTT\n\n" + string.Concat(Enumerable.Repeat("00:02.000 --> 00:01.000\nA\n\n", 1000)), Minute).Refusals.Count);
}
