using System.Text.Json;
using Stadtfunk.Editorial;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.TikTok;
using Stadtfunk.Organisation.Contracts;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>What a post says of itself on a network that asks.</summary>
public sealed class PostTermsTests
{
    private const string Before = "b1cf674e4ff743102b98db5002e7ff0222e4581c77568233ad73756dac65c2c9";

    private static readonly Terms Public = new() { Audience = "PUBLIC_TO_EVERYONE", Comments = true };

    [Fact]
    public void What_an_approval_was_bound_to_before_is_what_it_is_bound_to_now_and_what_is_said_belongs_to_it()
    {
        var post = new PostContent("Schnee", "Es schneit.", null, null, "de", [], [new ChannelChoice(ChannelId.Of(Guid.Parse("01941f29-7c00-7aaa-9d6c-000000000001")), true, null)]);
        string HashOf(Terms? terms) => (post with { Channels = [post.Channels[0] with { Terms = terms }] }).Hash(new Dictionary<PictureId, PictureView>());
        Assert.Equal(Before, HashOf(null));
        Assert.Equal(4, new[] { HashOf(null), HashOf(Public), HashOf(Public with { Comments = false }), HashOf(Public with { PaidBrand = true }) }.Distinct().Count());
        Assert.Null(new Terms().OrNothing);
    }

    [Fact]
    public async Task It_is_saved_frozen_with_the_release_and_comes_back_when_a_correction_is_dropped()
    {
        await using var room = await Newsroom.Open();
        var (tiktok, post) = await Post(room, Public with { Title = " Schnee " });
        var scheduled = await room.Scheduled(post);
        var said = Public with { Title = "Schnee" };
        Assert.Equal(said, (await room.Revision(scheduled.Id, 1))!.Channels.Single(one => one.Channel == tiktok).Terms);
        Assert.Null((await room.Revision(scheduled.Id, 1))!.Channels.Single(one => one.Channel == room.MuseumChannel).Terms);
        var answer = VariantAnswer.Of(await room.View(scheduled.Id), (await room.View(scheduled.Id)).Channels.Single(channel => channel.Id == tiktok));
        Assert.Equal((said, 2, 4000), (answer.Terms, answer.Asks!.Audiences.Count, answer.Limit));
        Assert.Empty(await room.House.With(async (IStillFits fits) => await fits.Of([(await room.Revision(scheduled.Id, 1))!], default)));
        await room.House.With((IPostProgress progress) => progress.WentLive(scheduled.Id, 1, room.House.Now, default));
        await room.House.With((IPostProgress progress) => progress.Moved(scheduled.Id, 1, PostState.Published, default));
        var open = Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, scheduled.Id, null, default)));
        Good(await room.Save(room.Writer, open, post with { Channels = [.. post.Channels.Select(choice => choice with { Terms = null })] }));
        Good(await room.House.With((DropCorrection use) => use.Run(room.Writer, scheduled.Id, null, default)));
        Assert.Equal(said, (await room.View(scheduled.Id)).Content.TermsOf(tiktok));
    }

    [Theory]
    [InlineData(null, false, null, "Editorial.AudienceMissing")]
    [InlineData("FOLLOWER_OF_CREATOR", false, null, "Editorial.AudienceGone")]
    [InlineData("SELF_ONLY", true, null, "Editorial.PaidBrandAlone")]
    [InlineData("PUBLIC_TO_EVERYONE", true, "91", "Editorial.PictureTitleTooLong")]
    [InlineData("PUBLIC_TO_EVERYONE", true, "90", null)]
    [InlineData("draft", true, null, null)]
    public async Task What_is_missing_or_does_not_go_together_is_said_before_it_is_submitted_and_nothing_is_lost(string? audience, bool paid, string? title, string? why)
    {
        await using var room = await Newsroom.Open();
        var (tiktok, post) = await Post(room, new Terms { Audience = audience, Comments = true, PaidBrand = paid, Title = title is null ? null : new string('t', int.Parse(title)) });
        var draft = await room.Draft(post);
        var view = await room.View(draft.Id);
        Assert.Equal(why is null ? [] : [(why, (ChannelId?)tiktok)], view.Problems.Select(problem => (problem.Why.Key, problem.Channel)));
        var submitted = await room.House.With((SubmitPost use) => use.Run(room.Writer, draft.Id, null, default));
        Assert.Equal(why is null, submitted.Ok);
        Assert.Equal(post.TermsOf(tiktok), (await room.View(draft.Id)).Content.TermsOf(tiktok));
    }

    [Fact]
    public async Task Where_everything_is_a_draft_nobody_has_to_choose()
    {
        await using var room = await Newsroom.Open();
        var (_, post) = await Post(room, null, TikTokNetwork.Network.Rules);
        Assert.Empty((await room.View((await room.Draft(post)).Id)).Problems);
    }

    [Fact]
    public async Task Where_nobody_asks_nothing_can_be_said()
    {
        await using var room = await Newsroom.Open();
        var refused = await room.House.With((CreatePost create) => create.Run(
            room.Writer, room.Museum, room.Snow with { Channels = [new(room.MuseumChannel, true, null) { Terms = Public }] }, new PostDue.Open(), false, default));
        Refused("Editorial.TermsNotAsked", refused);
    }

    [Fact]
    public async Task Saying_something_else_takes_an_approval_away_and_is_told_in_words()
    {
        await using var room = await Newsroom.Open();
        var (_, post) = await Post(room, Public);
        var approved = await room.Approved(post);
        var other = post with { Channels = [.. post.Channels.Select(choice => choice with { Terms = choice.Terms is null ? null : choice.Terms with { PaidBrand = true, Comments = false } })] };
        var change = Assert.Single(Good(await room.House.With((CompareDraft compare) => compare.Run(room.Writer, approved.Id, other, default))).Changes);
        Assert.Equal(("Angaben für „Stadt in Bewegung“", "Alle · Kommentare erlauben", "Alle · Bezahlte Partnerschaft"), (room.House.Get<Words>()[change.Key, change.Name!], change.Before, change.After));
        Assert.Equal(PostState.Draft, Good(await room.Save(room.Writer, approved, other)).Standing.State);
    }

    [Theory]
    [InlineData("", true, PostState.Approved)]
    [InlineData(", \"terms\": { \"audience\": \"PUBLIC_TO_EVERYONE\", \"comments\": true }", true, PostState.Approved)]
    [InlineData(", \"terms\": null", false, PostState.Draft)]
    [InlineData(", \"terms\": {}", false, PostState.Draft)]
    public async Task Only_what_the_api_is_told_changes_it(string told, bool stays, PostState state)
    {
        await using var room = await Newsroom.Open();
        var (tiktok, post) = await Post(room, Public);
        var approved = await room.Approved(post);
        var stored = (await room.View(approved.Id)).Content;
        var picture = stored.Pictures[0];
        var body = JsonSerializer.Deserialize<PostBody>($$"""
            { "title": "{{stored.Title}}", "text": "{{stored.Text}}", "language": "de", "channels": [ { "channel": "{{room.MuseumChannel}}" }, { "channel": "{{tiktok}}"{{told}} } ],
              "pictures": [ { "picture": "{{picture.Picture}}", "alt": "{{picture.Alt}}", "decorative": false } ] }
            """, JsonSerializerOptions.Web)!;
        Assert.Equal(state, Good(await room.Save(room.Writer, approved, body.Content)).Standing.State);
        Assert.Equal(stays ? Public : null, (await room.View(approved.Id)).Content.TermsOf(tiktok));
        var one = JsonSerializer.Deserialize<ChoiceBody>("""{ "terms": { "audience": "SELF_ONLY" } }""", JsonSerializerOptions.Web)!;
        Good(await room.House.With((SaveVariant use) => use.Run(room.Writer, approved.Id, null, new ChannelChoice(tiktok, one.Chosen, one.Text) { Terms = one.Terms }, one.FormStays, one.TermsStay, default)));
        Assert.Equal("SELF_ONLY", (await room.View(approved.Id)).Content.TermsOf(tiktok)!.Audience);
    }

    [Fact]
    public void The_text_under_pictures_may_be_longer_than_the_one_beside_a_video()
    {
        var channel = new FitChannel(ChannelId.New(), UnitId.New(), "TikTok", "stadt", TikTokNetwork.Network, TikTokNetwork.Network.Rules, true);
        Assert.Equal((4000, 2200), (channel.As(null, video: false).Rules.MaxText, channel.As(null, video: true).Rules.MaxText));
    }

    /// <summary>A channel on TikTok whose account lets everybody see a post, or itself alone, and a post with a picture for it and the museum's practice channel.</summary>
    private static async Task<(ChannelId Channel, PostContent Post)> Post(Newsroom room, Terms? terms, Rules? rules = null)
    {
        var channel = Good(await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Museum, "tiktok", "Stadt in Bewegung", "Probe", null, null, null), default)));
        rules ??= TikTokNetwork.Network.Rules with { Asks = new TermRules(["PUBLIC_TO_EVERYONE", "SELF_ONLY"]) { Stitches = false, NoPaidBrandFor = "SELF_ONLY", MaxPictureTitle = 90 } };
        await room.House.With(async (IChannels register) => { await register.Connected(channel, "stadt", new Uri("https://www.tiktok.com/@stadt"), JsonSerializer.Serialize(rules, JsonSerializerOptions.Web), default); return true; });
        ChannelChoice[] choices = [new(room.MuseumChannel, true, null), new(channel, true, null) { Terms = terms }];
        return (channel, room.Snow with { Pictures = [new(await room.Picture(), "Ein verschneiter Park", false)], Channels = [.. choices.OrderBy(choice => choice.Channel.Value)] });
    }
}
