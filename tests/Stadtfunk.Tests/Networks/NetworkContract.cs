using Stadtfunk.Networks.Ports;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>What every network has to do, seen from the network's own side.</summary>
public abstract class NetworkContract
{
    protected static readonly Uri Link = new("https://www.musterstadt.de/aktuelles/erster-schnee?von=üb#mehr");

    protected abstract Task<Stage> Open();

    protected abstract Rules Rules { get; }

    /// <summary>False where nobody but a person can say what is live: every lookup has to say that it cannot tell.</summary>
    protected virtual bool LooksUp => true;

    /// <summary>The same for changes and deletions; true where none are ever sent, so that certainly nothing has changed.</summary>
    protected virtual bool LooksUpChanges => LooksUp;

    /// <summary>
    /// False where a list that does not show a post proves nothing and no key of ours can be asked for: what is there is found, but nobody says that it
    /// is absent. Such a network refuses the same post a second time.
    /// </summary>
    protected virtual bool KnowsAbsence => true;

    protected virtual bool TakesAlt => Rules.Picture.TakesAlt;

    /// <summary>False where the alt text of what is live stays as it is.</summary>
    protected virtual bool EditsAlt => TakesAlt;

    /// <summary>True where an edit with another alt text is refused, rather than bringing the text alone.</summary>
    protected virtual bool RefusesOtherAlt => false;

    /// <summary>False where a post is a video, and nothing else goes with it.</summary>
    protected virtual bool TakesPictures => true;

    /// <summary>Signs that mean something elsewhere and have to arrive as they are.</summary>
    protected virtual string Signs => "<b>&amp;";

    /// <summary>False where the network knows nothing of a post's language.</summary>
    protected virtual bool HasLanguage => true;

    /// <summary>What of a post's id stands in its link; "" where a link has a word of its own.</summary>
    protected virtual string InLink(string id) => id[(id.LastIndexOf('/') + 1)..];

    [Fact]
    public async Task A_text_arrives_as_it_was_written_and_the_receipt_leads_to_it()
    {
        await using var stage = await Open();
        var text = "Erster Schnee über Musterstadt ❄️ – bitte fahren Sie vorsichtig.\n\nDer Räumdienst ist seit 4 Uhr unterwegs. #Winterdienst " + Signs;
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post(text), stage.NewKey()));
        var seen = Assert.Single(await stage.Seen());
        Assert.Equal(text, seen.Text);
        Assert.Equal(HasLanguage ? "de" : "", seen.Language);
        Assert.Equal(seen.Id, done.Receipt.RemoteId);
        Assert.Contains(InLink(seen.Id), done.Receipt.Link.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_arrives_as_a_card_or_in_the_text()
    {
        await using var stage = await Open();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Schauen Sie hier.", Link), stage.NewKey()));
        var seen = Assert.Single(await stage.Seen());
        Assert.Equal(Rules.LinkInText ? null : Link.AbsoluteUri, seen.Card);
        Assert.Equal(Rules.LinkInText ? $"Schauen Sie hier.\n\n{Link.AbsoluteUri}" : "Schauen Sie hier.", seen.Text);
    }

    [Fact]
    public async Task With_pictures_the_link_stands_in_the_text()
    {
        await using var stage = await Open();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Schauen Sie hier.", Link, pictures: 1), stage.NewKey()));
        var seen = Assert.Single(await stage.Seen());
        Assert.Equal($"Schauen Sie hier.\n\n{Link.AbsoluteUri}", seen.Text);
        Assert.Null(seen.Card);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Pictures_arrive_in_order_with_their_alt_texts(int count)
    {
        await using var stage = await Open();
        var post = stage.Post("Bilder", pictures: count);
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var alts = post.Pictures.Select(x => TakesAlt ? x.Alt : "");
        Assert.Equal(alts, Assert.Single(await stage.Seen()).Alts);
    }

    [Fact]
    public async Task More_pictures_than_the_network_takes_are_refused_and_nothing_is_live()
    {
        await using var stage = await Open();
        var (post, key, intent) = (stage.Post("Bilder", pictures: Rules.MaxPictures + 1), stage.NewKey(), stage.House.Now);
        if (!TakesPictures)
            post = post with { Pictures = [Stage.Picture(1, "Zu viel")] };
        var step = await stage.Publish(post, key);
        // A network may have to look first whether its no is about an earlier post of ours.
        if (step is Step.Duplicate unclear)
            step = Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: unclear.Why), default)).Step;
        Assert.IsType<Step.Refused>(step);
        Assert.Empty(await stage.Seen());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("❄️")]
    [InlineData("e\u0301")]
    public async Task The_limit_is_the_networks_own(string sign)
    {
        await using var stage = await Open();
        var full = string.Concat(Enumerable.Repeat(sign, Rules.MaxText / Count.Of(sign, Rules)));
        full += new string('a', Rules.MaxText - Count.Of(full, Rules));
        Assert.Equal(Rules.MaxText, Count.Of(full, Rules));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(full), stage.NewKey()));
        Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(full + sign), stage.NewKey()));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task The_same_key_again_is_still_one_post()
    {
        await using var stage = await Open();
        var (post, key) = (stage.Post("Einmal", Link, pictures: 2), stage.NewKey());
        var first = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        if (!LooksUp)
        {
            // The network would take it a second time: it must never be said that it may be sent again.
            Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default));
            return;
        }
        if (!KnowsAbsence)
        {
            var no = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default));
            await Finds(first.Receipt, stage, stage.Errand(post, key, intentAt: stage.House.Now, refusal: no.Why));
            Assert.Single(await stage.Seen());
            return;
        }
        var second = await stage.Send(stage.Errand(post, key, intentAt: stage.House.Now));
        // Where nothing is published twice, the second may be refused; then the first is found.
        if (second is Step.Duplicate once)
            await Finds(first.Receipt, stage, stage.Errand(post, key, intentAt: stage.House.Now, refusal: once.Why));
        else
            Assert.Equal(first.Receipt, Assert.IsType<Step.Done>(second).Receipt);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task What_is_live_is_found_read_back_and_recognised_by_its_link()
    {
        await using var stage = await Open();
        var (post, key) = (stage.Post("Da bin ich.", Link), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        await Finds(done.Receipt, stage, stage.Errand(post, key, intentAt: stage.House.Now));
        var back = await stage.Publisher.ReadBack(stage.Errand(post, key, receipt: done.Receipt), default);
        Assert.True(LooksUp ? back is Finding.Found : back is Finding.CannotTell);
        Assert.Equal(done.Receipt, await stage.Publisher.ReceiptFor(done.Receipt.Link, stage.Session, default));
        Assert.Null(await stage.Publisher.ReceiptFor(new Uri(done.Receipt.Link.AbsoluteUri[..^2] + "zz"), stage.Session, default));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_deleting_it_twice_does_no_harm()
    {
        await using var stage = await Open();
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Weg damit"), stage.NewKey()));
        var errand = stage.Errand(stage.Post("Weg damit"), stage.NewKey(), ErrandKind.Delete, done.Receipt);
        await Finds(null, stage, errand);
        Assert.Null(await stage.Publisher.Prepare(errand, default));
        if (!stage.Publisher.Network.Can.Delete)
        {
            Assert.IsType<Step.Refused>(await stage.Publisher.Send(errand, default));
            Assert.Single(await stage.Seen());
            return;
        }
        Assert.IsType<Step.Done>(await stage.Publisher.Send(errand, default));
        Assert.Empty(await stage.Seen());
        await Finds(done.Receipt, stage, errand);
        var back = await stage.Publisher.ReadBack(errand, default);
        Assert.True(LooksUp ? back is Finding.Absent : back is Finding.CannotTell);
        // Where "not there" may also mean "not for you", it is looked at before anybody believes it.
        if (await stage.Publisher.Send(errand, default) is var again && again is Step.Duplicate unclear)
            await Finds(done.Receipt, stage, stage.Errand(errand.Post, errand.Key, ErrandKind.Delete, done.Receipt, refusal: unclear.Why));
        else
            Assert.IsType<Step.Done>(again);
    }

    [Fact]
    public async Task An_edit_changes_text_and_alt_texts_in_place_or_is_refused()
    {
        await using var stage = await Open();
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Mit Feler", pictures: 1), stage.NewKey()));
        var better = stage.Post("Ohne Fehler");
        if (TakesPictures)
            better = better with { Pictures = [stage.PictureOf(1, "Bessere Beschreibung")] };
        var errand = stage.Errand(better, stage.NewKey(), ErrandKind.Edit, done.Receipt);
        if (RefusesOtherAlt)
        {
            Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(errand, default));
            errand = stage.Errand(stage.Post("Ohne Fehler", pictures: 1), stage.NewKey(), ErrandKind.Edit, done.Receipt);
        }
        await Finds(null, stage, errand);
        Assert.Null(await stage.Publisher.Prepare(errand, default));
        var step = await stage.Publisher.Send(errand, default);
        if (!stage.Publisher.Network.Can.Edit)
        {
            Assert.IsType<Step.Refused>(step);
            return;
        }
        Assert.Equal(done.Receipt, Assert.IsType<Step.Done>(step).Receipt);
        var seen = Assert.Single(await stage.Seen());
        Assert.Equal(("Ohne Fehler", EditsAlt ? "Bessere Beschreibung" : TakesAlt ? stage.Post("", pictures: 1).Pictures[0].Alt : ""), (seen.Text, TakesPictures ? Assert.Single(seen.Alts) : ""));
        await Finds(done.Receipt, stage, errand);
    }

    [Fact]
    public async Task The_channel_says_that_it_is_alive_and_what_its_rules_are()
    {
        await using var stage = await Open();
        var good = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default));
        Assert.Equal(stage.Session.AccountId, good.Session.AccountId);
        Assert.NotEmpty(good.Session.Handle);
        Assert.Equal(Rules.MaxText, (good.Rules ?? stage.Publisher.Network.Rules).With(stage.Post("").Video is not null).MaxText);
    }

    // What a lookup says: our receipt, certainly nothing (null), or, where nobody can look, that it cannot tell.
    private async Task Finds(Receipt? receipt, Stage stage, Errand errand)
    {
        var finding = await stage.Publisher.LookUp(errand, default);
        if (!(errand.Kind == ErrandKind.Publish ? LooksUp : LooksUpChanges))
            Assert.IsType<Finding.CannotTell>(finding);
        else if (receipt is null)
            Assert.IsType<Finding.Absent>(finding);
        else
            Assert.Equal(receipt, Assert.IsType<Finding.Found>(finding).Receipt);
    }
}
