using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class TwoWritersTests
{
    private static readonly ChannelId One = ChannelId.New();
    private static readonly ChannelId Other = ChannelId.New();
    private static readonly PostContent Basis = new("Schnee", "Es schneit.", null, null, "de", [], [new ChannelChoice(One, true, null)]);

    [Fact]
    public void What_does_not_touch_each_other_is_put_together()
    {
        var both = new ThreeWay(Basis, Basis with { Title = "Viel Schnee" }, Basis with { Link = "https://stadt.example", Channels = [new(One, true, "Kurz."), new(Other, true, null)] });
        var together = both.Together(keepMine: true);
        Assert.False(both.Contested);
        Assert.Equal(("Viel Schnee", "https://stadt.example"), (together.Title, together.Link));
        Assert.Equal("Kurz.", together.OwnTextOf(One));
        Assert.Contains(together.Chosen, choice => choice.Channel == Other);
    }

    [Fact]
    public void A_field_that_both_changed_is_a_question()
    {
        var both = new ThreeWay(Basis, Basis with { Text = "Es schneit hier." }, Basis with { Text = "Es schneit dort.", Title = "Neu" });
        Assert.Equal("Es schneit hier.", both.Together(keepMine: true).Text);
        Assert.True(both.Contested);
        var theirs = both.Together(keepMine: false);
        Assert.Equal(("Es schneit dort.", "Neu"), (theirs.Text, theirs.Title));
    }

    [Fact]
    public void The_same_change_twice_is_no_question()
    {
        var picture = new PictureInPost(PictureId.New(), "Ein Park", false);
        var same = Basis with { Text = "Es schneit immer noch.", Pictures = [picture] };
        var both = new ThreeWay(Basis, same, same with { Pictures = [picture with { }] });
        Assert.Single(both.Together(keepMine: true).Pictures);
        Assert.False(both.Contested);
    }

    [Fact]
    public void A_channel_that_one_took_out_stays_out()
    {
        var both = new ThreeWay(Basis, Basis with { Channels = [] }, Basis with { Title = "Neu" });
        Assert.Empty(both.Together(keepMine: true).Chosen);
        Assert.False(both.Contested);
    }

    [Fact]
    public async Task Who_clashes_sees_what_the_other_wrote_beside_the_own()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        Good(await room.Save(room.MuseumApprover, at, room.Snow with { Text = "Der Park ist weiß." }));
        var clash = Good(await room.House.With((CompareDraft compare) => compare.Run(room.Writer, at.Id, room.Snow with { Text = "Der Park ist grün." }, default)));
        Assert.Equal("Bo Yildiz", clash.Theirs.ChangedByName);
        Assert.Equal(("Der Park ist weiß.", "Der Park ist grün."), (clash.Changes[0].Before, clash.Changes[0].After));
    }

    [Fact]
    public async Task Who_sits_at_the_same_post_is_seen_until_they_leave()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        var table = room.House.Get<PostTable>();
        await using var mine = await table.Sit(at.Id, room.Writer.Person, "Ada Okafor");
        await using (await table.Sit(at.Id, room.Lead.Person, "Leyla Mertens"))
        await using (await table.Sit(Stadtfunk.Editorial.Contracts.PostId.New(), PersonId.New(), "Anderswo"))
        {
            await mine.Look();
            Assert.Equal([new Neighbour("Leyla Mertens", IsMe: false)], mine.Beside);
        }
        await mine.Look();
        Assert.Empty(mine.Beside);
    }

    [Fact]
    public async Task Another_window_of_mine_is_told_from_somebody_else_of_my_name()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        var table = room.House.Get<PostTable>();
        await using var mine = await table.Sit(at.Id, room.Writer.Person, "Ada Okafor");
        await using var window = await table.Sit(at.Id, room.Writer.Person, "Ada Okafor");
        await mine.Look();
        Assert.Equal([new Neighbour("Ada Okafor", IsMe: true)], mine.Beside);
        await using var namesake = await table.Sit(at.Id, room.Lead.Person, "Ada Okafor");
        await mine.Look();
        Assert.Equal([false, true], mine.Beside.Select(one => one.IsMe).Order());
    }

    [Fact]
    public void A_seat_whose_browser_went_without_a_word_is_empty_after_a_while()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var book = new SeatBook(clock);
        var (mine, other) = (new Taken(Guid.CreateVersion7(), Guid.CreateVersion7(), "Ada Okafor"), new Taken(Guid.CreateVersion7(), Guid.CreateVersion7(), "Leyla Mertens"));
        book.Take(other);
        Assert.Equal(2, book.Take(mine).Length);
        for (var i = 0; i < 4; i++)
        {
            clock.Advance(SeatBook.Renewal);
            book.Take(mine);
        }
        Assert.Equal([mine], book.Take(mine));
    }

    [Fact]
    public async Task A_reading_that_was_overtaken_by_a_save_brings_nothing_back()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        var (before, time) = (await Read(room, at.Id), await room.House.With((CityTime city) => Task.FromResult(city)));
        Good(await room.Save(room.Writer, at, room.Snow with { Title = "Der Schnee ist da" }));
        var after = await Read(room, at.Id);
        var draft = new Draft(after, time);
        draft.Take(before);
        Assert.Equal(("Der Schnee ist da", after.Standing.Version), (draft.Title, draft.View.Standing.Version));
        draft.Read(before);
        Assert.Equal(after.Standing.Version, draft.View.Standing.Version);
        Assert.NotEqual(before.Standing.Version, after.Standing.Version);
    }

    private static async Task<PostView> Read(Newsroom room, PostId post) => Good(await room.House.With((PostDetail detail) => detail.Run(room.Writer, post, CancellationToken.None)));
}
