using Stadtfunk.Networks.LinkedIn;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against the Lab's LinkedIn, which cuts a text off at a sign that stands free, and says nothing.</summary>
public sealed class LinkedInTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => LinkedInNetwork.Network.Rules;

    protected override bool KnowsAbsence => false;

    protected override bool EditsAlt => false;

    protected override bool HasLanguage => false;

    protected override bool SaysHowLong => false;

    protected override async Task<Stage> Open() => await LinkedInStage.Open(await peers.Lab(default));

    private async Task<LinkedInStage> OpenLinkedIn(object? habits = null) => await LinkedInStage.Open(await peers.Lab(default), habits);

    [Theory]
    [InlineData("Rathaus (Saal 2) [Erdgeschoss] {neu} | a < b > c \\ *fett* _kursiv_ ~weg~ presse@musterstadt.de # 1 #1 a#b")]
    [InlineData("https://www.musterstadt.de/a_(b)?x=~y#z und danach geht es weiter")]
    [InlineData("#Winterdienst, #Räum_dienst und (#Schnee) \\#keiner @[Name](urn:li:organization:1) Ende")]
    [InlineData("((((((((((")]
    public async Task Nothing_cuts_the_text_off(string text)
    {
        await using var stage = await OpenLinkedIn();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(text), stage.NewKey()));
        Assert.Equal(text, Assert.Single(await stage.Seen()).Text);
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(stage.Post(text), stage.NewKey(), intentAt: stage.House.Now), default));
    }

    [Fact]
    public async Task A_hashtag_stays_one_and_an_edit_is_escaped_too()
    {
        await using var stage = await OpenLinkedIn();
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Heute #Winterdienst (Nord)"), stage.NewKey()));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal(@"Heute #Winterdienst \(Nord\)", entry.More["written"]);
        var errand = stage.Errand(stage.Post("Morgen [Süd]"), stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.IsType<Step.Done>(await stage.Publisher.Send(errand, default));
        Assert.Equal("Morgen [Süd]", Assert.Single(await stage.Seen()).Text);
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(errand, default));
    }

    [Fact]
    public async Task Signs_that_are_escaped_count_once()
    {
        await using var stage = await OpenLinkedIn();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(new string('(', 3000)), stage.NewKey()));
        Assert.Equal("Networks.TextTooLong", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(new string('(', 3001)), stage.NewKey())).Why.Key);
    }

    [Fact]
    public async Task A_card_carries_title_description_and_picture()
    {
        await using var stage = await OpenLinkedIn();
        var card = new LinkCard(Link, "Erster Schnee", "Was jetzt zu tun ist", Stage.Picture(7, ""));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Lesen Sie mehr.", Link) with { Card = card }, stage.NewKey()));
        var more = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).More;
        Assert.Equal((Link.AbsoluteUri, "Erster Schnee", "Was jetzt zu tun ist"), (more["source"], more["title"], more["description"]));
        Assert.StartsWith("urn:li:image:", more["thumbnail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_is_cut_where_LinkedIn_would_refuse_it()
    {
        await using var stage = await OpenLinkedIn();
        var card = new LinkCard(Link, "x" + string.Concat(Enumerable.Repeat("❄😀", 150)), "", null);
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Lesen Sie mehr.", Link) with { Card = card }, stage.NewKey()));
        Assert.Equal($"x{string.Concat(Enumerable.Repeat("❄😀", 132))}❄…", Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).More["title"]);
    }

    [Fact]
    public async Task A_card_whose_picture_is_refused_goes_without_it()
    {
        await using var stage = await OpenLinkedIn();
        var broken = new OutgoingPicture("kaputt", "image/png", 1, 1, 4, "", null, _ => Task.FromResult<Stream>(new MemoryStream("kein Bild"u8.ToArray())));
        var post = stage.Post("Trotzdem.", Link) with { Card = new LinkCard(Link, "Titel", "", broken) };
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        Assert.DoesNotContain("thumbnail", Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).More.Keys);
    }

    [Fact]
    public async Task A_picture_that_is_none_is_refused()
    {
        await using var stage = await OpenLinkedIn();
        var broken = new OutgoingPicture("kaputt", "image/png", 1, 1, 4, "Alt", null, _ => Task.FromResult<Stream>(new MemoryStream("kein Bild"u8.ToArray())));
        Assert.Equal("Networks.PictureRefused", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Bild") with { Pictures = [broken] }, stage.NewKey())).Why.Key);
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task Pictures_that_are_still_worked_on_are_waited_for_and_uploaded_once()
    {
        await using var stage = await OpenLinkedIn(new { processingMs = 1500 });
        var (post, key) = (stage.Post("Geduld", pictures: 3), stage.NewKey());
        Assert.IsType<Step.Waiting>(await stage.Publish(post, key));
        Assert.Empty(await stage.Seen());
        await Task.Delay(1700, TestContext.Current.CancellationToken);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(post.Pictures.Select(picture => picture.Alt), Assert.Single(await stage.Seen()).Alts);
        Assert.Equal(3, (await stage.Lab.Ledger.All(default, "linkedin", stage.Account.Account, "media")).Count);
    }

    [Fact]
    public async Task Bytes_that_did_not_arrive_are_sent_again()
    {
        await using var stage = await OpenLinkedIn();
        var (post, key) = (stage.Post("Abgerissen", pictures: 2), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.HalfUpload, "upload", Count: 1));
        Assert.IsType<Step.Later>(await stage.Publish(post, key));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(2, Assert.Single(await stage.Seen()).Alts.Count);
    }

    [Fact]
    public async Task Twenty_pictures_go_as_one_post()
    {
        await using var stage = await OpenLinkedIn();
        var post = stage.Post("Zwanzig vom Stadtfest", pictures: 20);
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        Assert.Equal(post.Pictures.Select(picture => picture.Alt), Assert.Single(await stage.Seen()).Alts);
    }

    [Fact]
    public async Task A_duplicate_of_an_older_or_deleted_post_is_refused_and_names_it()
    {
        await using var stage = await OpenLinkedIn();
        var post = stage.Post("Heute ist Wochenmarkt.");
        var first = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        stage.House.Clock.Advance(TimeSpan.FromDays(7));
        var intent = stage.House.Now.AddDays(7);
        foreach (var deleted in new[] { false, true })
        {
            if (deleted)
                Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, first.Receipt), default));
            var no = Assert.IsType<Step.Duplicate>(await stage.Publish(post, stage.NewKey()));
            Assert.Equal(first.Receipt.RemoteId, no.Why.Args[0]);
            var clear = Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, stage.NewKey(), intentAt: intent, refusal: no.Why), default));
            Assert.Equal("Networks.LinkedIn.Duplicate", Assert.IsType<Step.Refused>(clear.Step).Why.Key);
        }
        Assert.Equal("Networks.NotSeen", Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, stage.NewKey(), intentAt: intent), default)).Why.Key);
    }

    [Fact]
    public async Task Pictures_and_link_of_a_live_post_stay_as_they_are()
    {
        await using var stage = await OpenLinkedIn();
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Mit Link", Link), stage.NewKey()));
        foreach (var other in new[] { stage.Post("Ohne Link"), stage.Post("Bilder", pictures: 1), stage.Post("Anderer", new Uri("https://www.musterstadt.de/b")) })
        {
            var step = await stage.Publisher.Prepare(stage.Errand(other, stage.NewKey(), ErrandKind.Edit, done.Receipt), default);
            Assert.Equal("Networks.LinkedIn.ContentStays", Assert.IsType<Step.Refused>(step).Why.Key);
        }
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(stage.Post("Nur der Text", Link), stage.NewKey(), ErrandKind.Edit, done.Receipt), default));
    }

    [Fact]
    public async Task An_edit_of_a_post_that_is_gone_is_refused()
    {
        await using var stage = await OpenLinkedIn();
        var gone = new Receipt("urn:li:share:1", new Uri("https://www.linkedin.com/feed/update/urn:li:share:1"));
        var step = await stage.Publisher.Send(stage.Errand(stage.Post("Zu spät"), stage.NewKey(), ErrandKind.Edit, gone), default);
        Assert.Equal("Networks.PostGone", Assert.IsType<Step.Refused>(step).Why.Key);
    }

    [Fact]
    public async Task A_version_that_LinkedIn_no_longer_speaks_waits_for_the_administrator()
    {
        await using var stage = await OpenLinkedIn();
        await using var old = await House.Open(settings: LinkedInStage.SettingsOf(stage.Lab, "202401"));
        var embassies = old.Get<Embassies>();
        var later = Assert.IsType<Step.Later>(await embassies.Publisher("linkedin")!.Send(stage.Errand(stage.Post("Veraltet"), stage.NewKey()), default));
        Assert.Equal(("Networks.LinkedIn.VersionOver", "202401"), (later.Why.Key, later.Why.Args[0]));
        Assert.Equal(later.Why.Key, Assert.IsType<SignInResult.Away>(await embassies.SignIn("linkedin")!.Check(stage.Session, default)).Why.Key);
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_right_that_was_taken_away_is_a_refusal_with_what_to_do()
    {
        await using var stage = await OpenLinkedIn();
        await LinkedInStage.Habits(stage.Lab, stage.Account, new { pages = Array.Empty<object>() });
        Assert.Equal("Networks.NotAllowed", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Darf ich?"), stage.NewKey())).Why.Key);
        Assert.Equal("Networks.LinkedIn.PageLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Check(stage.Session, default)).Why.Key);
    }

    [Theory]
    [InlineData(409, """{"status":409,"message":"Conflict"}""", "Networks.TooFast")]
    [InlineData(400, """{"status":400,"code":"MEDIA_ASSET_WAITING_UPLOAD","message":"Media asset is waiting for upload"}""", "Networks.PictureProcessing")]
    public async Task What_was_not_executed_is_tried_again_later(int status, string body, string why)
    {
        await using var stage = await OpenLinkedIn();
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, "post") { Status = status, Body = body });
        var later = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Noch nicht"), stage.NewKey()));
        Assert.Equal((why, (TimeSpan?)null), (later.Why.Key, later.After));
    }

    [Fact]
    public async Task Only_a_link_to_a_post_of_this_page_is_a_receipt()
    {
        await using var stage = await OpenLinkedIn();
        await using var other = await LinkedInStage.Open(stage.Lab);
        var theirs = Assert.IsType<Step.Done>(await other.Publish(other.Post("Meins"), other.NewKey()));
        Assert.Null(await stage.Publisher.ReceiptFor(theirs.Receipt.Link, stage.Session, default));
        var ours = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Unseres"), stage.NewKey()));
        var number = ours.Receipt.RemoteId.Split(':')[^1];
        foreach (var (link, good) in new[]
        {
            ($"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{number}/", true), ($"https://www.linkedin.com/posts/stadt_unseres-share-{number}-AbCd?utm_source=share", true),
            ($"https://www.linkedin.com/feed/update/urn:li:activity:{number}", false), ("https://www.linkedin.com/company/stadt", false),
        })
            Assert.Equal(good ? ours.Receipt : null, await stage.Publisher.ReceiptFor(new Uri(link), stage.Session, default));
    }
}
