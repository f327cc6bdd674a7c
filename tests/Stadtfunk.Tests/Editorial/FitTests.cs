using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Meta.Instagram;
using Stadtfunk.Networks.Meta.Threads;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.TikTok;
using Stadtfunk.Networks.X;
using Stadtfunk.Organisation.Contracts;
using Xunit;

namespace Stadtfunk.Tests.Editorial;

public sealed class FitTests
{
    private static readonly Uri Page = new("https://musterstadt.example/beitraege/2026/11/erster-schnee-k3v9");
    private static readonly PictureRules Picture = new(1_000_000, 2000, null, ["image/jpeg"], MaxAlt: 20);
    private static readonly Rules Short = new(100, Counting.Graphemes, MaxTextBytes: 300, UrlLength: 23, LinkInText: true, MaxPictures: 2, Picture);

    private static PostContent Post(string title, string text) => new(title, text, null, null, "de", [], []);

    private static FitChannel Channel(Rules rules, bool takes = true) =>
        new(ChannelId.New(), UnitId.New(), "Übung", "@x", new Network("x", "X", "Xx", rules, new Can(false, true, true)), rules, takes);

    [Fact]
    public void The_headline_leads_unless_the_text_begins_with_it()
    {
        Assert.Equal("Schnee\n\nEs schneit.", FitText.Common(Post("Schnee", "Es schneit."), Page, Short));
        Assert.Equal("Schnee! Endlich.", FitText.Common(Post("Schnee", "Schnee! Endlich."), Page, Short));
        Assert.Equal("Schnee\n\nSchneemänner überall.", FitText.Common(Post("Schnee", "Schneemänner überall."), Page, Short));
        Assert.Equal("Schnee", FitText.Common(Post("Schnee", ""), Page, Short));
    }

    [Fact]
    public void What_fits_exactly_stays_whole_and_one_more_is_shortened()
    {
        var most = string.Join(' ', Enumerable.Repeat("Schnee", 14))[..97];
        Assert.Equal($"T\n\n{most}", FitText.Common(Post("T", most), Page, Short));
        Assert.EndsWith($" … {Page}", FitText.Common(Post("T", most + "e"), Page, Short), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_ends_at_a_sentence_and_points_to_the_own_page()
    {
        var text = "Am 3. Dezember öffnet der Markt, z. B. am Rathaus um neun. Danach wird gesungen, getanzt und sehr viel gegessen, und zwar bis in die Nacht hinein.";
        Assert.Equal($"Am 3. Dezember öffnet der Markt, z. B. am Rathaus um neun. … {Page}", FitText.Common(Post("", text), Page, Short));
    }

    [Fact]
    public void Where_no_sentence_ends_it_ends_at_a_word_and_never_inside_one()
    {
        var words = "Straßenbahnhaltestelle Königsplatz gesperrt wegen Gleisarbeiten zwischen Rathaus und Friedrichsplatz am Wochenende";
        var cut = FitText.Common(Post("", words), Page, Short);
        var kept = cut[..cut.IndexOf(" … ", StringComparison.Ordinal)];
        Assert.StartsWith(kept + " ", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("😀")]
    [InlineData("ä")]
    [InlineData("x")]
    [InlineData("Schnee. ")]
    [InlineData("https://lang.example/ein/sehr/langer/pfad ")]
    public void The_common_form_always_fits_letters_and_bytes(string piece)
    {
        foreach (var rules in new[] { Short, Short with { MaxText = 10, MaxTextBytes = 40, UrlLength = null }, Short with { Counting = Counting.Weighted }, Short with { Counting = Counting.Utf16 } })
            foreach (var count in new[] { 1, 7, 99, 100, 101, 5_000 })
            {
                var post = Post("Titel", string.Concat(Enumerable.Repeat(piece, count)));
                Assert.True(FitText.Fits(FitText.Common(post, Page, rules), post, rules), $"{piece} × {count} in {rules.MaxText}");
            }
    }

    [Fact]
    public void A_link_that_has_to_stand_in_the_text_is_counted()
    {
        var post = Post("", string.Join(' ', Enumerable.Repeat("Schnee", 20))) with { Link = "https://musterstadt.example/winterdienst" };
        var common = FitText.Common(post, Page, Short);
        Assert.EndsWith("https://musterstadt.example/winterdienst", FitText.Full(common, post, Short), StringComparison.Ordinal);
        Assert.InRange(Count.Of(FitText.Full(common, post, Short), Short), 60, 100);
    }

    [Fact]
    public void An_own_version_over_the_limit_says_by_how_much()
    {
        var channel = Channel(Short);
        var post = Post("T", "Text") with { Channels = [new ChannelChoice(channel.Id, true, new string('x', 104))] };
        var problem = Assert.Single(Fit.Check(post, [channel], new Dictionary<PictureId, PictureView>()));
        Assert.Equal(("Editorial.TextTooLong", true), (problem.Why.Key, problem.MayShorten));
        Assert.Equal(["Übung", 4, 100], problem.Why.Args);
        var mended = FitText.Shorten(new string('x', 104), post, Page, Short);
        Assert.True(FitText.Fits(mended, post, Short));
    }

    [Fact]
    public void Bytes_are_a_limit_of_their_own()
    {
        var channel = Channel(Short);
        var post = Post("T", "Text") with { Channels = [new ChannelChoice(channel.Id, true, string.Concat(Enumerable.Repeat("😀", 80)))] };
        Assert.Equal("Editorial.TextTooManyBytes", Assert.Single(Fit.Check(post, [channel], new Dictionary<PictureId, PictureView>())).Why.Key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_a_text_alone_is_no_post_a_picture_is_asked_for(bool needs)
    {
        var channel = Channel(Short with { NeedsPicture = needs });
        var id = PictureId.New();
        var known = new Dictionary<PictureId, PictureView> { [id] = new(id, UnitId.New(), "a.jpg", "image/jpeg", 10, 10, "", "", 0.5, 0.5, "hash") };
        var post = Post("T", "Text") with { Channels = [new ChannelChoice(channel.Id, true, null)] };
        Assert.Equal(needs ? ["Editorial.NeedsPicture"] : [], Fit.Check(post, [channel], known).Select(problem => problem.Why.Key));
        Assert.Empty(Fit.Check(post with { Pictures = [new(id, "Schnee", false)] }, [channel], known));
    }

    private static readonly Rules Moving = Short with
    {
        NeedsVideo = true, MaxPictures = 0, MaxTitle = 10, NotTaken = "<>",
        Video = new VideoRules(5_000_000, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(2), ["video/mp4"]) { Narrowest = 0.5, Widest = 2 },
    };

    private static Dictionary<PictureId, PictureView> Film(PictureId id, int width = 640, int seconds = 30, long bytes = 1_000_000) => new()
    {
        [id] = new(id, UnitId.New(), "film.jpg", "image/jpeg", width, 360, "", "", 0.5, 0.5, "hash")
        {
            Video = new VideoView("/videos/ab/c.mp4", "cd", "video/mp4", width, 360, TimeSpan.FromSeconds(seconds), bytes, new SubtitlesView("/videos/ef/g.vtt", "ef", "de"), null),
        },
    };

    [Fact]
    public void Where_only_a_video_is_a_post_one_is_asked_for_and_other_pictures_stay_behind()
    {
        var channel = Channel(Moving);
        var (film, still) = (PictureId.New(), PictureId.New());
        var known = Film(film);
        known[still] = new(still, UnitId.New(), "a.jpg", "image/jpeg", 10, 10, "", "", 0.5, 0.5, "hash");
        var post = Post("T", "Text") with { Channels = [new ChannelChoice(channel.Id, true, null)] };
        Assert.Equal(["Editorial.NeedsVideo"], Fit.Check(post, [channel], known).Select(problem => problem.Why.Key));
        Assert.Equal(
            ["Editorial.NeedsVideo", "Editorial.TooManyPictures"], Fit.Check(post with { Pictures = [new(still, "Schnee", false)] }, [channel], known).Select(problem => problem.Why.Key));
        Assert.Empty(Fit.Check(post with { Pictures = [new(still, "Schnee", false), new(film, "Film", false)] }, [channel], known));
    }

    [Theory]
    [InlineData(640, 30, 5_000_001, "Editorial.VideoTooLarge")]
    [InlineData(640, 2, 1_000_000, "Editorial.VideoTooShort")]
    [InlineData(640, 121, 1_000_000, "Editorial.VideoTooLong")]
    [InlineData(721, 30, 1_000_000, "Editorial.VideoShape")]
    [InlineData(179, 30, 1_000_000, "Editorial.VideoShape")]
    [InlineData(720, 120, 5_000_000, null)]
    public void A_video_is_checked_where_it_goes_out_and_nowhere_else(int width, int seconds, long bytes, string? wrong)
    {
        var (channel, elsewhere, film) = (Channel(Moving), Channel(Short), PictureId.New());
        var post = Post("T", "Text") with { Pictures = [new(film, "Film", false)], Channels = [new ChannelChoice(channel.Id, true, null), new ChannelChoice(elsewhere.Id, true, null)] };
        var problems = Fit.Check(post, [channel, elsewhere], Film(film, width, seconds, bytes));
        Assert.Equal(wrong is null ? [] : [(wrong, channel.Id)], problems.Select(problem => (problem.Why.Key, problem.Channel!.Value)));
    }

    [Theory]
    [InlineData("instagram", 3, 1_000_000, null)]
    [InlineData("instagram", 2, 1_000_000, "Editorial.VideoTooShort")]
    [InlineData("instagram", 900, 300_000_000, null)]
    [InlineData("instagram", 901, 300_000_000, "Editorial.VideoTooLong")]
    [InlineData("instagram", 900, 300_000_001, "Editorial.VideoTooLarge")]
    [InlineData("instagram", 32, 100_000_000, null)]
    [InlineData("instagram", 32, 100_000_001, "Editorial.VideoTooDense")]
    [InlineData("threads", 300, 1_000_000_000, null)]
    [InlineData("threads", 301, 1_000_000_000, "Editorial.VideoTooLong")]
    [InlineData("threads", 300, 1_000_000_001, "Editorial.VideoTooLarge")]
    public void A_video_is_measured_by_what_each_network_takes(string network, int seconds, long bytes, string? wrong)
    {
        var (channel, film) = (Channel(network == "threads" ? ThreadsNetwork.Network.Rules : InstagramNetwork.Network.Rules), PictureId.New());
        var post = Post("T", "Text") with { Pictures = [new(film, "Film", false)], Channels = [new ChannelChoice(channel.Id, true, null)] };
        var known = Film(film, 640, seconds, bytes);
        Assert.Equal(wrong is null ? [] : [(wrong, "pictures")], Fit.Check(post, [channel], known).Select(problem => (problem.Why.Key, problem.Why.Field!)));
    }

    [Theory]
    [InlineData(360, null)]
    [InlineData(359, "Editorial.VideoFewPixels")]
    public void A_video_that_is_too_small_for_TikTok_is_said_with_what_it_needs(int width, string? wrong)
    {
        var (channel, film) = (Channel(TikTokNetwork.Network.Rules), PictureId.New());
        var post = Post("T", "Text") with { Pictures = [new(film, "Film", false)], Channels = [new ChannelChoice(channel.Id, true, null)] };
        var problems = Fit.Check(post, [channel], Film(film, width));
        Assert.Equal(wrong is null ? [] : [wrong], problems.Select(problem => problem.Why.Key));
        Assert.All(problems, problem => Assert.Equal("360", problem.Why.Args[^1].ToString()));
    }

    [Theory]
    [InlineData("threads", "https://a.de/{0} ", 5, "Editorial.TooManyLinks")]
    [InlineData("instagram", "#Fest{0} ", 30, "Editorial.TooManyHashtags")]
    [InlineData("instagram", "@verein{0} ", 20, "Editorial.TooManyMentions")]
    [InlineData("x", "$ABC ", 1, "Editorial.TooManyCashtags")]
    public void What_a_network_takes_only_so_often_is_said_with_how_many_are_too_many(string network, string piece, int most, string key)
    {
        var channel = Channel((network switch { "threads" => ThreadsNetwork.Network, "x" => XNetwork.Network, _ => InstagramNetwork.Network }).Rules with { NeedsPicture = false });
        string Text(int count) => string.Concat(Enumerable.Range(1, count).Select(number => string.Format(null, piece, number)));
        foreach (var own in new[] { false, true })
        {
            IReadOnlyList<Problem> Of(int count) => Fit.Check(
                Post("T", own ? "Anders" : Text(count)) with { Channels = [new ChannelChoice(channel.Id, true, own ? Text(count) : null)] }, [channel], new Dictionary<PictureId, PictureView>(), Page);
            Assert.Empty(Of(most));
            var problem = Assert.Single(Of(most + 2));
            Assert.Equal((key, own ? $"variants[{channel.Id}]" : "text", channel.Id), (problem.Why.Key, problem.Why.Field, problem.Channel!.Value));
            Assert.Equal(["Übung", most, 2], problem.Why.Args);
        }
    }

    [Fact]
    public void The_link_of_a_post_counts_with_those_of_its_text_and_what_is_cut_off_does_not()
    {
        var channel = Channel(ThreadsNetwork.Network.Rules);
        var five = string.Concat(Enumerable.Range(1, 5).Select(number => $"https://a.de/{number} "));
        IReadOnlyList<Problem> Of(string text, string? link) =>
            Fit.Check(Post("T", text) with { Link = link, Channels = [new ChannelChoice(channel.Id, true, null)] }, [channel], new Dictionary<PictureId, PictureView>(), Page);
        Assert.Empty(Of(five, "https://a.de/5"));
        Assert.Equal("Editorial.TooManyLinks", Assert.Single(Of(five, "https://a.de/6")).Why.Key);
        Assert.Empty(Of("https://a.de/1 " + string.Join(' ', Enumerable.Repeat("Schnee", 90)) + five, null));
    }

    [Theory]
    [InlineData(5, null, false)]
    [InlineData(6, null, true)]
    [InlineData(6, "Ohne", false)]
    [InlineData(31, null, false)]
    public void More_hashtags_than_Instagram_advises_are_hinted_at_until_they_are_too_many(int count, string? own, bool hinted)
    {
        var channel = Channel(InstagramNetwork.Network.Rules);
        var tags = string.Concat(Enumerable.Range(1, count).Select(number => $" #FestTag{number}"));
        var post = Post("T", "Text." + tags) with { Channels = [new ChannelChoice(channel.Id, true, own)] };
        Assert.Equal(hinted, Hints.Of(post, [channel]).Any(hint => hint.Why.Key == "Editorial.Hint.ManyHashtags" && hint.Channel == channel.Id));
    }

    [Fact]
    public void A_text_leads_to_the_subtitles_where_the_video_goes_out_without_them()
    {
        var bare = Moving with { Video = Moving.Video! with { TakesSubtitles = false } };
        Assert.EndsWith($"▶ {Page}", FitText.Common(Post("Schnee", "Es schneit."), Page, bare, hasVideo: true), StringComparison.Ordinal);
        Assert.Equal("Es schneit.", FitText.Common(Post("Schnee", "Es schneit."), Page, bare));
    }

    [Fact]
    public void A_headline_of_its_own_does_not_lead_the_text_has_a_limit_and_no_signs_that_are_not_taken()
    {
        var (channel, film) = (Channel(Moving), PictureId.New());
        Assert.Equal("Es schneit.", FitText.Common(Post("Schnee", "Es schneit."), Page, Moving, hasVideo: true));
        Assert.EndsWith($"▶ {Page}", FitText.Common(Post("Schnee", "Es schneit."), Page, Short, hasVideo: true), StringComparison.Ordinal);
        var post = Post("Überschrift", "1 < 2") with { Pictures = [new(film, "Film", false)], Channels = [new ChannelChoice(channel.Id, true, null)] };
        Assert.Equal([("Editorial.TitleTooLong", "title"), ("Editorial.SignsNotTaken", "text")], Fit.Check(post, [channel], Film(film)).Select(problem => (problem.Why.Key, problem.Why.Field!)));
        post = post with { Title = "a > b", Channels = [new ChannelChoice(channel.Id, true, "Eigenes")] };
        Assert.Equal([("Editorial.SignsNotTaken", "title")], Fit.Check(post, [channel], Film(film)).Select(problem => (problem.Why.Key, problem.Why.Field!)));
    }

    [Fact]
    public void Pictures_are_checked_for_number_and_description()
    {
        var channel = Channel(Short);
        var ids = Enumerable.Range(0, 4).Select(_ => PictureId.New()).ToList();
        var known = ids.Take(3).ToDictionary(id => id, id => new PictureView(id, UnitId.New(), "a.jpg", "image/jpeg", 10, 10, "", "", 0.5, 0.5, "hash"));
        var post = Post("T", "") with
        {
            Pictures = [new(ids[0], "", false), new(ids[1], "", true), new(ids[2], new string('x', 21), false), new(ids[3], "Weg", false)],
            Channels = [new ChannelChoice(channel.Id, true, null)],
        };
        var problems = Fit.Check(post, [channel], known);
        Assert.Equal(
            ["Editorial.AltTextMissing", "Editorial.PictureGone", "Editorial.TooManyPictures", "Editorial.AltTextTooLong"], problems.Select(problem => problem.Why.Key));
        Assert.Equal("pictures[0].alt", problems[0].Why.Field);
    }

    [Fact]
    public void A_sleeping_and_a_vanished_channel_are_named()
    {
        var asleep = Channel(Short, takes: false);
        var post = Post("T", "Text") with { Channels = [new ChannelChoice(asleep.Id, true, null), new ChannelChoice(ChannelId.New(), true, null)] };
        Assert.Equal(["Editorial.ChannelNotActive", "Editorial.ChannelGone"], Fit.Check(post, [asleep], new Dictionary<PictureId, PictureView>()).Select(problem => problem.Why.Key));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://musterstadt.example")]
    [InlineData("//musterstadt.example")]
    [InlineData("https://stadt:geheim@musterstadt.example")]
    [InlineData("https://intranet")]
    [InlineData("musterstadt.example")]
    public void Only_web_addresses_are_links(string link) => Assert.Null(Links.Read(link));

    [Fact]
    public void Addresses_of_pages_can_be_read()
    {
        var day = new DateTime(2026, 11, 23);
        Assert.Equal("2026/11/erster-schnee-ueber-der-orangerie-k3v9", Slugs.Of("Erster Schnee über der Orangerie!", "k3v9", day));
        Assert.Equal("2026/11/beitrag-k3v9", Slugs.Of("😀 日本", "k3v9", day));
        Assert.Equal("2026/11/cafe-strasse-k3v9", Slugs.Of("Café & Straße", "k3v9", day));
    }
}
