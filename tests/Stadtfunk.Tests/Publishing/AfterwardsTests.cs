using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
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
        Assert.Equal(KeyValuePair.Create(room.Channels[0], new OlderVersion(OlderCopy.Fixed)), Assert.Single(await Older(room, post)));
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task Before_it_is_let_out_no_new_text_is_promised_where_the_older_one_stays()
    {
        await using var room = await Newsroom.Open(scripted: WithoutChanges());
        var post = await Published(room);
        var said = Assert.Single(await room.House.With((ICopyForecast use) => use.Of(room.Lead, post, room.Channels, [], default)));
        Assert.Equal(("Probenetz lässt kein Ändern zu: Dort bleibt die frühere Fassung stehen.", false), (said.Sentence, said.NewText));
        Assert.Equal((await room.Row(post)).Link, said.Link?.AbsoluteUri);
    }

    [Fact]
    public async Task What_goes_away_by_itself_is_said_to_and_does_not_stay()
    {
        var plain = WithoutChanges().Network;
        var story = new PostForm("story", "Networks.Instagram.Form.Story", "Networks.Instagram.Form.Story.Hint", plain.Rules) { Lasts = TimeSpan.FromHours(24) };
        await using var room = await Newsroom.Open(scripted: new() { Network = plain with { Forms = [story] } });
        var post = await room.Release(form: "story");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((Fate.Passes, Fate.Done), Assert.Single(await Copies(room, post)) is var copy ? (copy.Corrected, copy.Withdrawn) : default);
        var said = Assert.Single(await room.House.With((ICopyForecast use) => use.Of(room.Lead, post, room.Channels, [], default)));
        Assert.Equal(("Als Story lässt sich der Beitrag dort nicht ändern; 24 Stunden nach dem Erscheinen verschwindet er von selbst.", false), (said.Sentence, said.NewText));

        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(new OlderVersion(OlderCopy.Passes, story), Assert.Single(await Older(room, post)).Value);
        Assert.Single(room.Network.Accepted);
        room.House.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await Older(room, post));
    }

    [Fact]
    public async Task Where_people_post_it_is_their_task()
    {
        await using var room = await Newsroom.Open(0);
        var made = await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, "assisted", "WhatsApp", "Probe", null, null, null), default));
        var fields = new Dictionary<string, string> { ["rulesLike"] = "whatsapp", ["name"] = "Stadt", ["address"] = "https://whatsapp.com/channel/0029abc" };
        Assert.True((await room.House.With((ConnectChannel use) => use.Run(room.Lead, made.Value, fields, default))).Ok);
        room.Channels.Add(made.Value);
        var post = await room.Release();
        await room.Turn();
        var copy = Assert.Single(await Copies(room, post));
        Assert.Equal((DeliveryState.Processing, Fate.ByHand, Fate.ByHand), ((await room.Row(post)).State, copy.Corrected, copy.Withdrawn));
        var said = Assert.Single(await room.House.With((ICopyForecast use) => use.Of(room.Lead, post, room.Channels, [], default)));
        Assert.StartsWith("Von Hand: Wer den Kanal betreut", said.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_network_deletes_only_what_is_young_nothing_is_promised_for_what_is_older()
    {
        await using var room = await Newsroom.Open(scripted: With(new Can(true, true, true) { DeleteWithin = TimeSpan.FromHours(48) }));
        var post = await Published(room);
        room.House.Clock.Advance(TimeSpan.FromHours(47));
        Assert.Equal(Fate.Done, Assert.Single(await Copies(room, post)).Withdrawn);
        room.House.Clock.Advance(TimeSpan.FromHours(1));
        var late = Assert.Single(await Copies(room, post));
        Assert.Equal((Fate.Late, Fate.Done), (late.Withdrawn, late.Corrected));
        var said = Assert.Single(await room.House.With((ICopyForecast use) => use.Of(room.Lead, post, [], [], default)));
        Assert.StartsWith("Abgewählt. Der Beitrag steht dort schon länger als 48 Stunden: Probenetz löscht ihn nur", said.Sentence, StringComparison.Ordinal);
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

    private static ScriptedNetwork WithoutChanges() => With(new Can(Edit: false, Delete: true, LookUp: true));

    private static ScriptedNetwork With(Can can) => new() { Network = new ScriptedNetwork().Network with { Can = can } };

    private static async Task<PostId> Published(Newsroom room)
    {
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(3));
        return post;
    }

    private static Task<IReadOnlyList<CopyAfterwards>> Copies(Newsroom room, PostId post) => room.House.With((CopiesAfterwards use) => use.Run(room.Lead, post, default));

    private static Task<IReadOnlyDictionary<ChannelId, OlderVersion>> Older(Newsroom room, PostId post) => room.House.With((OlderCopies use) => use.Run(room.Lead, post, default));
}
