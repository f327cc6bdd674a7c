using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.X;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Some accounts may edit on X: for half an hour, five times, and each version has an id of its own.</summary>
public sealed class XEditTests(Peers peers)
{
    private async Task<XStage> Open(LabProcess? lab = null) => await XStage.Open(lab ?? await peers.Lab(default), mayEdit: true);

    // A row of its own: what the one that published had prepared is not its.
    private static Errand Edit(XStage stage, Outgoing post, Receipt before, DateTime? intentAt = null, DateTime? since = null, Sentence? refusal = null, DateTime? unknownAt = null) =>
        new(ErrandKind.Edit, stage.NewKey(), post, stage.Session, before, null, new Dictionary<string, string>(), (_, _, _) => Task.CompletedTask, stage.Calls.Add)
        {
            IntentAt = intentAt, LiveSince = since ?? stage.House.Now, Refusal = refusal, UnknownAt = unknownAt,
        };

    private static async Task<Receipt> Published(XStage stage, string text = "Mit Feler") => Assert.IsType<Step.Done>(await stage.Publish(stage.Post(text), stage.NewKey())).Receipt;

    private static async Task<Step> Send(XStage stage, Errand errand) => await stage.Publisher.Prepare(errand, default) ?? await stage.Publisher.Send(errand, default);

    [Fact]
    public async Task A_change_stands_in_the_place_of_what_it_changes_with_an_id_and_a_link_of_its_own()
    {
        await using var stage = await Open();
        var before = await Published(stage);
        var better = stage.Post("Ohne Fehler");
        var errand = Edit(stage, better, before, intentAt: stage.House.Now);
        // Nothing was sent: what stands there proves nothing.
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(errand, default));
        var after = Assert.IsType<Step.Done>(await Send(stage, errand)).Receipt;
        Assert.NotEqual(before.RemoteId, after.RemoteId);
        Assert.EndsWith($"/status/{after.RemoteId}", after.Link.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal([(after.RemoteId, "Ohne Fehler")], (await stage.Seen()).Select(post => (post.Id, post.Text)));
        Assert.Equal(after, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(errand, default)).Receipt);
        Assert.IsType<Finding.Found>(await stage.Publisher.ReadBack(Edit(stage, better, after), default));
        // It is the newest that is changed next, and taken away.
        Assert.Equal("Networks.X.EditRefused", Assert.IsType<Step.Refused>(await Send(stage, Edit(stage, stage.Post("Von gestern"), before))).Why.Key);
        var last = Assert.IsType<Step.Done>(await Send(stage, Edit(stage, stage.Post("Noch besser"), after))).Receipt;
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(better, stage.NewKey(), ErrandKind.Delete, last), default));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task What_was_sent_is_looked_up_though_nobody_says_any_more_that_the_account_may_edit()
    {
        await using var stage = await Open();
        var before = await Published(stage);
        var errand = Edit(stage, stage.Post("Ohne Fehler"), before, intentAt: stage.House.Now);
        var after = Assert.IsType<Step.Done>(await Send(stage, errand)).Receipt;
        stage.Session = stage.Session with { Secrets = stage.Session.Secrets.Where(one => one.Key != "mayEdit").ToDictionary() };
        Finding Found(DateTime? sentAt) => stage.Publisher.LookUp(
            new(ErrandKind.Edit, errand.Key, errand.Post, stage.Session, before, null, new Dictionary<string, string>(), (_, _, _) => Task.CompletedTask, stage.Calls.Add) { IntentAt = sentAt, SentAt = sentAt }, default).GetAwaiter().GetResult();
        Assert.Equal(after, Assert.IsType<Finding.Found>(Found(errand.IntentAt)).Receipt);
        Assert.IsType<Finding.Absent>(Found(null));
    }

    [Fact]
    public async Task Pictures_go_with_it_again_with_what_is_said_of_them_now()
    {
        await using var stage = await XStage.Open(await peers.Lab(default), mayEdit: true);
        var before = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Bild", pictures: 2), stage.NewKey())).Receipt;
        var better = stage.Post("Bild", pictures: 1) with { Pictures = [Stage.Picture(1, "Bessere Beschreibung")] };
        Assert.IsType<Step.Done>(await Send(stage, Edit(stage, better, before)));
        Assert.Equal(["Bessere Beschreibung"], Assert.Single(await stage.Seen()).Alts);
    }

    [Theory]
    [InlineData(LabFaultKind.Reset, true)]
    [InlineData(LabFaultKind.Reset, false)]
    [InlineData(LabFaultKind.Error, true)]
    [InlineData(LabFaultKind.Error, false)]
    public async Task One_whose_answer_was_lost_is_looked_up_by_what_it_changed_and_never_sent_again(LabFaultKind kind, bool after)
    {
        await using var stage = await Open();
        var before = await Published(stage);
        // The same words stood there before, in another post.
        await Published(stage, "Ohne Fehler.");
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(kind, "post", After: after, Count: 1));
        var errand = Edit(stage, stage.Post("Ohne Fehler"), before, intentAt: stage.House.Now);
        Assert.IsType<Step.Unknown>(await Send(stage, errand));
        var finding = await stage.Publisher.LookUp(errand, default);
        if (after)
            Assert.Equal((await stage.Seen()).Single(post => post.Text == "Ohne Fehler").Id, Assert.IsType<Finding.Found>(finding).Receipt.RemoteId);
        else
            Assert.Equal("Networks.NotSeen", Assert.IsType<Finding.CannotTell>(finding).Why.Key);
        Assert.Equal(after ? 1 : 0, (await stage.Lab.Ledger.Of(stage.Account, default)).Count(entry => entry.Kind == "edit"));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, "timeline"));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(errand, default));
    }

    [Fact]
    public async Task A_duplicate_that_is_none_of_ours_is_a_no_as_soon_as_ours_would_be_seen()
    {
        await using var stage = await Open();
        var before = await Published(stage);
        await Published(stage, "Gibt es schon");
        var post = stage.Post("Gibt es schon");
        var no = Assert.IsType<Step.Duplicate>(await Send(stage, Edit(stage, post, before)));
        var errand = Edit(stage, post, before, intentAt: stage.House.Now, refusal: no.Why, unknownAt: stage.House.Now);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(errand, default));
        stage.House.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.IsType<Step.Refused>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(errand, default)).Step);
        Assert.Equal(2, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task After_half_an_hour_nothing_is_sent_any_more_and_X_says_so_too()
    {
        // A Lab of its own, because its clock is moved.
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await Open(lab);
        var (before, since) = (await Published(stage), stage.House.Now);
        await lab.MoveClock(TimeSpan.FromMinutes(31), default);
        // By our clock it is still time.
        var refused = Assert.IsType<Step.Refused>(await Send(stage, Edit(stage, stage.Post("Zu spät"), before, since: since)));
        Assert.Equal("Networks.X.EditRefused", refused.Why.Key);
        Assert.Contains("time to edit", refused.Why.Args[0], StringComparison.Ordinal);
        stage.House.Clock.Advance(TimeSpan.FromMinutes(30));
        stage.Calls.Clear();
        Assert.Equal(("Networks.X.EditTooLate", "30"), Assert.IsType<Step.Refused>(await Send(stage, Edit(stage, stage.Post("Zu spät"), before, since: since))) is var late ? (late.Why.Key, late.Why.Args[0]) : default);
        Assert.Empty(stage.Calls);
        Assert.Equal("Mit Feler", Assert.Single(await stage.Seen()).Text);
    }

    [Fact]
    public async Task Five_times_and_no_more_and_only_what_is_ours()
    {
        await using var stage = await Open();
        var standing = await Published(stage);
        for (var i = 1; i <= XNetwork.Edits.Most; i++)
            standing = Assert.IsType<Step.Done>(await Send(stage, Edit(stage, stage.Post($"Fassung {i}"), standing))).Receipt;
        Assert.Contains("no edits remaining", Assert.IsType<Step.Refused>(await Send(stage, Edit(stage, stage.Post("Fassung 6"), standing))).Why.Args[0], StringComparison.Ordinal);
        Assert.Equal("Fassung 5", Assert.Single(await stage.Seen()).Text);
        await using var other = await Open();
        Assert.Contains("not authorized", Assert.IsType<Step.Refused>(await Send(other, Edit(other, other.Post("Fremd"), standing))).Why.Args[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_says_that_the_account_may_and_is_wrong_hears_it_in_one_sentence()
    {
        await using var stage = await Open();
        var before = await Published(stage);
        await XStage.Behave(stage.Lab, stage.Account, new { mayEdit = false });
        Assert.Equal("Networks.X.EditRefused", Assert.IsType<Step.Refused>(await Send(stage, Edit(stage, stage.Post("Darf nicht"), before))).Why.Key);
        Assert.Equal("Mit Feler", Assert.Single(await stage.Seen()).Text);
    }

    [Fact]
    public async Task Only_who_connects_it_says_that_an_account_may_and_it_stays_said()
    {
        await using var stage = await Open();
        Assert.Equal(XNetwork.Edits, Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Rules!.Edits);
        var renewed = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default)).Session;
        Assert.Equal("yes", renewed.Secret("mayEdit"));
        await using var other = await XStage.Open(stage.Lab);
        Assert.Null(Assert.IsType<SignInResult.Good>(await other.SignIn.Check(other.Session, default)).Rules);
        var before = await Published(other);
        Assert.Equal("Networks.CannotEdit", Assert.IsType<Step.Refused>(await Send(other, Edit(other, other.Post("Nein"), before))).Why.Key);
    }
}
