using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class PictureUseTests
{
    [Fact]
    public async Task A_picture_of_a_withdrawn_post_can_be_removed()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var post = await room.Scheduled(room.Snow with { Pictures = [new PictureInPost(picture, "Schnee", false)] });
        await room.House.With((IPostProgress progress) => progress.WentLive(post.Id, 1, room.House.Now, default));
        Refused("Media.InUse", await room.House.With((RemovePicture remove) => remove.Run(room.Writer, picture, default)));
        await room.House.With((IPostProgress progress) => progress.Withdrawn(post.Id, room.House.Now, default));
        Good(await room.House.With((RemovePicture remove) => remove.Run(room.Writer, picture, default)));
    }

    [Fact]
    public async Task A_withdrawn_post_is_copied_without_the_pictures_that_are_gone_and_says_so()
    {
        await using var room = await Newsroom.Open();
        var (gone, kept) = (await room.Picture(), await room.Picture(2));
        var content = room.Snow with { Pictures = [new PictureInPost(gone, "Schnee", false), new PictureInPost(kept, "Der Park", false)] };
        var post = await room.Scheduled(content);
        var whole = Good(await room.House.With((CopyPost copy) => copy.Run(room.Writer, post.Id, default)));
        Assert.Empty(whole.Notices);
        var view = await room.View(whole.Standing.Id);
        Assert.Equal((content, PostState.Draft, (DateTime?)null, "Ada Okafor"), (view.Content, view.Standing.State, view.Due, view.AuthorName));
        Good(await room.House.With((DeleteDraft delete) => delete.Run(room.Writer, whole.Standing.Id, default)));

        await room.House.With((IPostProgress progress) => progress.WentLive(post.Id, 1, room.House.Now, default));
        await room.House.With((IPostProgress progress) => progress.Withdrawn(post.Id, room.House.Now, default));
        Good(await room.House.With((RemovePicture remove) => remove.Run(room.Writer, gone, default)));
        Good(await room.House.With((DisposePicture dispose) => dispose.Run(room.Writer, gone, default)));
        var copied = Good(await room.House.With((CopyPost copy) => copy.Run(room.Writer, post.Id, default)));
        Assert.Equal("Editorial.CopiedWithout", Assert.Single(copied.Notices).Key);
        Assert.Equal(kept, Assert.Single((await room.View(copied.Standing.Id)).Content.Pictures).Picture);
    }

    [Fact]
    public async Task A_post_of_another_unit_is_not_named()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        await room.Draft(room.Snow with { Pictures = [new PictureInPost(picture, "Schnee", false)] });
        var stranger = await room.House.Actor("Jo Brandt", (room.Fire, Role.Writer));
        async Task<IReadOnlyList<string>> Uses(Stadtfunk.Kernel.Access.Actor actor) =>
            await room.House.With(async (IEnumerable<IPictureUse> uses) => (IReadOnlyList<string>)[.. (await uses.Single().Of(actor, picture, 5, default)).Select(place => place.Name)]);
        Assert.Equal(["Erster Schnee"], await Uses(room.Writer));
        Assert.Equal([room.House.Get<Words>()["Editorial.PostElsewhere"]], await Uses(stranger));
    }
}
