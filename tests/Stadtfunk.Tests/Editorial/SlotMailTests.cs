using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;
using static Stadtfunk.Tests.Editorial.SlotDays;

namespace Stadtfunk.Tests.Editorial;

public sealed class SlotMailTests(Peers peers)
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateTime Due = Utc(2026, 11, 26, 15);

    [Fact]
    public async Task The_owner_gets_a_mail_with_the_draft_and_a_last_one_a_day_before()
    {
        await using var room = await Newsroom.Open();
        var smtp = await Served(room);
        var owner = await room.House.Person($"Ida Sonntag {Guid.CreateVersion7():N}", (room.Museum, Role.Writer));
        var email = (await room.House.With((IPeople people) => people.Many([owner], Ct)))[owner].Email;
        await room.Slot(owner: owner);
        await At(room, Due.AddDays(-3));
        var first = Assert.Single(await smtp.To(email, Ct));
        Assert.Contains("Sonntagstipp", first.Subject, StringComparison.Ordinal);
        Assert.Contains($"/desk/beitraege/{(await room.Rows())[0].Post}", first.Text, StringComparison.Ordinal);
        await At(room, Due.AddHours(-20));
        Assert.Contains("noch niemand", (await smtp.To(email, Ct))[1].Subject, StringComparison.Ordinal);
        await At(room, Due.AddHours(-19));
        Assert.Equal(2, (await smtp.To(email, Ct)).Count);
    }

    [Fact]
    public async Task Without_an_owner_those_who_write_in_the_unit_hear_of_it_and_nobody_once_it_is_written()
    {
        await using var room = await Newsroom.Open();
        var smtp = await Served(room);
        var writer = await room.House.Person($"Udo Feder {Guid.CreateVersion7():N}", (room.Museum, Role.Writer));
        var email = (await room.House.With((IPeople people) => people.Many([writer], Ct)))[writer].Email;
        await room.Slot();
        await At(room, Due.AddDays(-3));
        Assert.Single(await smtp.To(email, Ct));
        var view = await room.View((await room.Rows())[0].Post!.Value);
        Good(await room.Save(room.Writer, view.Standing, view.Content with { Text = "Am Sonntag ins Museum." }, new PostDue.At(Due)));
        await At(room, Due.AddHours(-20));
        Assert.Single(await smtp.To(email, Ct));
    }

    private async Task<SmtpPeer> Served(Newsroom room)
    {
        var smtp = await peers.Smtp(Ct);
        var admin = await room.House.Actor("Verwaltung", (room.City, Role.Administrator));
        Assert.True((await smtp.Serve(room.House, admin, Ct)).Ok);
        return smtp;
    }

    private static async Task At(Newsroom room, DateTime utc)
    {
        room.House.Clock.SetUtcNow(new DateTimeOffset(utc));
        await room.Round();
        await room.House.Pump();
        room.House.Clock.Advance(NoticeBoard.Gather);
        await room.House.With((NoticeMailRound round) => round.Tick(Ct));
        await room.House.With((MailRound round) => round.Tick(Ct));
    }
}
