using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.TikTok;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Pictures, against the Lab's TikTok: one call posts them, and when its answer is lost nobody knows by which id to ask.</summary>
public sealed class TikTokPhotoTests(Peers peers) : WiredNetworkContract
{
    protected override Rules Rules => TikTokNetwork.Network.Rules;

    protected override bool LooksUp => false;

    protected override bool LooksUpChanges => true;

    protected override bool HasLanguage => false;

    protected override bool SaysHowLong => false;

    protected override async Task<Stage> Open() => await OpenTikTok();

    private async Task<TikTokStage> OpenTikTok(object? habits = null, bool audited = true) => await TikTokStage.Open(await peers.Lab(default), pictures: true, audited, habits);

    [Fact]
    public async Task Pictures_are_fetched_from_the_city_and_become_one_post()
    {
        await using var stage = await OpenTikTok(new { comments = false });
        var post = stage.Post("Drei Bilder", pictures: 3);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var entry = Assert.Single(await stage.Ledger());
        Assert.Equal(post.Pictures.Select(picture => picture.Name), entry.Pictures.Select(picture => picture.Sha256));
        Assert.Equal(($"https://www.tiktok.com/@{stage.Account.Account}/photo/{entry.Id}", "off", "no"), (done.Receipt.Link.AbsoluteUri, entry.More["comments"], entry.More["draft"]));
        Assert.Equal(3, stage.Host.Fetched.Count);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Whoever_may_not_post_in_public_brings_a_draft_with_its_text(bool setting, bool audited)
    {
        await using var stage = await OpenTikTok(new { audited }, setting);
        var (post, key) = (stage.Post("Mit Text"), stage.NewKey());
        var step = await stage.Publish(post, key);
        if (setting)
        {
            // Certainly not executed; the way is forgotten with the outcome, and it goes as a draft.
            var later = Assert.IsType<Step.Later>(step);
            Assert.Equal(("Networks.TikTok.AsDraft", "way"), (later.Why.Key, Assert.Single(later.Forget)));
            await stage.Errand(post, key).Keep("way", "", default);
            step = await stage.Publish(post, key);
        }
        Assert.Equal("Networks.TikTok.InInbox", Assert.IsType<Step.Waiting>(step).ForPerson?.Key);
        Assert.Equal(("media", "Mit Text"), (Assert.Single(await stage.Ledger()).Kind, (await stage.Ledger())[0].Text));
    }

    [Fact]
    public async Task Pictures_that_cannot_be_fetched_are_said_with_the_address()
    {
        await using var stage = await OpenTikTok();
        var post = stage.Post("Von drinnen");
        foreach (var (address, said) in new[] { ((Uri?)null, "–"), (new Uri("http://stadt.example/bilder/1.jpg"), "http://stadt.example"), (new Uri("https://intern/bilder/1.jpg"), "https://intern") })
        {
            var refused = Assert.IsType<Step.Refused>(await stage.Publish(post with { Pictures = [post.Pictures[0] with { Public = address }] }, stage.NewKey()));
            Assert.Equal(("Networks.Meta.NeedsPublicAddress", said), (refused.Why.Key, refused.Why.Args[1]));
        }
        Assert.Empty(stage.Calls);
        stage.Host.Failures.Enqueue(404);
        var gone = Assert.IsType<Step.Refused>(await stage.Publish(post, stage.NewKey()));
        Assert.Equal(("Networks.Meta.NotFetched", post.Pictures[0].Public!.GetLeftPart(UriPartial.Authority)), (gone.Why.Key, gone.Why.Args[1]));
        await stage.Behave(new { verified = false });
        Assert.Equal("Networks.TikTok.DomainUnverified", Assert.IsType<Step.Refused>(await stage.Publish(post, stage.NewKey())).Why.Key);
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task Once_the_id_is_known_an_open_outcome_is_looked_up_by_it()
    {
        await using var stage = await OpenTikTok(new { moderationMs = 60_000 });
        var (post, key) = (stage.Post("Mit Nummer"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var ticket = Assert.IsType<Step.Waiting>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default)).Ticket;
        Assert.IsType<Step.Waiting>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Asked(post, key, ticket), default)).Step);
        await stage.Behave(new { });
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Asked(post, key, ticket), default));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Asked(post, key, "p_pub_url~v2.unbekannt"), default));
    }

    [Fact]
    public async Task What_TikTok_took_once_is_not_brought_a_second_time_when_somebody_sends_it_again()
    {
        await using var stage = await OpenTikTok(audited: false);
        var (post, key) = (stage.Post("Entwurf"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var ticket = Assert.IsType<Step.Waiting>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default)).Ticket;
        var again = new Errand(ErrandKind.Publish, key, post, stage.Session, null, ticket, stage.Kept(key), (_, _, _) => Task.CompletedTask, stage.Calls.Add) { IntentAt = stage.House.Now };
        Assert.Null(await stage.Publisher.Prepare(again, default));
        var waiting = Assert.IsType<Step.Waiting>(await stage.Publisher.Send(again, default));
        Assert.Equal((ticket, "Networks.TikTok.InInbox"), (waiting.Ticket, waiting.ForPerson?.Key));
        Assert.Single(await stage.Ledger());
    }

    [Fact]
    public async Task What_became_of_the_first_try_says_nothing_about_one_that_somebody_sent_again()
    {
        await using var stage = await OpenTikTok();
        var (post, key) = (stage.Post("Zweiter Versuch"), stage.NewKey());
        stage.Host.Failures.Enqueue(404);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var ticket = Assert.IsType<Step.Waiting>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default)).Ticket;
        Assert.IsType<Step.Refused>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Asked(post, key, ticket), default)).Step);
        Assert.Null(await stage.Publisher.Prepare(stage.Asked(post, key, ticket), default));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "post", After: true, Count: 1));
        Assert.IsType<Step.Unknown>(await stage.Publisher.Send(stage.Asked(post, key, ticket), default));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Asked(post, key, ticket), default));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_post_without_video_and_pictures_is_none()
    {
        await using var stage = await OpenTikTok();
        Assert.Equal("Networks.NeedsPicture", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Nur Text") with { Pictures = [] }, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
    }
}
