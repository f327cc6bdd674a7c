using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Kernel;

public sealed class MailTests(Peers peers)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_mail_arrives_as_it_was_written_and_its_words_are_forgotten()
    {
        await using var house = await House.Open();
        var (smtp, _) = await Served(house);
        await Write(house, new OutgoingMail("a", "leyla.ae@musterstadt.example", "Grüße aus dem Rathaus", "Zeile 1\nZweite Zeile mit „Anführung“ und 🌳"));
        await Turn(house);
        var mail = Assert.Single(await smtp.To("leyla.ae@musterstadt.example", Ct));
        Assert.Equal(("Grüße aus dem Rathaus", "\"Stadt Musterstadt\" <stadtfunk@musterstadt.example>", "auto-generated"), (mail.Subject, mail.From, mail.Auto));
        Assert.Equal("Zeile 1\nZweite Zeile mit „Anführung“ und 🌳", mail.Text!.Trim());
        var row = await house.With((Db db) => db.Set<MailRow>().SingleAsync());
        Assert.Equal(("", true, null), (row.Sealed, row.SentAt is not null, row.NextAt));
    }

    [Fact]
    public async Task Of_two_with_one_key_one_leaves_and_a_change_that_is_undone_sends_none()
    {
        await using var house = await House.Open();
        var (smtp, _) = await Served(house);
        var to = "einmal@musterstadt.example";
        await Write(house, new OutgoingMail("once", to, "1", "1"));
        await Write(house, new OutgoingMail("once", to, "2", "2"));
        await Write(house, new OutgoingMail("undone", to, "3", "3"), keep: false);
        await Turn(house);
        await Turn(house);
        Assert.Equal("1", Assert.Single(await smtp.To(to, Ct)).Subject);
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_written()
    {
        await using var house = await House.Open();
        Assert.False(await house.With((IMails mails) => mails.Write(new OutgoingMail("x", "a@b.example", "s", "t"), Ct)));
        Assert.False((await house.With((MailHealth health) => health.Read(Ct))).IsSet);
    }

    [Fact]
    public async Task While_the_server_is_away_mails_wait_and_then_leave_once()
    {
        await using var house = await House.Open();
        await using var smtp = await SmtpPeer.Start(false, Ct);
        await Served(house, smtp);
        await smtp.Mood(new { down = true }, Ct);
        await Write(house, new OutgoingMail("waits", "wartet@musterstadt.example", "Später", "…"));
        await Turn(house);
        var health = await house.With((MailHealth mails) => mails.Read(Ct));
        Assert.Equal((1, true), (health.Waiting, health.FailingSince is not null));
        await smtp.Mood(new { down = false }, Ct);
        await Turn(house);
        Assert.Empty(await smtp.To("wartet@musterstadt.example", Ct));
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await Turn(house);
        await Turn(house);
        Assert.Single(await smtp.To("wartet@musterstadt.example", Ct));
        Assert.Equal((0, null), ((await house.With((MailHealth mails) => mails.Read(Ct))).Waiting, (await house.With((MailHealth mails) => mails.Read(Ct))).FailingSince));
    }

    [Fact]
    public async Task After_three_days_a_mail_is_not_sent_any_more()
    {
        await using var house = await House.Open();
        await using var smtp = await SmtpPeer.Start(false, Ct);
        await Served(house, smtp);
        await smtp.Mood(new { down = true }, Ct);
        await Write(house, new OutgoingMail("old", "alt@musterstadt.example", "Alt", "…"));
        await Turn(house);
        house.Clock.Advance(MailRound.Longest + TimeSpan.FromMinutes(6));
        await smtp.Mood(new { down = false }, Ct);
        await Turn(house);
        Assert.Empty(await smtp.To("alt@musterstadt.example", Ct));
        Assert.Equal((0, 1), ((await house.With((MailHealth mails) => mails.Read(Ct))).Waiting, (await house.With((Db db) => db.Set<MailRow>().CountAsync(row => row.GivenUp == MailFault.TooOld)))));
    }

    [Fact]
    public async Task An_address_that_is_refused_is_given_up_and_does_not_hold_up_the_others()
    {
        await using var house = await House.Open();
        await using var smtp = await SmtpPeer.Start(false, Ct);
        await Served(house, smtp);
        await smtp.Mood(new { recipient = 550 }, Ct);
        await Write(house, new OutgoingMail("bad", "niemand@musterstadt.example", "?", "…"));
        await Turn(house);
        await smtp.Mood(new { recipient = 0 }, Ct);
        await Write(house, new OutgoingMail("good", "jemand@musterstadt.example", "!", "…"));
        await Turn(house);
        var health = await house.With((MailHealth mails) => mails.Read(Ct));
        Assert.Equal((0, 1, null), (health.Waiting, health.GivenUp, health.FailingSince));
        Assert.Single(await smtp.To("jemand@musterstadt.example", Ct));
        await smtp.Mood(new { recipient = 450 }, Ct);
        await Write(house, new OutgoingMail("later", "spaeter@musterstadt.example", "…", "…"));
        await Turn(house);
        await smtp.Mood(new { recipient = 0 }, Ct);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await Turn(house);
        Assert.Single(await smtp.To("spaeter@musterstadt.example", Ct));
    }

    [Fact]
    public async Task The_test_mail_says_what_is_wrong()
    {
        await using var house = await House.Open();
        await using var smtp = await SmtpPeer.Start(true, Ct);
        var admin = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        await smtp.Mood(new { login = new { user = "stadt", password = "richtig" } }, Ct);
        Assert.Equal("Kernel.Mail.NotSet", await Test(house, admin));
        Assert.Equal("Kernel.Mail.Fault.CertificateBad", await Test(house, admin, smtp.Data(MailSecurity.StartTls)));
        Assert.Equal("Kernel.Mail.Fault.CertificateBad", await Test(house, admin, smtp.Data(MailSecurity.Tls)));
        Assert.Equal("Kernel.Mail.Fault.SignInRefused", await Test(house, admin, smtp.Data()));
        Assert.Equal("Kernel.Mail.Fault.SignInRefused", await Test(house, admin, smtp.Data(user: "stadt"), "falsch"));
        Assert.Equal("Kernel.Mail.Fault.HostUnknown", await Test(house, admin, smtp.Data() with { Host = "kein.solcher.server.invalid" }));
        Assert.Equal("Kernel.Mail.Fault.NoAnswer", await Test(house, admin, smtp.Data() with { Port = 1 }));
        Assert.Null(await Test(house, admin, smtp.Data(user: "stadt"), "richtig"));
        Assert.Single(await smtp.To("verwaltung@musterstadt.example", Ct));
        var plain = await peers.Smtp(Ct);
        Assert.Equal("Kernel.Mail.Fault.TlsMissing", await Test(house, admin, plain.Data(MailSecurity.StartTls)));
    }

    [Fact]
    public async Task A_password_lies_sealed_and_is_shown_to_no_other_server()
    {
        await using var house = await House.Open();
        var admin = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        var data = new MailServerData("mail.musterstadt.example", 587, MailSecurity.StartTls, "stadt", "stadtfunk@musterstadt.example", "Stadt");
        Assert.Equal("Kernel.Mail.PasswordMissing", (await Change(house, admin, data, null, null)).Refusals.Single().Key);
        Assert.True((await Change(house, admin, data, "sehr geheim", null)).Ok);
        var row = await house.With((Db db) => db.Set<MailServerRow>().SingleAsync());
        Assert.DoesNotContain("geheim", row.SealedPassword!, StringComparison.Ordinal);
        Assert.True((await Change(house, admin, data with { FromName = "Neu" }, null, 0)).Ok);
        Assert.Equal("Kernel.Mail.PasswordAgain", (await Change(house, admin, data with { Host = "anderswo.example" }, null, 1)).Refusals.Single().Key);
        Assert.Equal("Kernel.Changed", (await Change(house, admin, data, null, 0)).Refusals.Single().Key);
        var lead = await house.Actor("Leitung", (await house.City(), Role.DeskLead));
        Assert.Equal("Kernel.Forbidden", (await Change(house, lead, data, "x", 1)).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((ReadMailServer use) => use.Run(lead, Ct))).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((SendTestMail use) => use.Run(lead, Ct))).Refusals.Single().Key);
    }

    [Fact]
    public async Task An_invitation_goes_by_mail_where_a_server_is_set()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var (smtp, admin) = await Served(house);
        var email = $"neu{Guid.CreateVersion7():N}@musterstadt.example";
        var made = await house.With((InvitePerson use) => use.Run(admin, new NewPerson("Neue Kraft", email, [new NewRole(city, Role.Writer)]), Ct));
        Assert.True(made.Value!.Mailed);
        await Turn(house);
        Assert.Contains($"http://127.0.0.1:5080{made.Value.Path}", Assert.Single(await smtp.To(email, Ct)).Text, StringComparison.Ordinal);
        var again = await house.With((ResetSignIn use) => use.Run(admin, made.Value.Person, false, Ct));
        await Turn(house);
        Assert.Contains(again.Value!.Path, (await smtp.To(email, Ct))[1].Text, StringComparison.Ordinal);
    }

    private async Task<(SmtpPeer, Actor)> Served(House house, SmtpPeer? own = null)
    {
        var smtp = own ?? await peers.Smtp(Ct);
        var admin = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        Assert.True((await smtp.Serve(house, admin, Ct)).Ok);
        return (smtp, admin);
    }

    private static async Task Write(House house, OutgoingMail mail, bool keep = true)
    {
        await using var scope = house.Get<IServiceScopeFactory>().CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.InTransaction(
            async () =>
            {
                Assert.True(await scope.ServiceProvider.GetRequiredService<IMails>().Write(mail, Ct));
                await db.SaveChangesAsync(Ct);
                return keep;
            },
            kept => kept,
            Ct);
    }

    private static Task Turn(House house) => house.With((MailRound round) => round.Tick(Ct));

    private static async Task<Outcome<Done>> Change(House house, Actor actor, MailServerData data, string? password, int? version) =>
        await house.With((ChangeMailServer use) => use.Run(actor, data, password, version, Ct));

    private static async Task<string?> Test(House house, Actor admin, MailServerData? data = null, string? password = null)
    {
        if (data is not null)
        {
            var version = (await house.With((ReadMailServer use) => use.Run(admin, Ct))).Value!.Server?.Version;
            Assert.True((await Change(house, admin, data, password, version)).Ok);
        }
        var sent = await house.With((SendTestMail use) => use.Run(admin, Ct));
        return sent.Ok ? null : sent.Refusals.Single().Key;
    }
}
