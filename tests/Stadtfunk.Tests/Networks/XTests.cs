using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.X;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against the Lab's X.</summary>
public sealed class XTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => XNetwork.Network.Rules;

    protected override bool KnowsAbsence => false;

    protected override bool HasLanguage => false;

    protected override async Task<Stage> Open() => await XStage.Open(await peers.Lab(default));

    private async Task<XStage> OpenX() => await XStage.Open(await peers.Lab(default));

    [Theory]
    [InlineData("Mehr auf https://www.musterstadt.de/ein/sehr/langer/weg/zu/einer/seite und https://www.musterstadt.de/b?a=1&b=ü. ")]
    [InlineData("👩‍👩‍👧‍👦 🇩🇪 ❄️ 1️⃣ 漢字 „Anführung“ – … €")]
    public async Task Addresses_and_signs_count_as_X_counts_them(string text)
    {
        await using var stage = await OpenX();
        text += new string('a', Rules.MaxText - Count.Of(text, Rules));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(text), stage.NewKey()));
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(text + "a"), stage.NewKey()));
        Assert.Equal(("Networks.TextTooLong", "281"), (refused.Why.Key, refused.Why.Args[1]));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(stage.Post(text), stage.NewKey(), intentAt: stage.House.Now), default));
    }

    [Fact]
    public async Task The_same_words_from_last_week_are_not_taken_for_ours_and_a_duplicate_of_them_is_refused()
    {
        await using var stage = await OpenX();
        var post = stage.Post("Heute ist Wochenmarkt. <b>&", pictures: 2);
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        stage.House.Clock.Advance(TimeSpan.FromDays(7));
        // The server's clock stands elsewhere than ours; only the distance counts.
        var intent = stage.House.Now.AddDays(7);
        Assert.Equal("Networks.NotSeen", Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, stage.NewKey(), intentAt: intent), default)).Why.Key);
        var no = Assert.IsType<Step.Duplicate>(await stage.Publish(post, stage.NewKey()));
        // A timeline may be late: before half a minute has passed, ours may be among what it does not show yet.
        var errand = stage.Duplicate(post, intent, no.Why, stage.House.Now);
        foreach (var seconds in new[] { 0, 29 })
        {
            stage.House.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(errand, default));
        }
        stage.House.Clock.Advance(TimeSpan.FromSeconds(1));
        var clear = Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(errand, default));
        Assert.Equal("Networks.X.Duplicate", Assert.IsType<Step.Refused>(clear.Step).Why.Key);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_picture_that_X_no_longer_has_is_uploaded_again()
    {
        await using var stage = await OpenX();
        var (post, key) = (stage.Post("Lange gewartet", pictures: 2), stage.NewKey());
        var errand = stage.Errand(post, key);
        Assert.Null(await stage.Publisher.Prepare(errand, default));
        var lost = $"media:{post.Pictures[0].Name}";
        await errand.Keep(lost, errand.Parts[lost].Split(' ')[0] + " 4711", default);
        var later = Assert.IsType<Step.Later>(await stage.Publish(post, key));
        Assert.Equal(post.Pictures.Select(picture => $"media:{picture.Name}"), later.Forget);
        foreach (var part in later.Forget)
            await errand.Keep(part, "", default);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(post.Pictures.Select(picture => picture.Alt), Assert.Single(await stage.Seen()).Alts);
    }

    [Fact]
    public async Task A_picture_is_uploaded_once_until_X_would_throw_it_away()
    {
        await using var stage = await OpenX();
        var (post, key) = (stage.Post("Morgen früh", pictures: 1), stage.NewKey());
        foreach (var (hours, uploads) in new[] { (0, 1), (23, 1), (1, 2) })
        {
            stage.House.Clock.Advance(TimeSpan.FromHours(hours));
            Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
            Assert.Equal(uploads, (await stage.Lab.Ledger.All(default, "x", stage.Account.Account, "media")).Select(entry => entry.Id).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_decorative_picture_goes_without_a_description()
    {
        await using var stage = await OpenX();
        var post = stage.Post("Schmuck") with { Pictures = [Stage.Picture(1, "")] };
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        Assert.Equal([""], Assert.Single(await stage.Seen()).Alts);
        Assert.DoesNotContain(stage.Calls, call => call.Name.Contains("metadata", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pictures_alone_are_a_post_and_nothing_at_all_is_none()
    {
        await using var stage = await OpenX();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("", pictures: 1), stage.NewKey()));
        Assert.Equal("Networks.Empty", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(""), stage.NewKey())).Why.Key);
    }

    [Theory]
    [InlineData(402)]
    [InlineData(429)]
    public async Task Used_up_credit_waits_for_a_person_and_says_so(int status)
    {
        await using var stage = await OpenX();
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, "post")
        {
            Status = status, Body = """{"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap","type":"https://api.twitter.com/2/problems/usage-capped"}""",
        });
        var later = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Bezahlt?"), stage.NewKey()));
        Assert.Equal(("Networks.X.NoCredit", TimeSpan.FromMinutes(15)), (later.Why.Key, later.After));
    }

    [Fact]
    public async Task A_suspended_account_stops_the_channel_with_Xs_words()
    {
        await using var stage = await OpenX();
        await stage.Lab.Faults.Spoil(stage.Account, default, [.. new[] { "post", "media", "verify" }.Select(endpoint => new LabFault(LabFaultKind.Error, endpoint)
        {
            Status = 403, Body = """{"title":"Forbidden","detail":"Your account is suspended and is not permitted to access this feature.","type":"about:blank","status":403}""",
        })]);
        foreach (var pictures in new[] { 0, 1 })
        {
            var stopped = Assert.IsType<Step.Stopped>(await stage.Publish(stage.Post("Gesperrt", pictures: pictures), stage.NewKey()));
            Assert.Equal("Networks.X.Stopped", stopped.Why.Key);
            Assert.Contains("suspended", stopped.Why.Args[0], StringComparison.Ordinal);
        }
        Assert.Equal("Networks.X.Stopped", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Check(stage.Session, default)).Why.Key);
    }

    [Fact]
    public async Task More_posts_than_X_takes_in_a_quarter_of_an_hour_wait_for_its_end()
    {
        await using var stage = await OpenX();
        for (var i = 0; i < XNetwork.Network.Budget!.Calls; i++)
            Assert.IsType<Step.Done>(await stage.Publish(stage.Post($"Nummer {i}"), stage.NewKey()));
        var later = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zu viel"), stage.NewKey()));
        Assert.InRange(later.After!.Value.TotalMinutes, 10, 15.1);
    }

    [Fact]
    public async Task Only_a_link_to_a_post_of_this_account_is_a_receipt()
    {
        await using var stage = await OpenX();
        await using var other = await XStage.Open(stage.Lab);
        var theirs = Assert.IsType<Step.Done>(await other.Publish(other.Post("Meins"), other.NewKey()));
        Assert.Null(await stage.Publisher.ReceiptFor(theirs.Receipt.Link, stage.Session, default));
        foreach (var link in new[] { "https://x.com/stadt", "https://x.com/stadt/status/abc", "https://x.com/stadt/status/" })
            Assert.Null(await stage.Publisher.ReceiptFor(new Uri(link), stage.Session, default));
        var ours = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Unseres"), stage.NewKey()));
        foreach (var (rest, good) in new[] { ("?s=20", true), ("/photo/1", true), ("/photo/2?s=20", true), ("/likes", false) })
        {
            var pasted = new Uri($"https://twitter.com/alter_name/status/{ours.Receipt.RemoteId}{rest}");
            Assert.Equal(good ? ours.Receipt : null, await stage.Publisher.ReceiptFor(pasted, stage.Session, default));
        }
    }

    [Fact]
    public async Task A_post_that_cannot_be_read_at_once_is_not_said_to_be_gone()
    {
        await using var stage = await OpenX();
        var gone = new Receipt("1990000000000000000", new Uri("https://x.com/stadt/status/1990000000000000000"));
        var errand = stage.Errand(stage.Post("Eben erst"), stage.NewKey(), receipt: gone, intentAt: stage.House.Now);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.ReadBack(errand, default));
        stage.House.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<Finding.Absent>(await stage.Publisher.ReadBack(errand, default));
    }
}
