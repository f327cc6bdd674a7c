using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Tests.Editorial;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>Thrown away, fetched back, gone for good.</summary>
public sealed class BinTests
{
    private static Task<PictureRows> Shelf(MediaHouse media, PictureShelf shelf) =>
        media.House.With((PictureList list) => list.Run(media.Writer, new PictureQuery("", null, null, 20) { Shelf = shelf }, default));

    [Fact]
    public async Task What_is_thrown_away_lies_in_the_bin_for_30_days_and_comes_back_whole()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        await media.Rendition(picture.Id, 160, null, "image/webp");
        Good(await media.House.With((RemovePicture remove) => remove.Run(media.Writer, picture.Id, default)));
        Assert.Empty((await Shelf(media, PictureShelf.All)).Pictures);
        Assert.Equal(media.House.Now.AddDays(30), Assert.Single((await Shelf(media, PictureShelf.Bin)).Pictures).GoneAt);
        media.House.Clock.Advance(TimeSpan.FromDays(29));
        await media.House.With((BinRound round) => round.Tick(default));
        Good(await media.House.With((BringBackPicture back) => back.Run(media.Writer, picture.Id, default)));
        Assert.Equal(picture.Id, Assert.Single((await Shelf(media, PictureShelf.All)).Pictures).Picture.Id);
        Assert.True((await media.Stored(picture.Hash)).Length > 0);
    }

    [Fact]
    public async Task After_30_days_row_and_files_are_gone()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        await media.Rendition(picture.Id, 160, null, "image/webp");
        Good(await media.House.With((RemovePicture remove) => remove.Run(media.Writer, picture.Id, default)));
        Assert.Equal(2, media.FilesStored);
        media.House.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        await media.House.With((BinRound round) => round.Tick(default));
        Assert.Equal(0, media.FilesStored);
        Assert.Null(await media.House.With((IPictures pictures) => pictures.Find(picture.Id, default)));
        Assert.Empty((await Shelf(media, PictureShelf.Bin)).Pictures);
    }

    [Fact]
    public async Task A_file_that_comes_again_fetches_its_picture_out_of_the_bin()
    {
        await using var media = await MediaHouse.Open();
        var bytes = Samples.Jpeg();
        var picture = await media.Took(bytes, "a.jpg");
        Good(await media.House.With((RemovePicture remove) => remove.Run(media.Writer, picture.Id, default)));
        var again = await media.Took(bytes, "a.jpg");
        Assert.Equal(picture.Id, again.Id);
        Assert.Null(again.Blocked);
        Assert.Single((await Shelf(media, PictureShelf.All)).Pictures);
    }

    [Fact]
    public async Task Only_from_the_bin_is_something_gone_at_once()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        Refused("Media.NotInTheBin", await media.House.With((DisposePicture dispose) => dispose.Run(media.Writer, picture.Id, default)));
        Good(await media.House.With((RemovePicture remove) => remove.Run(media.Writer, picture.Id, default)));
        Good(await media.House.With((DisposePicture dispose) => dispose.Run(media.Writer, picture.Id, default)));
        Assert.Equal(0, media.FilesStored);
    }

    /// <summary>Two people at the same moment: one throws a picture away, the other puts it into a post. Nothing is lost, and it does not go out unseen.</summary>
    [Fact]
    public async Task A_picture_that_got_into_a_post_and_the_bin_at_once_stops_the_post_and_is_kept()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var draft = await room.Draft(room.Snow with { Pictures = [new PictureInPost(picture, "Schnee", false)] });
        await room.House.With(async (Db db) =>
        {
            (await db.Set<Picture>().SingleAsync(x => x.Id == picture)).Remove(room.Writer.Person, room.House.Now);
            await db.SaveChangesAsync();
        });
        Refused("Editorial.PictureBlocked", await room.House.With((Stadtfunk.Editorial.Approvals.SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default)));
        room.House.Clock.Advance(TimeSpan.FromDays(31));
        await room.House.With((BinRound round) => round.Tick(default));
        Assert.Null((await room.House.With((IPictures pictures) => pictures.Find(picture, default)))!.Blocked);
    }

    [Fact]
    public async Task A_picture_of_a_post_that_is_due_cannot_be_thrown_away()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        await room.Scheduled(room.Snow with { Pictures = [new PictureInPost(picture, "Schnee", false)] });
        var refused = await room.House.With((RemovePicture remove) => remove.Run(room.Writer, picture, default));
        Refused("Media.InUse", refused);
        Assert.Contains("Erster Schnee", room.House.Get<Stadtfunk.Kernel.Ui.Words>().Of(refused.Refusals[0]));
    }
}
