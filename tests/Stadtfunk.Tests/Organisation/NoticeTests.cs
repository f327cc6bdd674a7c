using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class NoticeTests(Peers peers)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_notice_stands_on_the_desk_once_and_is_read_once()
    {
        await using var house = await House.Open();
        var me = await house.Actor("Leyla Mertens", (await house.City(), Role.Writer));
        var other = await house.Actor("Mehmet Yildiz", (await house.City(), Role.Writer));
        await Tell(house, me.Person, "a", "Sommerfest");
        await Tell(house, me.Person, "a", "Sommerfest");
        await Tell(house, me.Person, "b", "Baustelle");
        var page = await List(house, me);
        Assert.Equal((2, 2), (page.Rows.Count, page.Unread));
        Assert.Empty((await List(house, other)).Rows);
        await house.With((ReadNotices use) => use.Run(other, page.Rows[0].Id, Ct));
        Assert.Equal(2, (await List(house, me)).Unread);
        await house.With((ReadNotices use) => use.Run(me, page.Rows[0].Id, Ct));
        Assert.Equal((1, 1), ((await List(house, me)).Unread, await house.With((INotices notices) => notices.Unread(me.Person, Ct))));
        await house.With((ReadNotices use) => use.Run(me, null, Ct));
        Assert.Equal(0, (await List(house, me)).Unread);
    }

    [Fact]
    public async Task Older_ones_come_page_by_page()
    {
        await using var house = await House.Open();
        var me = await house.Actor("Leyla Mertens", (await house.City(), Role.Writer));
        for (var i = 0; i < NoticeList.PageSize + 5; i++)
        {
            await Tell(house, me.Person, $"{i}", $"{i}");
            house.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var first = await List(house, me);
        Assert.Equal((NoticeList.PageSize, true), (first.Rows.Count, first.More));
        var second = await house.With((NoticeList use) => use.Run(me, first.Rows[^1].At, Ct));
        Assert.Equal((5, false), (second.Rows.Count, second.More));
        Assert.Empty(first.Rows.Select(row => row.Id).Intersect(second.Rows.Select(row => row.Id)));
    }

    [Fact]
    public async Task Mails_gather_for_five_minutes_and_leave_out_what_was_read()
    {
        await using var house = await House.Open();
        var (me, mailbox) = await Reader(house);
        await Tell(house, me.Person, "a", "Sommerfest");
        await Tell(house, me.Person, "b", "Baustelle");
        await Tell(house, me.Person, "c", "Wochenmarkt");
        var read = (await List(house, me)).Rows.Single(row => row.Args[0] == "Baustelle");
        await house.With((ReadNotices use) => use.Run(me, read.Id, Ct));
        await Turn(house);
        Assert.Empty(await mailbox());
        house.Clock.Advance(NoticeBoard.Gather);
        await Turn(house);
        await Turn(house);
        var mail = Assert.Single(await mailbox());
        Assert.Equal("2 Hinweise aus Stadtfunk (Musterstadt)", mail.Subject);
        Assert.Contains("„Sommerfest“ von Nkechi wartet auf Ihre Freigabe.\nhttp://127.0.0.1:5080/desk/beitraege/1", mail.Text!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Wochenmarkt", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Baustelle", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "„Sommerfest“ von Nkechi wartet auf Ihre Freigabe.")]
    [InlineData("de", "„Sommerfest“ von Nkechi wartet auf Ihre Freigabe.")]
    [InlineData("en", "“Sommerfest” by Nkechi is waiting for your approval.")]
    public async Task Everybody_is_written_to_in_their_own_language_and_else_in_the_citys(string? language, string subject)
    {
        await using var house = await House.Open();
        var (me, mailbox) = await Reader(house);
        Assert.True((await house.With((IOwnLanguage own) => own.Choose(me, language, Ct))).Ok);
        await Tell(house, me.Person, "a", "Sommerfest");
        house.Clock.Advance(NoticeBoard.Gather);
        await Turn(house);
        Assert.Equal(subject, Assert.Single(await mailbox()).Subject);
    }

    [Fact]
    public async Task Everybody_chooses_what_comes_how()
    {
        await using var house = await House.Open();
        var (me, mailbox) = await Reader(house);
        var wishes = await house.With((ReadNoticeWishes use) => use.Run(me, Ct));
        Assert.True(wishes.CanMail);
        Assert.All(wishes.All, wish => Assert.Equal((true, MailPace.Soon), (wish.Desk, wish.Mail)));
        Assert.True((await house.With((SetNoticeWishes use) => use.Run(me,
        [
            new(NoticeKind.ApprovalWaits, false, MailPace.Daily), new(NoticeKind.PostTrouble, true, MailPace.Never), new(NoticeKind.SlotGap, false, MailPace.Never),
        ], Ct))).Ok);
        await Tell(house, me.Person, "a", "Sommerfest");
        await Tell(house, me.Person, "b", "Baustelle", NoticeKind.PostTrouble);
        await Tell(house, me.Person, "c", "Sonntagstipp", NoticeKind.SlotGap);
        Assert.Equal("Baustelle", Assert.Single((await List(house, me)).Rows).Args[0]);
        house.Clock.Advance(TimeSpan.FromHours(20));
        await Turn(house);
        Assert.Empty(await mailbox());
        // Nine o'clock and twenty-two and a half hours: half past seven.
        house.Clock.Advance(TimeSpan.FromHours(2.5));
        await Turn(house);
        Assert.Contains("Sommerfest", Assert.Single(await mailbox()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marking_all_as_read_is_taken_back_and_what_was_read_before_stays_read()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var (me, other) = (await house.Actor("Leyla Mertens", (city, Role.Writer)), await house.Actor("Mehmet Yildiz", (city, Role.Writer)));
        foreach (var key in new[] { "a", "b", "c" })
            await Tell(house, me.Person, key, key);
        await house.With(async (ReadNotices use) => await use.Run(me, (await List(house, me)).Rows[0].Id, Ct));
        house.Clock.Advance(TimeSpan.FromSeconds(1.2345678));
        var mark = (await house.With((ReadNotices use) => use.Run(me, null, Ct))).Value;
        Assert.Equal(0, (await List(house, me)).Unread);
        await house.With((UnreadNotices use) => use.Run(other, mark, Ct));
        Assert.Equal(0, (await List(house, me)).Unread);
        await house.With((UnreadNotices use) => use.Run(me, mark, Ct));
        Assert.Equal(2, (await List(house, me)).Unread);
    }

    [Fact]
    public async Task While_the_mail_server_is_away_a_notice_waits_and_goes_later_once()
    {
        await using var house = await House.Open();
        await using var smtp = await SmtpPeer.Start(false, Ct);
        var city = await house.City();
        Assert.True((await smtp.Serve(house, await house.Actor("Verwaltung", (city, Role.Administrator)), Ct)).Ok);
        var me = await house.Actor("Leyla Mertens", (city, Role.Writer));
        await smtp.Mood(new { down = true }, Ct);
        await Tell(house, me.Person, "a", "Sommerfest");
        house.Clock.Advance(NoticeBoard.Gather);
        await Turn(house);
        Assert.Empty(await smtp.To("leyla.mertens@musterstadt.example", Ct));
        await smtp.Mood(new { down = false }, Ct);
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        await Turn(house);
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        await Turn(house);
        Assert.Contains("Sommerfest", Assert.Single(await smtp.To("leyla.mertens@musterstadt.example", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_and_moments_are_told_in_the_language_of_the_reader()
    {
        await using var house = await House.Open();
        var me = await house.Actor("Leyla Mertens", (await house.City(), Role.Writer));
        await house.With(async (IServiceProvider scope) =>
        {
            await scope.GetRequiredService<INotices>().Tell(
                [me.Person], new Notice(NoticeKind.SlotGap, "slot", "Editorial.Notice.Slot", ["Sonntagstipp", NoticeTime.Of(new DateTime(2027, 3, 4, 16, 0, 0)), NoticeTime.Of(new DateOnly(2027, 3, 4))], "/desk"), Ct);
            await scope.GetRequiredService<Db>().SaveChangesAsync(Ct);
        });
        var before = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var (language, moment, day) in new[] { ("de", "4. März 2027, 16:00", "4. März 2027"), ("en", "4 March 2027, 16:00", "4 March 2027") })
            {
                CultureInfo.CurrentUICulture = ReaderLanguages.Of(language);
                Assert.Equal(["Sonntagstipp", moment, day], (await List(house, me)).Rows.Single().Args);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_kept_for_later()
    {
        await using var house = await House.Open();
        var me = await house.Actor("Leyla Mertens", (await house.City(), Role.Writer));
        await Tell(house, me.Person, "a", "Sommerfest");
        house.Clock.Advance(TimeSpan.FromHours(1));
        await Turn(house);
        Assert.Equal(0, await house.With((Db db) => db.Set<NoticeRow>().CountAsync(row => row.MailAt != null)));
        Assert.Single((await List(house, me)).Rows);
    }

    private async Task<(Actor, Func<Task<IReadOnlyList<ArrivedMail>>>)> Reader(House house)
    {
        var smtp = await peers.Smtp(Ct);
        var city = await house.City();
        Assert.True((await smtp.Serve(house, await house.Actor("Verwaltung", (city, Role.Administrator)), Ct)).Ok);
        var email = $"l{Guid.CreateVersion7():N}@musterstadt.example";
        var made = await house.With((IFoundation foundation) => foundation.Person("Leyla Mertens", email, Townsfolk.Password, Ct));
        Assert.True((await house.With((IFoundation foundation) => foundation.Grant(made.Value, city, Role.Approver, Ct))).Ok);
        return (await house.ActorOf(made.Value), () => smtp.To(email, Ct));
    }

    private static Task Tell(House house, PersonId person, string key, string title, NoticeKind kind = NoticeKind.ApprovalWaits) => house.With(async (IServiceProvider scope) =>
    {
        await scope.GetRequiredService<INotices>().Tell([person], new Notice(kind, key, "Editorial.Notice.Waits", [title, "Nkechi"], "/desk/beitraege/1"), Ct);
        await scope.GetRequiredService<Db>().SaveChangesAsync(Ct);
    });

    private static Task<NoticePage> List(House house, Actor actor) => house.With((NoticeList use) => use.Run(actor, null, Ct));

    private static async Task Turn(House house)
    {
        await house.With((NoticeMailRound round) => round.Tick(Ct));
        await house.With((MailRound round) => round.Tick(Ct));
    }
}
