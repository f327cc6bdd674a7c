using Microsoft.EntityFrameworkCore;
using Stadtfunk.App.Data;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Search;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class SearchTests
{
    [Theory]
    [InlineData("schnee")]
    [InlineData("SCHN")]
    [InlineData("schnee winter")]
    [InlineData("über nacht")]
    [InlineData("  Schnee, (Park)! ")]
    public async Task Every_word_begins_a_word_of_headline_or_text(string text)
    {
        await using var room = await Newsroom.Open();
        var post = await room.Draft();
        await room.Draft(room.Snow with { Title = "Wochenmarkt", Text = "Am Samstag wie immer." });
        Assert.Equal(post.Id, Assert.Single(await Find(room, room.Writer, text)).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\" OR *")]
    [InlineData("schnee sommer")]
    [InlineData("' & | !")]
    [InlineData("nee")]
    public async Task Otherwise_nothing_is_found_and_nothing_breaks(string text)
    {
        await using var room = await Newsroom.Open();
        await room.Draft();
        Assert.Empty(await Find(room, room.Writer, text));
    }

    [Fact]
    public async Task What_was_changed_or_deleted_is_found_as_it_is_now()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Draft();
        var saved = Good(await room.Save(room.Writer, post, room.Snow with { Title = "Tauwetter", Text = "Alles schmilzt." })).Standing;
        Assert.Empty(await Find(room, room.Writer, "schnee"));
        Assert.Single(await Find(room, room.Writer, "tauw schmilzt"));
        Good(await room.House.With((DeleteDraft use) => use.Run(room.Writer, saved.Id, default)));
        Assert.Empty(await Find(room, room.Writer, "tauwetter"));
    }

    [Fact]
    public async Task Nobody_finds_what_they_may_not_see()
    {
        await using var room = await Newsroom.Open();
        await room.Draft();
        var fire = await room.House.Actor("Feuerwehr", (room.Fire, Role.Approver));
        Assert.Empty(await Find(room, fire, "schnee"));
        Assert.Single(await Find(room, room.Lead, "schnee"));
        Assert.Empty(await Find(room, Actor.Nobody, "schnee"));
    }

    [Fact]
    public async Task What_others_have_of_the_same_words_hides_nothing_however_much_it_is()
    {
        await using var room = await Newsroom.Open();
        var mine = await room.Draft();
        var fire = await room.House.Actor("Feuerwehr", (room.Fire, Role.Writer));
        await room.House.With(async (Db db) =>
        {
            for (var i = 0; i < 2_500; i++)
            {
                var post = new Post(PostId.New(), room.Fire, fire.Person, "de", Slugs.NewCode(), room.House.Now.AddSeconds(i));
                post.Change(new PostContent($"Schnee {i}", "", null, null, "de", [], []), null, fire.Person, room.House.Now.AddSeconds(i));
                db.Add(post);
            }
            return await db.SaveChangesAsync();
        });
        Assert.Equal(mine.Id, Assert.Single(await Find(room, room.Writer, "schnee")).Id);
        Assert.Equal(SearchPosts.Most, (await Find(room, room.Lead, "schnee")).Count);
    }

    [Theory]
    [InlineData("schnee")]
    [InlineData("verkehrsb")]
    [InlineData("verkehrsberuhigte")]
    [InlineData("verkehrsberuhigter")]
    public async Task An_index_of_an_earlier_version_is_made_anew_and_nothing_is_lost(string text)
    {
        await using var room = await Newsroom.Open();
        var post = await room.Draft(room.Snow with { Title = "Schnee auf verkehrsberuhigten und verkehrsberuhigter Straßen, verkehrsberuhigte zuerst" });
        await room.House.With<Db, int>(async db =>
        {
            if (db.Database.IsSqlite())
                await db.Database.ExecuteSqlRawAsync(
                    "DROP TABLE editorial_post_words; CREATE VIRTUAL TABLE editorial_post_words USING fts5(words, content='', contentless_delete=1, prefix='2 3 4', detail='none')");
            await WordIndex.Make(db, default);
            return 0;
        });
        Assert.Equal(post.Id, Assert.Single(await Find(room, room.Writer, text)).Id);
    }

    private static Task<IReadOnlyList<PostRow>> Find(Newsroom room, Actor actor, string text) => room.House.With((SearchPosts search) => search.Run(actor, text, default));
}
