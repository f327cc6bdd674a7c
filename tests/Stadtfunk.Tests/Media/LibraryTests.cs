using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Tests.Editorial;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>Finding pictures again: by words, by tags, by whether they are used.</summary>
public sealed class LibraryTests
{
    private static async Task<IReadOnlyList<string>> Names(MediaHouse media, string search = "", string? tag = null, PictureShelf shelf = PictureShelf.All) =>
        [.. (await media.House.With((PictureList list) => list.Run(media.Writer, new PictureQuery(search, null, null, 20) { Tag = tag, Shelf = shelf }, default))).Pictures.Select(one => one.Picture.FileName)];

    private static async Task Say(MediaHouse media, PictureId picture, string alt, string credit, params string[] tags) =>
        Good(await media.House.With((ChangePicture change) => change.Run(media.Writer, picture, new PictureWords(alt, credit, 0.5, 0.5) { Tags = tags }, default)));

    [Theory]
    [InlineData("brücke"), InlineData("BRÜ"), InlineData("mertens"), InlineData("hafen"), InlineData("2044"), InlineData("brücke mertens"), InlineData("fluss abend")]
    public async Task Finds_by_name_description_credit_and_tag(string search)
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "IMG_2044-hafen.jpg");
        await media.Took(Samples.Png(), "anderes.png");
        await Say(media, picture.Id, "Die Brücke am Abend", "Presseamt / L. Mertens", "Fluss");
        Assert.Equal(["IMG_2044-hafen.jpg"], await Names(media, search));
        Assert.Empty(await Names(media, search + " winter"));
    }

    [Fact]
    public async Task A_search_box_full_of_signs_finds_nothing_and_breaks_nothing()
    {
        await using var media = await MediaHouse.Open();
        await media.Took(Samples.Jpeg(), "a.jpg");
        foreach (var signs in (string[])["\"", "' OR 1=1 --", "* & | !", "%", "a\" OR \"b"])
            Assert.Empty(await Names(media, signs));
    }

    [Fact]
    public async Task A_tag_is_one_word_in_whatever_letters_and_many_pictures_have_it()
    {
        await using var media = await MediaHouse.Open();
        var one = await media.Took(Samples.Jpeg(), "a.jpg");
        var two = await media.Took(Samples.Png(), "b.png");
        await Say(media, one.Id, "", "", "Winter", " #winter ", "Park, <b>");
        await Say(media, two.Id, "", "", "winter");
        Assert.Equal(["b.png", "a.jpg"], await Names(media, tag: "WINTER"));
        Assert.Equal(["Park b", "Winter"], await media.House.With((TagsInUse tags) => tags.Run(media.Writer, default)));
        await Say(media, one.Id, "", "");
        Assert.Equal(["b.png"], await Names(media, tag: "winter"));
        Refused("Media.TooManyTags", await media.House.With((ChangePicture change) =>
            change.Run(media.Writer, one.Id, new PictureWords("", "", 0.5, 0.5) { Tags = [.. Enumerable.Range(0, 21).Select(number => $"Wort {number}")] }, default)));
        Refused("Media.TagTooLong", await media.House.With((ChangePicture change) =>
            change.Run(media.Writer, one.Id, new PictureWords("", "", 0.5, 0.5) { Tags = [new string('x', 41)] }, default)));
    }

    [Theory]
    [InlineData("Die \u202Eegnaro", "Presseamt", "Media.WordsTurned", "alt")]
    [InlineData("Die Orangerie", "Presse\u2067amt", "Media.WordsTurned", "credit")]
    [InlineData("\u200B\uFEFF", "Presseamt", "Media.WordsInvisible", "alt")]
    [InlineData("Die Orangerie", "\u200B", "Media.WordsInvisible", "credit")]
    public async Task Words_that_deceive_or_that_nobody_sees_are_refused(string alt, string credit, string why, string field)
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        var changed = await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, new PictureWords(alt, credit, 0.5, 0.5), default));
        Assert.Equal((why, field), (changed.Refusals.Single().Key, changed.Refusals.Single().Field));
        Assert.Equal((why, field), (Picture.Words(alt, credit)!.Key, Picture.Words(alt, credit)!.Field));
    }

    [Fact]
    public async Task Nobody_is_offered_the_tags_of_other_units()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        await Say(media, picture.Id, "", "", "Geheim");
        var root = (await media.House.With((Stadtfunk.Organisation.Contracts.IUnits units) => units.Tree(default)))[0].Id;
        var other = await media.House.Actor("Jonas Brand", (await media.House.Unit(root, "Feuerwehr"), Stadtfunk.Organisation.Contracts.Role.Writer));
        Assert.Empty(await media.House.With((TagsInUse tags) => tags.Run(other, default)));
        Assert.Empty((await media.House.With((PictureList list) => list.Run(other, new PictureQuery("", null, null, 20) { Tag = "Geheim" }, default))).Pictures);
    }

    [Fact]
    public async Task What_other_units_have_of_the_same_words_hides_nothing_however_much_it_is()
    {
        await using var media = await MediaHouse.Open();
        var mine = await media.Took(Samples.Jpeg(), "park.jpg");
        await Say(media, mine.Id, "Ein Park", "", "Winter");
        await media.Took(Samples.Png(), "park2.png");
        var root = (await media.House.With((Stadtfunk.Organisation.Contracts.IUnits units) => units.Tree(default)))[0].Id;
        var other = await media.House.Unit(root, "Feuerwehr");
        await media.House.With(async (Db db) =>
        {
            for (var i = 0; i < 2_500; i++)
            {
                var hash = i.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);
                var picture = Picture.New(other, $"park{i}.jpg", "image/jpeg", 4, 4, 100, hash, hash, media.Writer.Person, media.House.Now.AddSeconds(i));
                Good(picture.Describe("Der Park im Winter", "", 0.5, 0.5));
                db.Add(picture);
            }
            return await db.SaveChangesAsync();
        });
        Assert.Equal(["park.jpg", "park2.png"], (await Names(media, "park")).Order());
        Assert.Equal(["park.jpg"], await Names(media, "park", tag: "winter"));
        // And of one's own, what a tag leaves of very many.
        var lead = await media.House.Actor("Leitung", (root, Stadtfunk.Organisation.Contracts.Role.Writer));
        Assert.Equal(mine.Id, Assert.Single((await media.House.With((PictureList list) => list.Run(lead, new PictureQuery("park", null, null, 20) { Tag = "winter" }, default))).Pictures).Picture.Id);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task What_somebody_else_stored_between_a_save_and_the_reading_after_it_is_not_overwritten_by_the_next(bool between)
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        async Task<PictureCardView> Shown() => Good(await media.House.With((PictureShow show) => show.Run(media.Writer, picture.Id, default)));
        var draft = new PictureDraft(await Shown()) { Alt = " Ein Park ", LicenceNote = "Vertrag ", Tags = ["#Winter", "winter ", "Park"] };
        var mine = draft.Words;
        Good(await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, mine, default)));
        if (between)
            await Say(media, picture.Id, "Ein Platz", "Presseamt");
        draft.Stored(mine, await Shown());
        draft.Alt = "Ein Park im Schnee";
        var next = await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, draft.Words, default));
        if (between)
            Refused("Media.SomebodyWasQuicker", next);
        else
            Good(next);
        Assert.Equal(between ? "Ein Platz" : "Ein Park im Schnee", (await Shown()).Picture.Alt);
    }

    [Fact]
    public async Task Two_who_describe_the_same_picture_do_not_overwrite_each_other()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        var read = Good(await media.House.With((PictureShow show) => show.Run(media.Writer, picture.Id, default))).Version;
        Good(await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, new PictureWords("Ein Park", "", 0.5, 0.5) { Version = read }, default)));
        Refused("Media.SomebodyWasQuicker", await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, new PictureWords("Ein Platz", "", 0.5, 0.5) { Version = read }, default)));
    }

    [Fact]
    public async Task Says_where_a_picture_is_used_and_which_are_used_nowhere()
    {
        await using var room = await Newsroom.Open();
        var (used, unused) = (await room.Picture(1), await room.Picture(2));
        var post = await room.Scheduled(room.Snow with { Pictures = [new PictureInPost(used, "Schnee", false)] });
        await room.House.With((IPostProgress progress) => progress.WentLive(post.Id, 1, room.House.Now, default));
        var place = Assert.Single(Good(await room.House.With((WhereUsed where) => where.Run(room.Writer, used, default))).Places);
        Assert.Equal(("Erster Schnee", $"/desk/beitraege/{post.Id}", true), (place.Name, place.Address, place.IsPublic));
        Assert.Empty(Good(await room.House.With((WhereUsed where) => where.Run(room.Writer, unused, default))).Places);
        var nowhere = await room.House.With((PictureList list) => list.Run(room.Writer, new PictureQuery("", null, null, 20) { Shelf = PictureShelf.Unused }, default));
        Assert.Equal(unused, Assert.Single(nowhere.Pictures).Picture.Id);
        var stranger = await room.House.Actor("Jo Brandt", (room.Fire, Stadtfunk.Organisation.Contracts.Role.Writer));
        Refused("Media.NoSuchPicture", await room.House.With((WhereUsed where) => where.Run(stranger, used, default)));
    }
}
