using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class DropCorrectionTests
{
    [Fact]
    public async Task What_is_published_stands_again_word_for_word()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var second = await room.Channel(room.Museum, "Museum zwei");
        var published = room.Snow with
        {
            Link = "https://museum.example/schnee",
            Pictures = [new(picture, "Ein Park im Schnee", false)],
            Channels = [new ChannelChoice(room.MuseumChannel, true, null), new ChannelChoice(second, true, "Nur hier: Schnee!")],
        };
        var post = await Live(room, published);
        var open = Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, post, null, default)));
        var changed = published with { Title = "Anders", Text = "Anders.", Link = null, Pictures = [], Channels = [new ChannelChoice(room.MuseumChannel, true, "Anders hier.")] };
        Good(await room.Save(room.Writer, open, changed));
        Good(await room.House.With((SubmitPost use) => use.Run(room.Writer, post, null, default)));
        Good(await room.Approve(room.MuseumApprover, post));

        Assert.Equal(PostState.Published, Good(await Drop(room, room.Writer, post)).State);
        var view = await room.View(post);
        Assert.Equal(published, view.Content);
        Assert.Contains(DecisionKind.CorrectionDropped, view.History.Select(one => one.Kind));
        // The approval of the other words is gone with them.
        Refused("Editorial.OnlyRelease", await room.Release(room.MuseumApprover, post, null));
        Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, post, null, default)));
    }

    [Fact]
    public async Task Only_a_begun_correction_is_dropped_and_only_by_whoever_may_write_it()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        Refused("Editorial.NoCorrection", await Drop(room, room.Writer, draft.Id));
        var post = await Live(room, room.Snow);
        Refused("Editorial.OnlyDrop", await Drop(room, room.Writer, post));
        Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, post, null, default)));
        var fireman = await Support.Townsfolk.Actor(room.House, "Fritz Feuer", (room.Fire, Stadtfunk.Organisation.Contracts.Role.Writer));
        Refused("Editorial.PostUnknown", await Drop(room, fireman, post));
        Assert.True((await room.View(post)).May.DropCorrection);
        Good(await Drop(room, room.Writer, post));
    }

    [Fact]
    public async Task A_correction_that_was_already_on_its_way_is_not_dropped()
    {
        await using var room = await Newsroom.Open();
        var post = await Live(room, room.Snow);
        var open = Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, post, null, default)));
        Good(await room.Save(room.Writer, open, room.Snow with { Text = "Berichtigt." }));
        Good(await room.House.With((SubmitPost use) => use.Run(room.Writer, post, null, default)));
        Good(await room.Approve(room.MuseumApprover, post));
        Good(await room.Release(room.MuseumApprover, post, new PostDue.At(room.House.Now.AddHours(1))));
        Refused("Editorial.OnlyDrop", await Drop(room, room.Writer, post));
        Good(await room.House.With((CallOffPost use) => use.Run(room.MuseumApprover, post, null, default)));
        Refused("Editorial.NoCorrection", await Drop(room, room.Writer, post));
    }

    [Fact]
    public async Task The_time_at_which_it_went_out_comes_back_and_not_the_one_of_the_correction()
    {
        await using var room = await Newsroom.Open();
        var post = await Live(room, room.Snow);
        var out_ = (await room.View(post)).History.Last(one => one.Kind == DecisionKind.Released).Due;
        var open = Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, post, null, default)));
        Good(await room.Save(room.Writer, open, room.Snow with { Text = "Berichtigt." }, new PostDue.At(room.House.Now.AddDays(1))));
        Good(await room.House.With((SubmitPost use) => use.Run(room.Writer, post, null, default)));
        Good(await Drop(room, room.Writer, post));
        Assert.NotNull(out_);
        Assert.Equal(out_, (await room.View(post)).Due);
    }

    private static async Task<PostId> Live(Newsroom room, PostContent content)
    {
        var post = await room.Scheduled(content);
        await room.House.With((IPostProgress progress) => progress.WentLive(post.Id, 1, room.House.Now, default));
        await room.House.With((IPostProgress progress) => progress.Moved(post.Id, 1, PostState.Published, default));
        room.House.Clock.Advance(TimeSpan.FromMinutes(1));
        return post.Id;
    }

    private static Task<Outcome<PostStanding>> Drop(Newsroom room, Actor by, PostId post) => room.House.With((DropCorrection use) => use.Run(by, post, null, default));
}
