using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A correction that leaves a channel out: the post is taken away there, or never goes there, and nothing brings the older text back.</summary>
public sealed class LeftOutTests
{
    private const string Text = "Der Winter ist schon wieder fort.";
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Fact]
    public async Task It_is_deleted_there_once_the_correction_is_live_and_the_page_links_it_no_more()
    {
        await using var room = await Newsroom.Open(2);
        var post = await Published(room);
        await room.Correct(post, Text, due: room.House.Now.AddHours(1), leaveOut: room.Channels[1]);
        await room.Turn();
        var waits = await Deletion(room, post);
        Assert.Equal((DeliveryState.Waiting, 2), (waits.State, waits.Revision));
        Assert.Equal(2, (await Copies(room, post)).Count);
        room.House.Clock.Advance(TimeSpan.FromHours(1));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Published, (await Deletion(room, post)).State);
        Assert.Equal(room.Channels[0], Assert.Single(await Copies(room, post)).Channel);
        Assert.Equal(4, room.Network.Calls);
        Assert.Empty(await Older(room, post));
        Assert.Equal(PostState.Published, await room.StateOf(post));
        // Nothing is left there that a withdrawal would have to take away.
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(5, room.Network.Calls);
    }

    [Fact]
    public async Task A_deletion_that_is_refused_leaves_no_link_on_the_page_and_a_withdrawal_tries_it_again()
    {
        await using var room = await Newsroom.Open(1);
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        await room.Correct(post, Text, leaveOut: room.Channels[0]);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Refused, (await Deletion(room, post)).State);
        Assert.Empty(await Copies(room, post));
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(3));
        var deletions = (await room.Rows(post)).Where(x => x.Kind == DeliveryKind.Delete);
        Assert.Equal([DeliveryState.Withdrawn, DeliveryState.Published], deletions.Select(x => x.State));
        Assert.Equal(DeliveryState.Published, Assert.Single(ChannelActs.Of(await room.House.With((PostDeliveries use) => use.Run(room.Lead, post, default)))).Now.State);
        Assert.Empty(await room.House.With((Troubles use) => use.Run(room.Lead, default)));
    }

    [Fact]
    public async Task A_withdrawal_does_not_wait_for_the_correction_that_would_have_deleted_it()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, Text, due: room.House.Now.AddHours(1), leaveOut: room.Channels[0]);
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Single(await room.Rows(post), x => x is { Kind: DeliveryKind.Delete, State: DeliveryState.Published });
        Assert.Equal(2, room.Network.Calls);
    }

    [Fact]
    public async Task A_deletion_that_a_withdrawal_hurried_and_the_network_refused_is_sent_again()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, Text, due: room.House.Now.AddHours(1), leaveOut: room.Channels[0]);
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(3));
        var refused = await Deletion(room, post);
        Assert.Equal(DeliveryState.Refused, refused.State);
        Assert.True((await room.House.With((SendAgain use) => use.Run(room.Lead, refused.Id, null, default))).Ok);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((DeliveryState.Published, 3), ((await Deletion(room, post)).State, room.Network.Calls));
    }

    [Fact]
    public async Task What_was_refused_there_is_called_off_and_cannot_be_sent_again()
    {
        await using var room = await Newsroom.Open(2);
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        var post = await Published(room);
        var refused = (await room.Rows(post)).Single(x => x.State == DeliveryState.Refused);
        await room.Correct(post, Text, leaveOut: refused.Channel);
        await room.Pass(TimeSpan.FromSeconds(3));
        var row = (await room.Rows(post)).Single(x => x.Channel == refused.Channel);
        Assert.Equal((DeliveryState.Withdrawn, "Publishing.LeftOut"), (row.State, row.SentenceKey));
        Assert.Equal(PostState.Published, await room.StateOf(post));
        Assert.Equal("Publishing.NotMissed", (await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, null, default))).Refusals[0].Key);
        Assert.Empty(await room.House.With((Troubles use) => use.Run(room.Lead, default)));
    }

    [Fact]
    public async Task A_change_that_was_refused_is_not_offered_again_beside_a_newer_one()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        await room.Correct(post, Text);
        await room.Pass(TimeSpan.FromSeconds(3));
        // Back to the first words: nothing has to be changed there, and nothing else may be.
        await room.Correct(post, "Über Nacht hat der Winter die Stadt gefunden.");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((2, DeliveryState.Withdrawn), ((await room.Rows(post)).Count, (await room.Rows(post))[1].State));
        Assert.Empty(await room.House.With((Troubles use) => use.Run(room.Lead, default)));
    }

    [Fact]
    public async Task A_deletion_waits_until_an_open_outcome_is_known()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        for (var i = 0; i < 3; i++)
            room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        await room.Correct(post, Text);
        await room.Turn();
        var edit = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit);
        Assert.Equal(DeliveryState.Unknown, edit.State);
        await room.Correct(post, Text, leaveOut: room.Channels[0]);
        await room.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal((DeliveryState.Waiting, 2), ((await Deletion(room, post)).State, room.Network.Calls));
        room.Network.LookUps.Clear();
        room.Network.LookUps.Enqueue(x => new Finding.Found(ScriptedNetwork.ReceiptOf(x)));
        await room.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(DeliveryState.Published, (await Deletion(room, post)).State);
        Assert.Equal(3, room.Network.Calls);
    }

    [Fact]
    public async Task A_correction_that_is_called_off_deletes_nothing_and_a_later_one_changes_what_stands_there()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, Text, due: room.House.Now.AddHours(1), leaveOut: room.Channels[0]);
        Assert.True((await room.House.With((CallOffPost use) => use.Run(room.Lead, post, null, default))).Ok);
        await room.House.Pump();
        Assert.Equal(DeliveryState.Withdrawn, (await Deletion(room, post)).State);
        await room.Correct(post, Text);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Published, (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit).State);
        Assert.Equal(2, room.Network.Calls);
    }

    [Fact]
    public async Task Chosen_again_after_the_deletion_it_is_published_anew()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, Text, leaveOut: room.Channels[0]);
        await room.Pass(TimeSpan.FromSeconds(3));
        await room.Correct(post, "Der Winter ist wieder da.");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal([DeliveryKind.Publish, DeliveryKind.Delete, DeliveryKind.Publish], (await room.Rows(post)).Select(x => x.Kind));
        Assert.All(await room.Rows(post), x => Assert.Equal(DeliveryState.Published, x.State));
        var again = (await room.Rows(post))[^1];
        Assert.Equal(again.Link, Assert.Single(await Copies(room, post)).Link.AbsoluteUri);
        Assert.Equal(again.Link, Assert.Single(ChannelActs.Of(await room.House.With((PostDeliveries use) => use.Run(room.Lead, post, default)))).Copy?.AbsoluteUri);
    }

    [Fact]
    public async Task Chosen_again_after_a_refused_deletion_it_is_changed_there_and_not_published_twice()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        await room.Correct(post, Text, leaveOut: room.Channels[0]);
        await room.Pass(TimeSpan.FromSeconds(3));
        await room.Correct(post, "Der Winter ist wieder da.");
        await room.Pass(TimeSpan.FromSeconds(3));
        var rows = await room.Rows(post);
        Assert.Equal([(DeliveryKind.Publish, DeliveryState.Published), (DeliveryKind.Delete, DeliveryState.Withdrawn), (DeliveryKind.Edit, DeliveryState.Published)], rows.Select(x => (x.Kind, x.State)));
        Assert.Single(await Copies(room, post));
    }

    [Fact]
    public async Task Where_the_channel_rests_what_stands_there_stays_and_the_desk_says_so()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        Assert.True((await room.House.With((IChannels use) => use.Become(room.Lead, room.Channels[0], ChannelState.Dormant, default))).Ok);
        var said = Assert.Single(await Ahead(room, post));
        Assert.Equal("Abgewählt. Auf dem Kanal wird nicht mehr gesendet: Dort bleibt die frühere Fassung stehen.", said.Sentence);
        await room.Correct(post, Text, leaveOut: room.Channels[0]);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Equal(OlderCopy.LeftOut, Assert.Single(await Older(room, post)).Value.Why);
    }

    [Fact]
    public async Task It_is_said_before_the_correction_is_let_out()
    {
        await using var room = await Newsroom.Open(2);
        room.Network.Sends.Enqueue(x => room.Network.Accept(x));
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        var post = await Published(room);
        var there = (await room.Rows(post)).Single(x => x.State == DeliveryState.Published).Channel;
        var both = await Ahead(room, post);
        Assert.Equal("Abgewählt. Der Beitrag wird dort gelöscht.", both.Single(x => x.Channel == there).Sentence);
        Assert.Equal("Abgewählt. Noch nicht erschienen: Es geht nichts hinaus.", both.Single(x => x.Channel != there).Sentence);
        Assert.All(both, x => Assert.False(x.NewText));
        var one = (await Ahead(room, post, there)).Single(x => x.Channel == there);
        Assert.Equal(("Der Beitrag wird dort geändert.", true), (one.Sentence, one.NewText));
        await room.Correct(post, Text, leaveOut: [.. room.Channels]);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(await Ahead(room, post), x => x.Channel == there);
        Assert.Equal("Wurde dort gelöscht: Die neue Fassung erscheint dort als neuer Beitrag.", (await Ahead(room, post, there)).Single(x => x.Channel == there).Sentence);
    }

    private static async Task<PostId> Published(Newsroom room)
    {
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(3));
        return post;
    }

    private static async Task<Delivery> Deletion(Newsroom room, PostId post) => (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Delete);

    private static Task<IReadOnlyList<PublicCopy>> Copies(Newsroom room, PostId post) => room.House.With((IDeliveries use) => use.Copies(post, default));

    private static Task<IReadOnlyDictionary<ChannelId, OlderVersion>> Older(Newsroom room, PostId post) => room.House.With((OlderCopies use) => use.Run(room.Lead, post, default));

    private static Task<IReadOnlyList<CopyForecast>> Ahead(Newsroom room, PostId post, params ChannelId[] chosen) =>
        room.House.With((ICopyForecast use) => use.Of(room.Lead, post, chosen, [], default));
}
