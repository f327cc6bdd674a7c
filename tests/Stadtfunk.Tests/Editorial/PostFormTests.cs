using System.Text.Json;
using Stadtfunk.Editorial;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>A channel may be chosen in another form than a post.</summary>
public sealed class PostFormTests
{
    private const string Before = "b1cf674e4ff743102b98db5002e7ff0222e4581c77568233ad73756dac65c2c9";

    [Fact]
    public void What_an_approval_was_bound_to_before_there_were_forms_is_what_it_is_bound_to_now()
    {
        var channel = ChannelId.Of(Guid.Parse("01941f29-7c00-7aaa-9d6c-000000000001"));
        var post = new PostContent("Schnee", "Es schneit.", null, null, "de", [], [new ChannelChoice(channel, true, null)]);
        Assert.Equal(Before, post.Hash(new Dictionary<PictureId, PictureView>()));
        Assert.NotEqual(Before, (post with { Channels = [new(channel, true, null) { Form = "story" }] }).Hash(new Dictionary<PictureId, PictureView>()));
    }

    [Fact]
    public async Task A_story_is_saved_goes_out_without_the_text_and_stands_in_what_is_released()
    {
        await using var room = await Newsroom.Open();
        var (story, post) = await Story(room);
        var view = await room.View((await room.Draft(post)).Id);
        Assert.Equal("story", view.Content.FormOf(story));
        Assert.Empty(view.Problems);
        var answer = VariantAnswer.Of(view, view.Channels.Single(channel => channel.Id == story));
        Assert.Equal(("story", "", 0, 0), (answer.Form, answer.Text, answer.Used, answer.Limit));
        var scheduled = await room.Scheduled(post);
        var variants = (await room.Revision(scheduled.Id, 1))!.Channels;
        Assert.Equal(("story", ""), (variants.Single(one => one.Channel == story).Form, variants.Single(one => one.Channel == story).Text));
        Assert.Null(variants.Single(one => one.Channel == room.MuseumChannel).Form);
        Assert.NotEmpty(variants.Single(one => one.Channel == room.MuseumChannel).Text);
        // Held against the rules of today it is still a story.
        Assert.Empty(await room.House.With(async (IStillFits fits) => await fits.Of([(await room.Revision(scheduled.Id, 1))!], default)));
    }

    [Fact]
    public async Task Two_pictures_are_too_many_for_a_story_and_its_own_text_is_no_matter()
    {
        await using var room = await Newsroom.Open();
        var (story, post) = await Story(room);
        post = post with { Pictures = [.. post.Pictures, new(await room.Picture(2), "Noch ein Park", false)] };
        Assert.Equal([("Editorial.TooManyPictures", (ChannelId?)story)], (await room.View((await room.Draft(post)).Id)).Problems.Select(problem => (problem.Why.Key, problem.Channel)));
        post = post with { Pictures = [post.Pictures[0]], Channels = [new(story, true, new string('a', 3000)) { Form = "story" }] };
        Assert.Empty((await room.View((await room.Draft(post)).Id)).Problems);
        Assert.Equal("Editorial.TextTooLong", Assert.Single((await room.View((await room.Draft(post with { Channels = [post.Channels[0] with { Form = null }] })).Id)).Problems).Why.Key);
    }

    [Fact]
    public async Task A_form_that_a_network_does_not_know_is_not_saved()
    {
        await using var room = await Newsroom.Open();
        var (story, post) = await Story(room);
        Refused("Editorial.FormUnknown", await room.House.With((CreatePost create) => create.Run(
            room.Writer, room.Museum, post with { Channels = [new(story, true, null) { Form = "sculpture" }] }, new PostDue.Open(), false, default)));
        Refused("Editorial.FormUnknown", await room.House.With((CreatePost create) => create.Run(
            room.Writer, room.Museum, post with { Channels = [new(room.MuseumChannel, true, null) { Form = "story" }] }, new PostDue.Open(), false, default)));
    }

    [Fact]
    public async Task Another_form_takes_an_approval_away_and_is_told_in_words()
    {
        await using var room = await Newsroom.Open();
        var (story, post) = await Story(room);
        var approved = await room.Approved(post);
        var usual = post with { Channels = [.. post.Channels.Select(choice => choice with { Form = null })] };
        var clash = Good(await room.House.With((CompareDraft compare) => compare.Run(room.Writer, approved.Id, usual, default)));
        var change = Assert.Single(clash.Changes);
        Assert.Equal(("Form auf „Museum zeigt“", "Story", "Beitrag"), (room.House.Get<Words>()[change.Key, change.Name!], change.Before, change.After));
        Assert.Equal(PostState.Draft, Good(await room.Save(room.Writer, approved, usual)).Standing.State);
        Assert.Null((await room.View(approved.Id)).Content.FormOf(story));
    }

    /// <summary>What a client does that knows nothing of forms, what one does that says "a post", and what both leave of an approval.</summary>
    [Theory]
    [InlineData("", "story", PostState.Approved)]
    [InlineData(", \"form\": \"story\"", "story", PostState.Approved)]
    [InlineData(", \"form\": null", null, PostState.Draft)]
    [InlineData(", \"form\": \"\"", null, PostState.Draft)]
    public async Task Only_what_the_api_is_told_about_a_form_changes_it(string said, string? form, PostState state)
    {
        await using var room = await Newsroom.Open();
        var (story, post) = await Story(room);
        var approved = await room.Approved(post);
        var stored = (await room.View(approved.Id)).Content;
        var (museum, picture) = (room.MuseumChannel, stored.Pictures[0]);
        var body = JsonSerializer.Deserialize<PostBody>($$"""
            { "title": "{{stored.Title}}", "text": "{{stored.Text}}", "language": "de", "channels": [ { "channel": "{{museum}}" }, { "channel": "{{story}}"{{said}} } ],
              "pictures": [ { "picture": "{{picture.Picture}}", "alt": "{{picture.Alt}}", "decorative": false } ] }
            """, JsonSerializerOptions.Web)!;
        Assert.Equal(state, Good(await room.Save(room.Writer, approved, body.Content)).Standing.State);
        Assert.Equal((form, null), ((await room.View(approved.Id)).Content.FormOf(story), (await room.View(approved.Id)).Content.FormOf(museum)));
    }

    [Theory]
    [InlineData("", "story", PostState.Approved)]
    [InlineData(", \"form\": null", null, PostState.Draft)]
    public async Task So_does_what_it_is_told_about_one_channel(string said, string? form, PostState state)
    {
        await using var room = await Newsroom.Open();
        var (story, post) = await Story(room);
        var approved = await room.Approved(post);
        var body = JsonSerializer.Deserialize<ChoiceBody>($$"""{ "version": {{approved.Version}}{{said}} }""", JsonSerializerOptions.Web)!;
        var choice = new ChannelChoice(story, body.Chosen, body.Text) { Form = body.Form };
        Assert.Equal(state, Good(await room.House.With((SaveVariant use) => use.Run(room.Writer, approved.Id, body.Version, choice, body.FormStays, body.TermsStay, default))).Standing.State);
        Assert.Equal(form, (await room.View(approved.Id)).Content.FormOf(story));
    }

    [Fact]
    public async Task A_dropped_correction_brings_the_form_back()
    {
        await using var room = await Newsroom.Open();
        var (_, post) = await Story(room);
        var live = await room.Scheduled(post);
        await room.House.With((IPostProgress progress) => progress.WentLive(live.Id, 1, room.House.Now, default));
        await room.House.With((IPostProgress progress) => progress.Moved(live.Id, 1, PostState.Published, default));
        var open = Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, live.Id, null, default)));
        Good(await room.Save(room.Writer, open, post with { Channels = [.. post.Channels.Select(choice => choice with { Form = null })] }));
        Good(await room.House.With((DropCorrection use) => use.Run(room.Writer, live.Id, null, default)));
        Assert.Equal(post, (await room.View(live.Id)).Content);
    }

    [Fact]
    public async Task One_who_writes_and_one_who_chooses_a_form_are_put_together()
    {
        await using var room = await Newsroom.Open();
        var (story, post) = await Story(room);
        var basis = post with { Channels = [.. post.Channels.Select(choice => choice with { Form = null })] };
        var both = new ThreeWay(basis, post, basis with { Text = "Der Park ist weiß." });
        var together = both.Together(keepMine: true);
        Assert.Equal(("story", "Der Park ist weiß.", false), (together.FormOf(story), together.Text, both.Contested));
    }

    /// <summary>A channel on Instagram, and a post that goes there as a story and to the museum's practice channel as a post.</summary>
    internal static async Task<(ChannelId Channel, PostContent Post)> Story(Newsroom room)
    {
        var channel = Good(await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Museum, "instagram", "Museum zeigt", "Probe", null, null, null), default)));
        ChannelChoice[] choices = [new(room.MuseumChannel, true, null), new(channel, true, null) { Form = "story" }];
        return (channel, room.Snow with { Pictures = [new(await room.Picture(), "Ein verschneiter Park", false)], Channels = [.. choices.OrderBy(choice => choice.Channel.Value)] });
    }
}
