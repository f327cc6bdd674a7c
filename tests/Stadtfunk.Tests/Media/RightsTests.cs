using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Editorial;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>Licence and consent. What may not be shown does not get out, at any of the gates.</summary>
public sealed class RightsTests
{
    private static readonly PictureRights Open = new(Licence.Own, "", Consent.NotNeeded, null, "");

    private static async Task Allow(Newsroom room, PictureId picture, PictureRights rights) =>
        Good(await room.House.With((ChangePicture change) => change.Run(room.Writer, picture, new PictureWords("Schnee", "Presseamt", .5, .5) { Rights = rights }, default)));

    private static async Task<(Newsroom Room, PictureId Picture, PostContent Content)> Snowed()
    {
        var room = await Newsroom.Open();
        var picture = await room.Picture();
        return (room, picture, room.Snow with { Pictures = [new PictureInPost(picture, "Zwei Kinder im Schnee", false)] });
    }

    [Theory]
    [InlineData(-1, false), InlineData(0, true), InlineData(1, true)]
    public async Task A_consent_holds_to_the_end_of_its_last_day(int days, bool usable)
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        await Allow(room, picture, Open with { Consent = Consent.Given, ConsentUntil = new DateOnly(2026, 11, 23).AddDays(days) });
        var draft = await room.Draft(content);
        var submitted = await room.House.With((SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default));
        Assert.Equal(usable, submitted.Ok);
        var picked = await room.House.With((PictureToPick pick) => pick.Run(room.Writer, picture, default));
        Assert.Equal(usable, picked.Ok);
        if (usable)
            return;
        Refused("Editorial.PictureBlocked", submitted);
        Assert.Contains("22", room.House.Get<Words>().Of(submitted.Refusals.Single(refusal => refusal.Key == "Editorial.PictureBlocked")), StringComparison.Ordinal);
        Refused("Media.ConsentRanOut", picked);
    }

    [Fact]
    public async Task A_missing_consent_stops_it_at_every_gate()
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        var submitted = await room.Submitted(content);
        await Allow(room, picture, Open with { Consent = Consent.Missing });
        Refused("Editorial.PictureBlocked", await room.Approve(room.MuseumApprover, submitted.Id));
        await Allow(room, picture, Open);
        Good(await room.Approve(room.MuseumApprover, submitted.Id));
        await Allow(room, picture, Open with { Consent = Consent.Missing });
        Refused("Editorial.PictureBlocked", await room.Release(room.MuseumApprover, submitted.Id, null));
        await Allow(room, picture, Open);
        Good(await room.Release(room.MuseumApprover, submitted.Id, null));
    }

    [Fact]
    public async Task A_consent_that_ran_out_between_release_and_due_time_keeps_post_and_page_back()
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        await Allow(room, picture, Open with { Consent = Consent.Given, ConsentUntil = new DateOnly(2026, 11, 24) });
        var due = new PostDue.OnTheClock(new DateTime(2026, 11, 25, 10, 0, 0), Stadtfunk.Kernel.Time.Overlap.First);
        var post = await room.Scheduled(content, due);
        await room.House.Pump();
        room.House.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(1));
        await room.House.With((Releases releases) => releases.GoLive(post.Id, 1, room.House.Now, default));
        await room.House.Pump();
        var view = await room.View(post.Id);
        Assert.Null(view.PublicSince);
        Assert.Equal(PostState.Missed, view.Standing.State);
        var row = Assert.Single(await room.House.With((PostDeliveries list) => list.Run(room.Lead, post.Id, default)));
        Assert.Contains("schnee.jpg", row.Sentence, StringComparison.Ordinal);
        // Settled: a new time, and it goes out.
        await Allow(room, picture, Open);
        Good(await room.House.With((ReschedulePost again) => again.Run(room.MuseumApprover, post.Id, null, new PostDue.Open(), default)));
        await room.House.Pump();
        room.House.Clock.Advance(TimeSpan.FromSeconds(1));
        await room.House.With((Releases releases) => releases.GoLive(post.Id, 1, room.House.Now, default));
        Assert.NotNull((await room.View(post.Id)).PublicSince);
    }

    [Fact]
    public async Task On_the_website_only_the_reason_is_said_too_and_no_new_time_is_taken_until_it_is_settled()
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        await Allow(room, picture, Open with { Consent = Consent.Given, ConsentUntil = new DateOnly(2026, 11, 24) });
        var due = new PostDue.OnTheClock(new DateTime(2026, 11, 25, 10, 0, 0), Stadtfunk.Kernel.Time.Overlap.First);
        var post = await room.Scheduled(content with { Channels = [] }, due);
        await room.House.Pump();
        room.House.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(1));
        await room.House.With((Releases releases) => releases.GoLive(post.Id, 1, room.House.Now, default));
        await room.House.Pump();
        Assert.Equal(PostState.Missed, (await room.View(post.Id)).Standing.State);
        Assert.Contains("schnee.jpg", await room.House.With((WhyMissed why) => why.Run(room.Writer, post.Id, default)), StringComparison.Ordinal);
        Refused("Editorial.PictureBlocked", await room.House.With((ReschedulePost again) => again.Run(room.MuseumApprover, post.Id, null, new PostDue.Open(), default)));
        Assert.Equal(PostState.Missed, (await room.View(post.Id)).Standing.State);
        await Allow(room, picture, Open);
        Good(await room.House.With((ReschedulePost again) => again.Run(room.MuseumApprover, post.Id, null, new PostDue.Open(), default)));
    }

    [Fact]
    public async Task A_list_shows_what_may_not_be_used_and_each_says_where_it_is()
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        await room.Picture(2);
        await room.Draft(content);
        await Allow(room, picture, Open with { Consent = Consent.Given, ConsentUntil = new DateOnly(2026, 11, 1), ConsentNote = "Formular im Ordner" });
        var list = await room.House.With((PictureList all) => all.Run(room.Writer, new PictureQuery("", null, null, 20) { Shelf = PictureShelf.Consent }, default));
        Assert.Equal(picture, Assert.Single(list.Pictures).Picture.Id);
        Assert.Equal("Erster Schnee", Assert.Single(Good(await room.House.With((WhereUsed where) => where.Run(room.Writer, picture, default))).Places).Name);
    }

    [Fact]
    public async Task A_free_licence_wants_its_author_named()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        var rights = Open with { Licence = Licence.CcBy };
        Refused("Media.LicenceWantsCredit", await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, new PictureWords("", "", .5, .5) { Rights = rights }, default)));
        var changed = Good(await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, new PictureWords("", "A. Müller", .5, .5) { Rights = rights }, default)));
        Assert.Equal(Licence.CcBy, changed.Licence);
    }
}
