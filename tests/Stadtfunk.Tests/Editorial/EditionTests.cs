using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class EditionTests
{
    [Fact]
    public async Task Saves_of_one_sitting_are_one_edition_and_another_person_begins_a_new_one()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        foreach (var text in new[] { "Über Nacht", "Über Nacht kam der", "Über Nacht kam der Schnee und blieb im ganzen Park liegen." })
        {
            room.House.Clock.Advance(TimeSpan.FromSeconds(20));
            at = Good(await room.Save(room.Writer, at, room.Snow with { Text = text })).Standing;
        }
        at = Good(await room.Save(room.MuseumApprover, at, room.Snow with { Text = "Über Nacht kam der Schnee." })).Standing;
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        Good(await room.Save(room.MuseumApprover, at, room.Snow with { Text = "Über Nacht kam der erste Schnee." }));

        var editions = await Editions(room, at.Id);
        Assert.Equal([(3, "Bo Yildiz"), (2, "Bo Yildiz"), (1, "Ada Okafor")], editions.Select(edition => (edition.Number, edition.By)));
        Assert.True(editions[0].Current);
        var change = Assert.Single(editions[0].Changes);
        Assert.Equal(["erste", " "], WordDiff.Between(change.Before, change.After).Where(piece => piece.Fate == Went.In).SelectMany(piece => new[] { piece.Text.Trim(), " " }));
    }

    [Fact]
    public async Task Saving_the_same_again_keeps_nothing_twice()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        room.House.Clock.Advance(TimeSpan.FromHours(1));
        Good(await room.Save(room.MuseumApprover, at, room.Snow));
        Assert.Single(await Editions(room, at.Id));
    }

    [Fact]
    public async Task A_paragraph_that_is_deleted_can_be_fetched_back_at_once()
    {
        await using var room = await Newsroom.Open();
        var text = string.Join(' ', Enumerable.Repeat("Der Park ist verschneit.", 20));
        var at = Good(await room.Save(room.Writer, await room.Draft(), room.Snow with { Text = text })).Standing;
        at = Good(await room.Save(room.Writer, at, room.Snow with { Text = "" })).Standing;
        Assert.Equal(2, (await Editions(room, at.Id)).Count);
        Good(await Restore(room, room.Writer, at, 1));
        Assert.Equal(text, (await room.View(at.Id)).Content.Text);
        var editions = await Editions(room, at.Id);
        Assert.Equal((3, 1), (editions[0].Number, editions[0].RestoredFrom));
    }

    [Fact]
    public async Task Restoring_is_a_change_takes_an_approval_away_and_twice_is_once()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        var changed = Good(await room.Save(room.Writer, draft, room.Snow with { Title = "Noch mehr Schnee" })).Standing;
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, changed.Id, null, default)));
        var approved = Good(await room.Approve(room.MuseumApprover, changed.Id));
        var restored = Good(await Restore(room, room.Writer, approved, 1));
        Assert.Equal(PostState.Draft, restored.Standing.State);
        Assert.Contains("Editorial.ApprovalReset", restored.Notices.Select(notice => notice.Key));
        Good(await Restore(room, room.Writer, restored.Standing, 1));
        Assert.Equal(3, (await Editions(room, draft.Id)).Count);
        Refused("Editorial.EditionUnknown", await Restore(room, room.Writer, restored.Standing, 99));
        Refused("Editorial.ChangedMeanwhileBy", await Restore(room, room.Writer, draft, 1));
    }

    [Fact]
    public async Task What_was_decided_on_stays_as_it_was_in_the_same_minute()
    {
        await using var room = await Newsroom.Open();
        var submitted = await room.Submitted();
        Good(await room.Save(room.Writer, submitted, room.Snow with { Text = "Über Nacht hat der Winter den ganzen Park gefunden." }));
        var editions = await Editions(room, submitted.Id);
        Assert.Equal(2, editions.Count);
        Assert.Equal(room.Snow.Text, editions[0].Changes[0].Before);
    }

    [Fact]
    public async Task Who_may_not_see_the_post_sees_no_edition_and_who_only_sees_restores_none()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        var stranger = await room.House.Actor("Feuerwehr", (room.Fire, Role.Administrator));
        Refused("Editorial.PostUnknown", await room.House.With((EditionList list) => list.Run(stranger, at.Id, null, default)));
        Refused("Editorial.PostUnknown", await Restore(room, stranger, at, 1));
        Assert.Contains((await Restore(room, room.Lead.Only(new HashSet<Permission> { Permission.See }), at, 1)).Refusals, refusal => refusal.Kind == RefusalKind.Forbidden);
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("eins zwei drei", "eins drei", "-zwei ")]
    [InlineData("alt", "neu", "-alt +neu")]
    [InlineData("Der Hund bellt.", "Der große Hund bellt laut.", "+große  + laut")]
    public void The_difference_is_told_by_words(string before, string after, string expected)
    {
        var pieces = WordDiff.Between(before, after);
        Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Fate is Went.Same or Went.Out).Select(piece => piece.Text)));
        Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Fate is Went.Same or Went.In).Select(piece => piece.Text)));
        Assert.Equal(expected, string.Join(' ', pieces.Where(piece => piece.Fate != Went.Same).Select(piece => (piece.Fate == Went.In ? "+" : "-") + piece.Text)));
    }

    [Fact]
    public void Any_two_texts_are_told_apart_and_a_long_one_takes_no_time()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            string Text() => string.Join(' ', Enumerable.Range(0, random.Next(30)).Select(_ => "abc"[random.Next(3)]));
            var (before, after) = (Text(), Text());
            var pieces = WordDiff.Between(before, after);
            Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Fate != Went.In).Select(piece => piece.Text)));
            Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Fate != Went.Out).Select(piece => piece.Text)));
        }
        var (one, other) = (string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i} ")), string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i * 7} ")));
        var started = Environment.TickCount64;
        Assert.NotEmpty(WordDiff.Between(one, other));
        Assert.True(Environment.TickCount64 - started < 5_000);
    }

    private static async Task<IReadOnlyList<EditionView>> Editions(Newsroom room, PostId post) =>
        Good(await room.House.With((EditionList list) => list.Run(room.Lead, post, null, default))).Editions;

    private static Task<Outcome<Saved>> Restore(Newsroom room, Actor actor, PostStanding at, int number) =>
        room.House.With((RestoreEdition restore) => restore.Run(actor, at.Id, at.Version, number, default));
}
