using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class WritingTests
{
    [Fact]
    public async Task Who_saves_second_hears_who_was_first()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        Good(await room.Save(room.MuseumApprover, draft, room.Snow with { Text = "Zuerst." }));
        var second = await room.Save(room.Writer, draft, room.Snow with { Text = "Danach." });
        Refused("Editorial.ChangedMeanwhileBy", second);
        Assert.Contains("Bo Yildiz", room.House.Get<Words>().Of(second.Refusals[0]), StringComparison.Ordinal);
        Assert.Equal("Zuerst.", (await room.View(draft.Id)).Content.Text);
    }

    [Fact]
    public async Task A_change_of_a_picture_alone_raises_the_version()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var content = room.Snow with { Pictures = [new PictureInPost(picture, "Ein Park", false)] };
        var draft = await room.Draft(content);
        var changed = room.Snow with { Pictures = [new PictureInPost(picture, "Ein Park im Schnee", false)] };
        Assert.True(Good(await room.Save(room.Writer, draft, changed)).Standing.Version > draft.Version);
        Refused("Editorial.ChangedMeanwhileBy", await room.Save(room.Writer, draft, content));
    }

    [Fact]
    public async Task Saving_without_a_change_writes_nothing()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        Assert.Equal(draft.Version, Good(await room.Save(room.MuseumApprover, draft, room.Snow)).Standing.Version);
        Assert.Equal("Ada Okafor", (await room.View(draft.Id)).ChangedByName);
    }

    [Fact]
    public async Task The_fire_brigade_sees_nothing_of_the_museum()
    {
        await using var room = await Newsroom.Open();
        var fire = await room.House.Actor("Feuerwehr", (room.Fire, Role.Administrator));
        var draft = await room.Draft();
        Refused("Editorial.PostUnknown", await room.House.With((PostDetail detail) => detail.Run(fire, draft.Id, default)));
        Refused("Editorial.PostUnknown", await room.Save(fire, draft, room.Snow));
        Refused("Editorial.PostUnknown", await room.House.With((DeleteDraft delete) => delete.Run(fire, draft.Id, default)));
        Refused("Editorial.PostUnknown", await room.House.With((CopyPost copy) => copy.Run(fire, draft.Id, default)));
        Refused("Editorial.UnitUnknown", await room.House.With((CreatePost create) => create.Run(fire, room.Museum, room.Snow, new PostDue.Open(), false, default)));
        Assert.Empty(Good(await room.House.With((PostList list) => list.Run(fire, PostQuery.Everything, default))).Posts);
        Assert.Single(Good(await room.House.With((PostList list) => list.Run(room.Lead, PostQuery.Everything, default))).Posts);
    }

    [Fact]
    public async Task Channels_of_the_own_unit_and_above_may_be_chosen_others_not()
    {
        await using var room = await Newsroom.Open();
        var fireChannel = await room.Channel(room.Fire, "Feuerwehr");
        var choices = (await room.View((await room.Draft()).Id)).Channels.Select(channel => channel.Id).ToHashSet();
        Assert.True(choices.SetEquals([room.CityChannel, room.MuseumChannel]));
        var content = room.Snow with { Channels = [new ChannelChoice(fireChannel, true, null)] };
        Refused("Editorial.ChannelNotSelectable", await room.House.With((CreatePost create) => create.Run(room.Writer, room.Museum, content, new PostDue.Open(), false, default)));
    }

    [Fact]
    public async Task A_title_of_ten_thousand_letters_is_met_with_a_sentence()
    {
        await using var room = await Newsroom.Open();
        var outcome = await room.House.With((CreatePost create) =>
            create.Run(room.Writer, room.Museum, room.Snow with { Title = new string('x', 10_000) }, new PostDue.Open(), false, default));
        Refused("Editorial.TooLongToSave", outcome);
        Assert.Equal("title", outcome.Refusals[0].Field);
        Assert.Contains("9800", room.House.Get<Words>().Of(outcome.Refusals[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_thousand_emoji_are_saved_and_shortened_for_the_channel()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft(room.Snow with { Text = string.Concat(Enumerable.Repeat("😀", 5_000)) });
        var view = await room.View(draft.Id);
        Assert.Equal(10_000, view.Content.Text.Length);
        Assert.Empty(view.Problems);
        var channel = view.Channels.Single(channel => channel.Id == room.MuseumChannel);
        Assert.True(FitText.Fits(FitText.Common(view.Content, view.Page, channel.Rules), view.Content, channel.Rules));
    }

    [Fact]
    public async Task Html_stays_text_and_control_characters_go()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft(room.Snow with { Title = "<b>Schnee</b>\0\u0007", Text = "<script>alert(1)</script>\r\nZweite Zeile\u0000" });
        var content = (await room.View(draft.Id)).Content;
        Assert.Equal("<b>Schnee</b>", content.Title);
        Assert.Equal("<script>alert(1)</script>\nZweite Zeile", content.Text);
    }

    [Fact]
    public async Task Turned_writing_direction_is_taken_out_and_said()
    {
        await using var room = await Newsroom.Open();
        var saved = Good(await room.House.With((CreatePost create) =>
            create.Run(room.Writer, room.Museum, room.Snow with { Title = "Ruf \u202Egnp.exe\u202C an", Text = "\u200B\u200C\uFEFF" }, new PostDue.Open(), false, default)));
        Assert.Equal(["Editorial.DirectionRemoved", "Editorial.OnlyInvisible"], saved.Notices.Select(notice => notice.Key));
        var content = (await room.View(saved.Standing.Id)).Content;
        Assert.Equal(("Ruf gnp.exe an", ""), (content.Title, content.Text));
    }

    [Fact]
    public async Task A_half_of_a_surrogate_pair_does_no_harm()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft(room.Snow with { Title = "Schnee \uD83D", Text = "u\u0308ber" });
        var content = (await room.View(draft.Id)).Content;
        Assert.Equal("Schnee \uFFFD", content.Title);
        Assert.Equal("über", content.Text);
    }

    [Fact]
    public async Task A_draft_is_deleted_and_a_released_post_is_not()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        Good(await room.House.With((DeleteDraft delete) => delete.Run(room.Writer, draft.Id, default)));
        Refused("Editorial.PostUnknown", await room.House.With((PostDetail detail) => detail.Run(room.Writer, draft.Id, default)));
        var scheduled = await room.Scheduled(due: new PostDue.At(room.House.Now.AddHours(1)));
        Refused("Editorial.OnlyDelete", await room.House.With((DeleteDraft delete) => delete.Run(room.Writer, scheduled.Id, default)));
    }

    [Fact]
    public async Task A_deleted_draft_comes_back_as_it_was_and_only_once()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        var before = await room.View(draft.Id);
        var gone = Good(await room.House.With((DeleteDraft delete) => delete.Run(room.MuseumApprover, draft.Id, default)));
        var stranger = await room.House.Actor("Nebenan", (await room.House.Unit(room.City, "Feuerwehr"), Role.Administrator));
        Assert.False((await room.House.With((BringBackDraft back) => back.Run(stranger, gone, default))).Ok);
        Good(await room.House.With((BringBackDraft back) => back.Run(room.MuseumApprover, gone, default)));
        Refused("Kernel.Changed", await room.House.With((BringBackDraft back) => back.Run(room.MuseumApprover, gone, default)));
        var after = await room.View(draft.Id);
        Assert.Equal(before.Content, after.Content);
        // Deleting and fetching back makes nobody the author: whoever wrote it still cannot approve it alone.
        var submitted = Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default)));
        Assert.Equal(before.AuthorName, after.AuthorName);
        Good(await room.Approve(room.MuseumApprover, submitted.Id));
    }

    [Fact]
    public async Task Paging_shows_every_post_once_even_when_all_are_of_the_same_moment()
    {
        await using var room = await Newsroom.Open();
        for (var i = 0; i < 7; i++)
            await room.Draft(room.Snow with { Title = $"Beitrag {i}" });
        var seen = new List<PostId>();
        string? cursor = null;
        do
        {
            var page = Good(await room.House.With((PostList list) => list.Run(room.Writer, PostQuery.Everything with { Cursor = cursor, Take = 3 }, default)));
            seen.AddRange(page.Posts.Select(post => post.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
        Refused("Editorial.CursorUnknown", await room.House.With((PostList list) => list.Run(room.Writer, PostQuery.Everything with { Cursor = "unfug" }, default)));
    }

    [Theory]
    [InlineData("über NACHT", 1)]
    [InlineData("schnee winter", 1)]
    [InlineData("sommer", 0)]
    public async Task The_list_finds_words_whatever_their_case(string text, int found)
    {
        await using var room = await Newsroom.Open();
        await room.Draft();
        Assert.Equal(found, Good(await room.House.With((PostList list) => list.Run(room.Writer, PostQuery.Everything with { Text = text }, default))).Posts.Count);
    }
}
