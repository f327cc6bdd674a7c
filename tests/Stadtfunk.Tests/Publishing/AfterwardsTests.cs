using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What correcting and withdrawing can do on each channel is said before it is done, and what could not be changed is said afterwards.</summary>
public sealed class AfterwardsTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Fact]
    public async Task What_is_out_is_changed_and_deleted_where_the_network_can()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        var copy = Assert.Single(await Copies(room, post));
        Assert.Equal((Fate.Done, Fate.Done), (copy.Corrected, copy.Withdrawn));
        Assert.Equal("Kanal 1", copy.ChannelName);
        Assert.Equal((await room.Row(post)).Link, copy.Link?.AbsoluteUri);
    }

    [Fact]
    public async Task What_is_not_out_yet_follows_the_new_word()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(5));
        var copy = Assert.Single(await Copies(room, post));
        Assert.Equal((Fate.NotOut, Fate.NotOut), (copy.Corrected, copy.Withdrawn));
        Assert.Null(copy.Link);
    }

    [Fact]
    public async Task What_nobody_knows_yet_is_said_to_be_open()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        var post = await room.Release();
        await room.Turn();
        var copy = Assert.Single(await Copies(room, post));
        Assert.Equal((Fate.Open, Fate.Open), (copy.Corrected, copy.Withdrawn));
    }

    [Fact]
    public async Task What_has_been_taken_away_is_gone()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        Assert.True((await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, "Irrtum", default))).Ok);
        await room.House.Pump();
        await room.Pass(TimeSpan.FromSeconds(3));
        var copy = Assert.Single(await Copies(room, post));
        Assert.Equal((Fate.Gone, Fate.Gone), (copy.Corrected, copy.Withdrawn));
    }

    [Fact]
    public async Task Where_a_network_allows_no_changes_the_older_version_stays_and_the_desk_says_so()
    {
        await using var room = await Newsroom.Open(scripted: WithoutChanges());
        var post = await Published(room);
        var copy = Assert.Single(await Copies(room, post));
        Assert.Equal((Fate.Stays, Fate.Done), (copy.Corrected, copy.Withdrawn));
        Assert.Empty(await Older(room, post));

        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal([room.Channels[0]], await Older(room, post));
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_correction_that_changes_nothing_there_leaves_no_older_version()
    {
        await using var room = await Newsroom.Open(scripted: WithoutChanges());
        var post = await Published(room);
        await room.Correct(post, "Über Nacht hat der Winter die Stadt gefunden.");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Empty(await Older(room, post));
    }

    [Fact]
    public async Task Once_it_is_deleted_there_no_older_version_stands()
    {
        await using var room = await Newsroom.Open(scripted: WithoutChanges());
        var post = await Published(room);
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.True((await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, default))).Ok);
        await room.House.Pump();
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Empty(await Older(room, post));
        Assert.Equal(Fate.Gone, Assert.Single(await Copies(room, post)).Withdrawn);
    }

    [Fact]
    public async Task A_correction_does_not_ask_about_the_time_at_which_the_post_went_out()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(5));
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(PostState.Published, await room.StateOf(post));
        Assert.True((await room.House.With((ReopenPost use) => use.Run(room.Writer, post, null, default))).Ok);
        Assert.Equal([], (await room.House.With((SubmitPost use) => use.Run(room.Writer, post, null, default))).Refusals);
    }

    [Fact]
    public async Task People_of_no_unit_of_it_learn_nothing()
    {
        await using var room = await Newsroom.Open(scripted: WithoutChanges());
        var post = await Published(room);
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(3));
        var stranger = await room.House.Actor("Nadja Fremd");
        Assert.Empty(await room.House.With((CopiesAfterwards use) => use.Run(stranger, post, default)));
        Assert.Empty(await room.House.With((OlderCopies use) => use.Run(stranger, post, default)));
        Assert.Empty(await room.House.With((CopiesAfterwards use) => use.Run(room.Lead, PostId.New(), default)));
    }

    private static ScriptedNetwork WithoutChanges()
    {
        var network = new ScriptedNetwork();
        return new ScriptedNetwork { Network = network.Network with { Can = new Can(Edit: false, Delete: true, LookUp: true) } };
    }

    private static async Task<PostId> Published(Newsroom room)
    {
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(3));
        return post;
    }

    private static Task<IReadOnlyList<CopyAfterwards>> Copies(Newsroom room, PostId post) => room.House.With((CopiesAfterwards use) => use.Run(room.Lead, post, default));

    private static Task<IReadOnlySet<ChannelId>> Older(Newsroom room, PostId post) => room.House.With((OlderCopies use) => use.Run(room.Lead, post, default));
}
