using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class PostNoticesTests
{
    [Fact]
    public async Task Who_may_approve_hears_that_a_post_waits_and_its_author_that_it_came_back()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Submitted();
        await room.House.Pump();
        Assert.Equal([NoticeKind.ApprovalWaits], await Told(room, room.MuseumApprover));
        Assert.Equal([NoticeKind.ApprovalWaits], await Told(room, room.Lead));
        Assert.Empty(await Told(room, room.Writer));
        Good(await room.House.With((ReturnPost use) => use.Run(room.MuseumApprover, post.Id, null, "Bitte kürzer", default)));
        await room.House.Pump();
        Assert.Equal([NoticeKind.PostReturned], await Told(room, room.Writer));
        var notice = (await room.House.With((NoticeList list) => list.Run(room.Writer, null, default))).Rows.Single();
        Assert.Equal(("Editorial.Notice.Returned", $"/desk/beitraege/{post.Id}"), (notice.Text, notice.Link));
        Assert.Equal(["Erster Schnee", "Bo Yildiz"], notice.Args);
    }

    [Fact]
    public async Task Nobody_hears_of_what_was_approved_before_the_notice_was_written()
    {
        await using var room = await Newsroom.Open();
        await room.Approved();
        await room.House.Pump();
        Assert.Empty(await Told(room, room.Lead));
    }

    private static async Task<IEnumerable<NoticeKind>> Told(Newsroom room, Actor actor) =>
        (await room.House.With((NoticeList list) => list.Run(actor, null, default))).Rows.Select(row => row.Kind);
}
