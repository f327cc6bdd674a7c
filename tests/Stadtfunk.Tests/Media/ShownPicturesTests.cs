using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Editorial;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>What stands beside a picture is published with it: nobody puts it before the world alone.</summary>
public sealed class ShownPicturesTests
{
    private static readonly PictureWords AsItWas = new("", "", .5, .5);

    /// <summary>Each changes one thing that readers or networks get.</summary>
    public static TheoryData<string> Changes => ["credit", "licence", "focus"];

    private static PictureWords Changed(string what) => what switch
    {
        "credit" => AsItWas with { Credit = "Wählt die Liste X!" },
        "licence" => AsItWas with { Rights = new PictureRights(Licence.CcZero, "", Consent.NotNeeded, null, "") },
        _ => AsItWas with { FocusX = 0.1 },
    };

    private static Task<Outcome<PictureView>> Change(Newsroom room, Actor actor, PictureId picture, PictureWords words) =>
        room.House.With((ChangePicture change) => change.Run(actor, picture, words, default));

    private static async Task<(Newsroom Room, PictureId Picture, PostContent Content)> Snowed()
    {
        var room = await Newsroom.Open();
        var picture = await room.Picture();
        return (room, picture, room.Snow with { Pictures = [new PictureInPost(picture, "Zwei Kinder im Schnee", false)] });
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_stands_beside_a_picture_was_approved_with_it(string what)
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        var approved = await room.Approved(content);
        Good(await Change(room, room.Writer, picture, Changed(what)));
        Refused("Editorial.ChangedSinceApproval", await room.Release(room.MuseumApprover, approved.Id, null));
        var back = await Change(room, room.Writer, picture, AsItWas with { Rights = new PictureRights(Licence.Unclear, "", Consent.NotNeeded, null, "") });
        Good(back);
        Good(await room.Release(room.MuseumApprover, approved.Id, null));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Beside_a_picture_that_is_scheduled_or_public_only_who_may_release_changes_anything(string what)
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        var post = await room.Scheduled(content, new PostDue.At(room.House.Now.AddHours(1)));
        await Both();
        await room.House.With((IPostProgress progress) => progress.WentLive(post.Id, 1, room.House.Now, default));
        await Both();
        Good(await Change(room, room.MuseumApprover, picture, Changed(what)));

        async Task Both()
        {
            var no = (await Change(room, room.Writer, picture, Changed(what) with { Alt = "Neu" })).Refusals.Single();
            Assert.Equal(("Media.ShownNow", RefusalKind.Forbidden), (no.Key, no.Kind));
            Assert.Equal(("", "", .5, Licence.Unclear), Of((await room.House.With((IPictures pictures) => pictures.Find(picture, default)))!));
            // The library's own alt text and tags stand on no page.
            Good(await Change(room, room.Writer, picture, AsItWas with { Alt = "Schnee", Tags = ["Winter"] }));
            Good(await Change(room, room.Writer, picture, AsItWas));
        }
    }

    private static (string, string, double, Licence) Of(PictureView picture) => (picture.Alt, picture.Credit, picture.FocusX, picture.Licence);

    [Fact]
    public async Task Who_releases_in_the_pictures_unit_changes_nothing_on_the_pages_of_another()
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        var other = await room.House.Actor("Jonas Brand", (room.City, Role.DeskLead));
        var city = content with { Channels = [new ChannelChoice(room.CityChannel, true, null)] };
        var post = Good(await room.House.With((CreatePost create) => create.Run(other, room.City, city, new PostDue.Open(), true, default))).Standing.Id;
        Good(await room.Approve(room.Lead, post));
        Good(await room.Release(room.Lead, post, null));
        Refused("Media.ShownNow", await Change(room, room.MuseumApprover, picture, Changed("credit")));
        Good(await Change(room, room.Lead, picture, Changed("credit")));
    }

    [Fact]
    public async Task Once_the_post_is_withdrawn_or_called_off_the_picture_is_its_writers_again()
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        var planned = await room.Scheduled(content, new PostDue.At(room.House.Now.AddHours(1)));
        Good(await room.House.With((CallOffPost use) => use.Run(room.MuseumApprover, planned.Id, null, default)));
        var post = await room.Scheduled(content);
        await room.House.With((IPostProgress progress) => progress.WentLive(post.Id, 1, room.House.Now, default));
        Refused("Media.ShownNow", await Change(room, room.Writer, picture, Changed("credit")));
        await room.House.With((IPostProgress progress) => progress.Withdrawn(post.Id, room.House.Now, default));
        Good(await Change(room, room.Writer, picture, Changed("credit")));
    }

    [Fact]
    public async Task What_differs_at_the_due_time_from_what_was_approved_does_not_go_out()
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        var post = await room.Scheduled(content, new PostDue.At(room.House.Now.AddHours(1)));
        await room.House.Pump();
        // One person alone, who may.
        Good(await Change(room, room.MuseumApprover, picture, Changed("credit")));
        await GoLive(room, post.Id);
        var view = await room.View(post.Id);
        Assert.Equal((null, PostState.Missed), (view.PublicSince, view.Standing.State));
        var row = Assert.Single(await room.House.With((PostDeliveries list) => list.Run(room.Lead, post.Id, default)));
        Assert.Contains("schnee.jpg", row.Sentence, StringComparison.Ordinal);
        Assert.Contains("nach der Freigabe", row.Sentence, StringComparison.Ordinal);
        // As the sentence says: called off, given another time, approved again, and it goes out.
        var called = Good(await room.House.With((CallOffPost use) => use.Run(room.MuseumApprover, post.Id, null, default)));
        await room.House.Pump();
        Good(await room.Save(room.Writer, called, content));
        Good(await room.House.With((SubmitPost use) => use.Run(room.Writer, post.Id, null, default)));
        Good(await room.Approve(room.MuseumApprover, post.Id));
        var again = Good(await room.Release(room.MuseumApprover, post.Id, new PostDue.Open()));
        await room.House.Pump();
        await room.House.With((Releases releases) => releases.GoLive(post.Id, again.Revision, room.House.Now, default));
        Assert.NotNull((await room.View(post.Id)).PublicSince);
    }

    [Fact]
    public async Task What_was_approved_and_released_before_credits_counted_still_goes_out()
    {
        var (room, picture, content) = await Snowed();
        await using var _ = room;
        var approved = await room.Approved(content);
        var seen = await room.House.With((IPictures pictures) => pictures.Many([picture], default));
        var before = content.BytesHash(seen);
        Assert.NotEqual(before, content.Hash(seen));
        await room.House.With((Db db) => db.Set<Post>().ExecuteUpdateAsync(set => set.SetProperty(x => x.ApprovedHash, before)));
        Good(await room.Release(room.MuseumApprover, approved.Id, new PostDue.At(room.House.Now.AddHours(1))));
        await room.House.Pump();
        await room.House.With(async (Db db) =>
        {
            var frozen = await db.Set<Revision>().Select(x => x.Frozen).SingleAsync();
            var old = Regex.Replace(frozen, ",\"mark\":\"[^\"]*\"", "");
            Assert.NotEqual(frozen, old);
            await db.Set<Revision>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Frozen, old));
        });
        Good(await Change(room, room.MuseumApprover, picture, Changed("credit")));
        await GoLive(room, approved.Id);
        Assert.NotNull((await room.View(approved.Id)).PublicSince);
    }

    private static async Task GoLive(Newsroom room, PostId post)
    {
        room.House.Clock.Advance(TimeSpan.FromMinutes(61));
        await room.House.With((Releases releases) => releases.GoLive(post, 1, room.House.Now, default));
        await room.House.Pump();
    }
}
