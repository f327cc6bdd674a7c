using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A correction on X: where the account may, for half an hour and five times; what stands there goes by the newest id.</summary>
public sealed class XCorrectionTests(Peers peers)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_correction_in_time_changes_the_post_and_its_link_is_the_new_one_everywhere()
    {
        var (room, lab, account) = await Open(mayEdit: true);
        await using var _ = room;
        var post = await Published(room);
        var first = (await room.Row(post)).RemoteId;
        Assert.Equal(("Der Beitrag wird dort geändert und bekommt eine neue Adresse, wenn die Korrektur früh genug hinausgeht: X erlaubt das 30 Minuten lang nach dem Erscheinen und höchstens 5-mal.", true), await Ahead(room, post));
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(4));
        var rows = await room.Rows(post);
        var (published, edit) = (rows.Single(x => x.Kind == DeliveryKind.Publish), rows.Single(x => x.Kind == DeliveryKind.Edit));
        var there = Assert.Single(await lab.Ledger.Of(account, default), entry => entry.Kind == "edit");
        Assert.Equal((DeliveryState.Published, there.Id, first), (edit.State, edit.RemoteId, there.Key));
        Assert.Equal((edit.RemoteId, edit.Link, true), (published.RemoteId, published.Link, published.PublishedAt < edit.PublishedAt));
        Assert.Equal(there.Id, Assert.Single((await room.House.With((IDeliveries use) => use.OfPosts([post], Ct)))[post], view => view.Link is not null && view.Revision == 1).Link!.Segments[^1]);
        Assert.Empty(await Older(room, post));
        // What is withdrawn is the newest.
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(there.Id, Assert.Single(await lab.Ledger.Of(account, default), entry => entry.Kind == "delete").Id);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_and_the_link_moves_all_the_same()
    {
        var (room, lab, account) = await Open(mayEdit: true);
        await using var _ = room;
        var post = await Published(room);
        await lab.Faults.Spoil(account, default, new LabFault(LabFaultKind.Reset, "post", After: true, Count: 1));
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(10));
        var there = Assert.Single(await lab.Ledger.Of(account, default), entry => entry.Kind == "edit");
        Assert.All(await room.Rows(post), row => Assert.Equal((DeliveryState.Published, there.Id), (row.State, row.RemoteId)));
        Assert.Contains(await room.Attempts((await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit).Id), attempt => attempt.State == DeliveryState.Unknown);
    }

    [Fact]
    public async Task What_nobody_can_find_out_a_person_answers_and_X_says_which_version_that_is()
    {
        var (room, lab, account) = await Open(mayEdit: true);
        await using var _ = room;
        var post = await Published(room);
        await lab.Faults.Spoil(account, default, new LabFault(LabFaultKind.Reset, "post", After: true, Count: 1), new LabFault(LabFaultKind.Error, "timeline"));
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(70));
        var edit = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit);
        Assert.Equal(DeliveryState.Asking, edit.State);
        await lab.Faults.Mend(account, default);
        Assert.True((await room.House.With((AnswerCheck use) => use.Run(room.Lead, edit.Id, CheckAnswer.ItIsThere, null, Ct))).Ok);
        var there = Assert.Single(await lab.Ledger.Of(account, default), entry => entry.Kind == "edit");
        Assert.All(await room.Rows(post), row => Assert.Equal((DeliveryState.Published, there.Id), (row.State, row.RemoteId)));
    }

    [Fact]
    public async Task Too_late_is_said_before_and_after_and_what_stands_there_stays()
    {
        var (room, lab, account) = await Open(mayEdit: true);
        await using var _ = room;
        var post = await Published(room);
        room.House.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(("X lässt einen Beitrag nur 30 Minuten lang nach dem Erscheinen ändern: Dort bleibt die frühere Fassung stehen.", false), await Ahead(room, post));
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Single(await room.Rows(post));
        Assert.Equal(new OlderVersion(OlderCopy.Late), Assert.Single(await Older(room, post)).Value);
        Assert.Equal("post", Assert.Single(await lab.Ledger.Of(account, default), entry => entry.Kind != "media").Kind);
    }

    [Fact]
    public async Task A_correction_that_comes_too_late_throws_no_earlier_one_away()
    {
        var (room, lab, account) = await Open(mayEdit: true);
        await using var _ = room;
        var post = await Published(room);
        await XStage.Behave(lab, account, new { mayEdit = false });
        await room.Correct(post, "Noch rechtzeitig.");
        await room.Pass(TimeSpan.FromSeconds(4));
        room.House.Clock.Advance(TimeSpan.FromMinutes(30));
        await room.Correct(post, "Zu spät.");
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal((DeliveryState.Refused, "Networks.X.EditRefused"), (await room.Rows(post)).Where(x => x.Kind == DeliveryKind.Edit).Select(x => (x.State, x.SentenceKey!)).Single());
    }

    [Fact]
    public async Task What_X_does_not_let_be_changed_is_refused_in_one_sentence_and_nothing_else_is_lost()
    {
        var (room, lab, account) = await Open(mayEdit: true);
        await using var _ = room;
        var post = await Published(room);
        var before = (await room.Row(post)).RemoteId;
        await XStage.Behave(lab, account, new { mayEdit = false });
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(4));
        var rows = await room.Rows(post);
        Assert.Equal((DeliveryState.Refused, "Networks.X.EditRefused"), (rows.Single(x => x.Kind == DeliveryKind.Edit).State, rows.Single(x => x.Kind == DeliveryKind.Edit).SentenceKey));
        Assert.Equal((DeliveryState.Published, before), (rows.Single(x => x.Kind == DeliveryKind.Publish).State, rows.Single(x => x.Kind == DeliveryKind.Publish).RemoteId));
    }

    [Fact]
    public async Task After_five_changes_the_sixth_is_not_begun()
    {
        var (room, lab, account) = await Open(mayEdit: true);
        await using var _ = room;
        var post = await Published(room);
        for (var i = 1; i <= 6; i++)
        {
            Assert.Equal(i <= 5, (await Ahead(room, post)).NewText);
            await room.Correct(post, $"Fassung {i} vom Winter.");
            await room.Pass(TimeSpan.FromSeconds(4));
        }
        Assert.Equal(5, (await lab.Ledger.Of(account, default)).Count(entry => entry.Kind == "edit"));
        Assert.Equal(OlderCopy.Late, Assert.Single(await Older(room, post)).Value.Why);
    }

    [Fact]
    public async Task Where_nobody_said_that_the_account_may_nothing_is_changed()
    {
        var (room, _, _) = await Open(mayEdit: false);
        await using var _1 = room;
        var post = await Published(room);
        Assert.Equal(("X lässt kein Ändern zu: Dort bleibt die frühere Fassung stehen.", false), await Ahead(room, post));
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Single(await room.Rows(post));
        Assert.Equal(OlderCopy.Fixed, Assert.Single(await Older(room, post)).Value.Why);
    }

    [Fact]
    public async Task An_account_that_takes_a_right_back_stays_signed_in_and_what_needs_it_waits()
    {
        var (room, lab, account) = await Open(mayEdit: false);
        await using var _ = room;
        await XStage.Behave(lab, account, new { without = "tweet.write media.write" });
        var asked = KnownHealth.Read((await room.House.With((Db db) => db.Set<Connection>().AsNoTracking().SingleAsync())).Health)!.At;
        room.House.Clock.Advance(TimeSpan.FromHours(3));
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(4));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Waiting, "Networks.RightsMissing", "X\u001ftweet.write"), (row.State, row.SentenceKey, row.SentenceArgs));
        var connection = await room.House.With((Db db) => db.Set<Connection>().AsNoTracking().SingleAsync());
        Assert.Equal((true, true), (connection.IsConnected, connection.IsGood));
        var known = KnownHealth.Read(connection.Health)!;
        Assert.Equal(["tweet.write", "media.write"], known.Missing);
        // A renewal asks for nothing else: how old that is still shows.
        Assert.Equal(asked, known.At);
        Assert.Empty(await lab.Ledger.Posts(account, default));
    }

    private async Task<(Newsroom Room, LabProcess Lab, LabAccount Account)> Open(bool mayEdit)
    {
        var lab = await peers.Lab(default);
        var room = await Newsroom.Open(0, settings: XStage.SettingsOf(lab));
        var account = await lab.Account("x", default);
        await XStage.Behave(lab, account, new { mayEdit });
        await CityAppTests.Connect(room, await AgreeFlow.At(lab, "x"), account, mayEdit ? [new("mayEdit", "yes")] : []);
        return (room, lab, account);
    }

    private static async Task<PostId> Published(Newsroom room)
    {
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        return post;
    }

    private static async Task<(string Sentence, bool NewText)> Ahead(Newsroom room, PostId post)
    {
        var said = Assert.Single(await room.House.With((ICopyForecast use) => use.Of(room.Lead, post, room.Channels, [], Ct)));
        return (said.Sentence, said.NewText);
    }

    private static Task<IReadOnlyDictionary<Stadtfunk.Organisation.Contracts.ChannelId, OlderVersion>> Older(Newsroom room, PostId post) => room.House.With((OlderCopies use) => use.Run(room.Lead, post, Ct));
}
