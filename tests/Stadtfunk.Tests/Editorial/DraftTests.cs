using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>What stands in the fields of the composer, and what becomes of it.</summary>
public sealed class DraftTests
{
    [Fact]
    public async Task A_channel_that_is_taken_out_is_not_written_for_any_more()
    {
        await using var room = await Newsroom.Open();
        var draft = await Opened(room);
        draft.Look(room.MuseumChannel.ToString());
        Assert.NotNull(draft.Shown);
        draft.Choose(room.MuseumChannel, false);
        Assert.Equal((Draft.Common, (FitChannel?)null), (draft.Tab, draft.Shown));
        Assert.Empty(draft.Chosen);
        // Taken out by somebody else, while its version was being looked at.
        draft.Look(room.MuseumChannel.ToString());
        Assert.Null(draft.Shown);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_counted_whole_and_its_channel_offers_a_version_of_its_own()
    {
        await using var room = await Newsroom.Open();
        var draft = await Opened(room);
        var channel = Assert.Single(draft.Chosen);
        Assert.Empty(draft.Shortened);
        Assert.Equal(draft.CountOn(channel), draft.WholeOn(channel));
        draft.Change(() => draft.Text = string.Concat(Enumerable.Repeat("Der Park ist verschneit. ", 1_000)));
        Assert.Equal(channel, Assert.Single(draft.Shortened));
        Assert.True(draft.WholeOn(channel) > 24_000, "The whole text is counted.");
        Assert.InRange(draft.CountOn(channel), 1, draft.MostOn(channel));
        var shortened = draft.TextOn(channel);
        draft.Own(channel);
        Assert.Equal((channel, shortened), (draft.Shown, draft.OwnText(channel.Id)));
        Assert.Empty(draft.Shortened);
        Assert.Empty(draft.Problems);
    }

    [Fact]
    public async Task A_template_of_only_a_headline_is_offered_while_there_is_none()
    {
        await using var room = await Newsroom.Open();
        var draft = await Opened(room);
        var template = new Template("Sperrung: [Straße]", "");
        Assert.False(draft.Lacks(template));
        draft.Change(() => draft.Title = " ");
        Assert.True(draft.Lacks(template));
        draft.Begin(template);
        Assert.Equal(("Sperrung: [Straße]", room.Snow.Text, false), (draft.Title, draft.Text, draft.Lacks(template)));
        Assert.True(draft.Lacks(new Template("", "Ab [Datum] gesperrt.")));
    }

    [Fact]
    public async Task Another_unit_keeps_words_and_pictures()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var (museum, city) = (await Blank(room, room.Museum), await Blank(room, room.City));
        var draft = new Draft(museum, Time(room)) { Title = "Schnee" };
        draft.Add(Good(await room.House.With((PictureToPick pick) => pick.Run(room.Lead, picture, default))));
        var moved = draft.MovedTo(city);
        Assert.Equal((city.Unit.Id, "Schnee", picture), (moved.View.Unit.Id, moved.Title, Assert.Single(moved.Pictures).Picture));
        Assert.NotNull(moved.Card(picture));
    }

    [Fact]
    public async Task A_remark_that_was_not_sent_is_offered_again_and_changes_nothing_of_the_post()
    {
        await using var room = await Newsroom.Open();
        var draft = await Opened(room);
        UnsentText Kept(string text) => new(room.House.Now, new Dictionary<string, string> { [UnsentText.Remark] = text });
        Assert.False(draft.Offer(Kept(" ")));
        Assert.True(draft.Offer(Kept("Bitte noch den Ort nennen.")));
        var touched = 0;
        draft.Touched += () => touched++;
        draft.TakeFound(true);
        Assert.Equal(("Bitte noch den Ort nennen.", 0, 0), (draft.AsideOf(UnsentText.Remark), draft.Generation, touched));
        Assert.False(draft.Offer(Kept("Bitte noch den Ort nennen.")));
    }

    [Fact]
    public async Task What_somebody_else_saved_leaves_the_space_behind_which_somebody_pauses()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var at = await room.Draft(room.Snow with { Title = "Schnee", Pictures = [new PictureInPost(picture, "Ein Park", false)] });
        var draft = new Draft(await room.View(at.Id), Time(room));
        draft.Change(() => (draft.Title, draft.Pictures[0]) = ("Schnee ", draft.Pictures[0] with { Alt = "Ein Park " }));
        Good(await room.Save(room.Lead, at, room.Snow with { Title = "Schnee", Text = "Viel davon.", Pictures = [new PictureInPost(picture, "Ein Park", false)] }));
        draft.Take(await room.View(at.Id));
        Assert.Equal(("Schnee ", "Ein Park ", "Viel davon."), (draft.Title, draft.Pictures[0].Alt, draft.Text));
    }

    [Fact]
    public async Task What_was_stored_from_here_is_not_written_over_what_stands_here()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        var draft = new Draft(await room.View(at.Id), Time(room));
        draft.Change(() => draft.Text = "Schnee\tund Eis.");
        var saved = Good(await room.Save(room.Writer, at, draft.Content)).Standing;
        draft.WasSaved(saved);
        draft.Follow(await room.View(at.Id));
        Assert.Equal(("Schnee\tund Eis.", saved.Version), (draft.Text, draft.View.Standing.Version));
        Good(await room.Save(room.Lead, saved, draft.Content with { Text = "Nur Eis." }));
        draft.Follow(await room.View(at.Id));
        Assert.Equal("Nur Eis.", draft.Text);
    }

    [Fact]
    public async Task What_is_typed_while_a_step_is_taken_goes_on_after_it()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        var draft = new Draft(await room.View(at.Id), Time(room));
        var submitted = Good(await room.House.With((Stadtfunk.Editorial.Approvals.SubmitPost use) => use.Run(room.Writer, at.Id, at.Version, default)));
        Assert.False(draft.GoOn(await room.View(at.Id), draft.Generation));
        var (saved, told) = (draft.Generation, 0);
        draft.Change(() => draft.Text += " Und morgen noch mehr.");
        draft.Touched += () => told++;
        Assert.True(draft.GoOn(await room.View(at.Id), saved));
        // It is saved by itself, on top of what the step brought.
        Assert.Equal((1, submitted.Version, PostState.Submitted), (told, draft.View.Standing.Version, draft.View.Standing.State));
        Assert.EndsWith("Und morgen noch mehr.", draft.Text, StringComparison.Ordinal);
        Assert.EndsWith("Und morgen noch mehr.", Good(await room.Save(room.Writer, draft.View.Standing, draft.Content)) is { } stored ? (await room.View(stored.Standing.Id)).Content.Text : "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_saved_in_the_same_field_during_a_step_is_not_overwritten()
    {
        await using var room = await Newsroom.Open();
        var at = await room.Draft();
        var draft = new Draft(await room.View(at.Id), Time(room));
        var saved = draft.Generation;
        draft.Change(() => draft.Text = "Nur Schnee.");
        var theirs = Good(await room.Save(room.Lead, at, room.Snow with { Text = "Nur Eis." })).Standing;
        Assert.True(draft.GoOn(await room.View(at.Id), saved));
        Assert.Equal(("Nur Schnee.", at.Version), (draft.Text, draft.View.Standing.Version));
        Refused("Editorial.ChangedMeanwhileBy", await room.Save(room.Writer, draft.View.Standing, draft.Content));
        Assert.Equal((theirs.Version, "Nur Eis."), ((await room.View(at.Id)).Standing.Version, (await room.View(at.Id)).Content.Text));
    }

    [Fact]
    public async Task Of_a_remark_that_was_sent_only_what_was_written_behind_it_stays()
    {
        await using var room = await Newsroom.Open();
        var draft = await Opened(room);
        draft.Aside[UnsentText.Remark] = "Ort fehlt. Und die Uhrzeit.";
        Assert.False(draft.Sent(UnsentText.Remark, "Ort fehlt."));
        Assert.Equal("Und die Uhrzeit.", draft.AsideOf(UnsentText.Remark));
        Assert.False(draft.Sent(UnsentText.Remark, "Etwas anderes."));
        Assert.True(draft.Sent(UnsentText.Remark, "Und die Uhrzeit."));
        Assert.Empty(draft.Aside);
    }

    [Fact]
    public async Task A_draft_changes_its_unit_with_what_is_open_there()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var both = await room.House.Actor("Zoe Zwei", (room.Museum, Role.Writer), (room.Fire, Role.Writer));
        var content = room.Snow with { Pictures = [new PictureInPost(picture, "Schnee", false)], Channels = [new(room.MuseumChannel, true, null), new(room.CityChannel, true, "Schnee in der Stadt")] };
        var at = await room.Draft(content);
        Refused("Editorial.UnitUnknown", await Change(room, room.Writer, at, room.Fire));
        var onlyFire = await room.House.Actor("Fe Krüger", (room.Fire, Role.Writer));
        Refused("Editorial.PostUnknown", await Change(room, onlyFire, at, room.Fire));
        var given = Good(await Change(room, both, at, room.Fire));
        Assert.Equal(["Editorial.UnitWithoutChannels"], given.Notices.Select(notice => notice.Key));
        var view = await room.View(at.Id);
        Assert.Equal((room.Fire, "Ada Okafor", picture), (view.Unit.Id, view.AuthorName, Assert.Single(view.Content.Pictures).Picture));
        Assert.Equal(new ChannelChoice(room.CityChannel, true, "Schnee in der Stadt"), Assert.Single(view.Content.Channels));
        Refused("Editorial.ChangedMeanwhileBy", await Change(room, both, at, room.Museum));
        // The units that are offered are those in which both may be done.
        Assert.Equal([room.Fire, room.Museum], Good(await room.House.With((PostDetail detail) => detail.Run(both, at.Id, default))).Writable.Select(unit => unit.Id).OrderBy(unit => unit != room.Fire));
    }

    [Fact]
    public async Task A_picture_that_may_not_be_seen_stays_behind_and_what_others_decide_on_does_not_move()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var at = await room.Draft(room.Snow with { Pictures = [new PictureInPost(picture, "Schnee", false)] });
        var both = await room.House.Actor("Zoe Zwei", (room.Museum, Role.Writer), (room.Fire, Role.Writer));
        at = Good(await Change(room, both, at, room.Fire)).Standing;
        var city = await room.House.Actor("Cem Stadt", (room.Fire, Role.Writer), (await room.House.Unit(room.City, "Presseamt"), Role.Writer));
        var press = (await room.House.With((PostDetail detail) => detail.Run(city, at.Id, default))).Value!.Writable.Single(unit => unit.Name == "Presseamt").Id;
        var given = Good(await Change(room, city, at, press));
        Assert.Contains("Editorial.UnitWithoutPictures", given.Notices.Select(notice => notice.Key));
        Assert.Empty(Good(await room.House.With((PostDetail detail) => detail.Run(city, at.Id, default))).Content.Pictures);

        var submitted = await room.Submitted();
        Refused("Editorial.OnlyChangeUnit", await Change(room, both, submitted, room.Fire));
        Assert.Empty(Good(await room.House.With((PostDetail detail) => detail.Run(both, submitted.Id, default))).Writable);
        var out_ = await room.Scheduled();
        var called = Good(await room.House.With((Stadtfunk.Editorial.Approvals.CallOffPost use) => use.Run(room.MuseumApprover, out_.Id, null, default)));
        Refused("Editorial.UnitStays", await Change(room, both, called, room.Fire));
    }

    private static Task<Stadtfunk.Kernel.Errors.Outcome<Saved>> Change(Newsroom room, Stadtfunk.Kernel.Access.Actor actor, PostStanding at, Stadtfunk.Kernel.Access.UnitId unit) =>
        room.House.With((ChangeUnit change) => change.Run(actor, at.Id, at.Version, unit, default));

    private static async Task<Draft> Opened(Newsroom room)
    {
        var at = await room.Draft();
        return new Draft(Good(await room.House.With((PostDetail detail) => detail.Run(room.Writer, at.Id, default))), Time(room));
    }

    private static async Task<PostView> Blank(Newsroom room, Stadtfunk.Kernel.Access.UnitId unit) =>
        Good(await room.House.With((BlankPost blank) => blank.Run(room.Lead, unit, default)));

    private static CityTime Time(Newsroom room) => room.House.Get<CityTime>();
}
