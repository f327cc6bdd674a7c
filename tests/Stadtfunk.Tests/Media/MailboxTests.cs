using Microsoft.EntityFrameworkCore;
using MimeKit;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Mailbox;
using Stadtfunk.Media.Tray;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>Pictures that come by mail, from a real IMAP server.</summary>
public sealed class MailboxTests(Peers peers)
{
    private const string Judge = "mx.musterstadt.example", Known = "leyla.mertens@musterstadt.example";
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_picture_comes_with_sender_subject_and_text_and_the_mail_is_read_once()
    {
        await using var box = await Box.Open(peers);
        await box.Deliver(Mail(text: "Frau Bürgermeisterin mit Kindern\n\n-- \nLeyla Mertens\nPresseamt", pictures: [Samples.WithExif(Samples.Jpeg(), 1)]));
        await box.Turn();
        var entry = Assert.Single(await box.Waiting());
        Assert.Equal(("Leyla Mertens (leyla.mertens@musterstadt.example)", "Richtfest\nFrau Bürgermeisterin mit Kindern", TrayWay.Mail, false), (entry.Sender, entry.Text, entry.Way, entry.Proven));
        Assert.Equal(0, await box.Imap.Unread(box.User, Ct));
        await box.Turn();
        Assert.Single(await box.Waiting());
    }

    /// <summary>A crash between the tray and the mark at the server, or somebody who marks the mail as unread.</summary>
    [Fact]
    public async Task What_is_read_again_is_there_once_even_after_it_was_decided()
    {
        await using var box = await Box.Open(peers);
        await box.Deliver(Mail(pictures: [Samples.Jpeg(), Samples.Png()]));
        await box.Turn();
        var first = (await box.Waiting())[0];
        Good(await box.Media.House.With((DiscardFromTray discard) => discard.Run(box.Media.Writer, first.Id, Ct)));
        await box.Imap.Forget(box.User, Ct);
        await box.Turn();
        Assert.Single(await box.Waiting());
        Assert.Equal((2, 0), (await box.Media.House.With((Db db) => db.Set<TrayEntry>().CountAsync()), (await box.Row()).Unusable));
        Assert.Equal(0, await box.Imap.Unread(box.User, Ct));
    }

    [Fact]
    public async Task Who_is_not_on_the_list_is_refused_quietly_and_counted()
    {
        await using var box = await Box.Open(peers, senders: $"{Known}\n@feuerwehr.example");
        await box.Deliver(Mail(from: "fremd@boese.example", pictures: [Samples.Jpeg()]));
        await box.Deliver(Mail(from: $"{Known}.boese.example", pictures: [Samples.Jpeg()]));
        await box.Deliver(Mail(from: "wache@feuerwehr.example", pictures: [Samples.Png()]));
        var both = Mail(pictures: [Samples.Jpeg()]);
        both.From.Add(new MailboxAddress("", "fremd@boese.example"));
        await box.Deliver(both);
        await box.Turn();
        Assert.Equal("wache@feuerwehr.example", Assert.Single(await box.Waiting()).Sender);
        Assert.Equal((3, 0, 0), ((await box.Row()).Strangers, (await box.Row()).Forged, (await box.Row()).Unusable));
    }

    [Theory]
    [InlineData(Judge + "; dkim=pass header.d=musterstadt.example; spf=pass smtp.mailfrom=musterstadt.example", true)]
    [InlineData(Judge + "; dmarc=pass header.from=musterstadt.example", true)]
    [InlineData(Judge + "; spf=pass smtp.mailfrom=leyla.mertens@musterstadt.example", true)]
    [InlineData(Judge + "; dkim=pass header.d=boese.example; spf=pass smtp.mailfrom=boese.example", false)]
    [InlineData(Judge + "; none", false)]
    [InlineData("mx.boese.example; dkim=pass header.d=musterstadt.example", false)]
    [InlineData(Judge + "; dmarc=fail header.from=musterstadt.example; dkim=pass header.d=boese.example", null)]
    [InlineData(Judge + "; dkim=fail header.d=musterstadt.example; spf=softfail smtp.mailfrom=musterstadt.example", false)]
    public async Task What_the_citys_own_server_found_out_about_a_sender_counts_and_nothing_else(string said, bool? proven)
    {
        await using var box = await Box.Open(peers, judge: Judge);
        var mail = Mail(pictures: [Samples.Jpeg()]);
        mail.Headers.Insert(0, HeaderId.AuthenticationResults, said);
        await box.Deliver(mail);
        await box.Turn();
        if (proven is { } yes)
            Assert.Equal(yes, Assert.Single(await box.Waiting()).Proven);
        else
            Assert.Empty(await box.Waiting());
        Assert.Equal(proven is null ? 1 : 0, (await box.Row()).Forged);
    }

    [Fact]
    public async Task Of_fifty_pictures_twenty_are_taken_and_the_rest_is_said()
    {
        await using var box = await Box.Open(peers);
        await box.Deliver(Mail(pictures: [.. Enumerable.Range(0, 50).Select(place => Samples.Jpeg(Samples.Quarters(320 + (2 * place))))]));
        await box.Turn();
        var waiting = await box.Waiting();
        Assert.Equal(20, waiting.Count);
        Assert.All(waiting, entry => Assert.EndsWith("In dieser E-Mail waren 50 Bilder. Aufgenommen sind die ersten 20.", entry.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Html_alone_is_read_as_text_and_logos_and_files_that_only_pretend_are_left_out()
    {
        await using var box = await Box.Open(peers);
        var mail = Mail(pictures: [Samples.Jpeg(), "<html><script>alert(1)</script>"u8.ToArray()], html: "<html><head><title>x</title><style>p{}</style></head><body><p>Gr&uuml;&szlig;e vom <b>Richtfest</b>,<br>alle da.</p><script>alert(1)</script></body></html>");
        ((Multipart)mail.Body!).Add(new MimePart("image", "png") { Content = new MimeContent(new MemoryStream(Samples.Png(Samples.Quarters(8, 8)))), ContentDisposition = new ContentDisposition(ContentDisposition.Inline), ContentTransferEncoding = ContentEncoding.Base64 });
        await box.Deliver(mail);
        await box.Turn();
        Assert.Equal("Richtfest\nGrüße vom Richtfest,\nalle da.\n\nEinzelne Anhänge dieser E-Mail ließen sich nicht aufnehmen: 1.", Assert.Single(await box.Waiting()).Text);
        Assert.Equal(1, (await box.Row()).Unusable);
        await box.Deliver(Mail(text: "ohne Bild"));
        await box.Turn();
        Assert.Equal(2, (await box.Row()).Unusable);
    }

    [Fact]
    public async Task A_mail_whose_pictures_cannot_be_used_is_a_line_in_the_tray_that_says_why_and_so_is_one_without_any()
    {
        await using var box = await Box.Open(peers);
        byte[] heic = [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[20_000]];
        await box.Deliver(Mail(text: "Frau Bürgermeisterin", pictures: [heic, heic, Samples.Jpeg()[..400]]));
        await box.Turn();
        Assert.Empty(await box.Waiting());
        var line = Assert.Single(await box.Lines(box.Media.Writer));
        Assert.Equal(("Leyla Mertens (leyla.mertens@musterstadt.example)", "Richtfest\nFrau Bürgermeisterin", TrayWay.Mail, box.Media.House.Now), (line.Sender, line.Text, line.Way, line.At));
        Assert.Matches("^Das ist ein HEIC-Bild .*[.] Die Datei ist beschädigt oder unvollständig[.] [^.]*[.]$", line.Why);
        Assert.Equal(1, (await box.Row()).Unusable);
        await box.Imap.Forget(box.User, Ct);
        await box.Turn();
        Assert.Single(await box.Lines(box.Media.Writer));

        await box.Deliver(Mail(text: "Das Bild folgt"));
        await box.Deliver(Mail(from: "fremd@boese.example", text: "x"));
        await box.Turn();
        Assert.Contains("In dieser E-Mail ist kein Bild.", (await box.Lines(box.Media.Writer)).Select(one => one.Why));
        Assert.Equal(2, (await box.Lines(box.Media.Writer)).Count);
    }

    [Theory]
    [InlineData("; dkim=pass header.d=musterstadt.example; spf=pass smtp.mailfrom=musterstadt.example", true)]
    [InlineData("; none", false)]
    [InlineData("; dmarc=fail header.from=musterstadt.example; dkim=pass header.d=boese.example", null)]
    public async Task Such_a_line_says_whether_its_sender_was_proven_and_a_forged_mail_is_none(string said, bool? proven)
    {
        await using var box = await Box.Open(peers, judge: Judge);
        var mail = Mail(text: "Das Bild folgt");
        mail.Headers.Insert(0, HeaderId.AuthenticationResults, Judge + said);
        await box.Deliver(mail);
        await box.Turn();
        Assert.Equal(proven is null ? [] : [proven], (await box.Lines(box.Media.Writer)).Select(line => line.Proven));
        Assert.Equal((proven is null ? 1 : 0, proven is null ? 0 : 1), ((await box.Row()).Forged, (await box.Row()).Unusable));
    }

    [Fact]
    public async Task Such_a_line_is_read_by_those_who_see_the_unit_taken_away_by_those_who_write_and_forgotten_after_thirty_days()
    {
        await using var box = await Box.Open(peers);
        var house = box.Media.House;
        await box.Deliver(Mail(text: "Das Bild folgt"));
        await box.Deliver(Mail(text: "Das Bild folgt noch"));
        await box.Turn();
        var first = (await box.Lines(box.Media.Writer))[0];
        var companion = await house.Actor("Ada Begleitung", (box.Media.Unit, Role.Feedback));
        Assert.Equal([false, false], (await box.Lines(companion)).Select(one => one.MayRemove));
        Refused("Kernel.Forbidden", await house.With((RemoveTrayLine remove) => remove.Run(companion, first.Id, Ct)));
        var stranger = await house.Actor("Jo Brandt", (await house.Unit(await house.City(), "Feuerwehr"), Role.Writer));
        Assert.Empty(await box.Lines(stranger));
        Good(await house.With((RemoveTrayLine remove) => remove.Run(stranger, first.Id, Ct)));
        Assert.Equal(2, (await box.Lines(box.Media.Writer)).Count);
        Good(await house.With((RemoveTrayLine remove) => remove.Run(box.Media.Writer, first.Id, Ct)));
        Good(await house.With((RemoveTrayLine remove) => remove.Run(box.Media.Writer, first.Id, Ct)));
        Assert.Single(await box.Lines(box.Media.Writer));
        house.Clock.Advance(TimeSpan.FromDays(29));
        await house.With((TrayRound round) => round.Tick(Ct));
        Assert.Single(await box.Lines(box.Media.Writer));
        house.Clock.Advance(TimeSpan.FromDays(2));
        await house.With((TrayRound round) => round.Tick(Ct));
        Assert.Empty(await box.Lines(box.Media.Writer));
    }

    [Fact]
    public async Task The_settings_are_the_administrators_and_a_test_says_what_is_wrong()
    {
        await using var box = await Box.Open(peers);
        var house = box.Media.House;
        var data = (await box.Row()).Data;
        Assert.Equal(0, Good(await house.With((TryMailbox attempt) => attempt.Run(box.Admin, Ct))));
        Refused("Kernel.Forbidden", await house.With((TryMailbox attempt) => attempt.Run(box.Media.Writer, Ct)));
        Refused("Kernel.Forbidden", await house.With((ChangeMailbox change) => change.Run(box.Media.Writer, data, "x", 0, Ct)));
        Refused("Kernel.Forbidden", await house.With((ReadMailbox read) => read.Run(box.Media.Writer, Ct)));
        Refused("Kernel.Mail.PasswordAgain", await house.With((ChangeMailbox change) => change.Run(box.Admin, data with { User = "anders" }, null, 0, Ct)));
        Refused("Media.Mailbox.SenderBad", await house.With((ChangeMailbox change) => change.Run(box.Admin, data with { Senders = "kein Absender" }, null, 0, Ct)));
        Refused("Kernel.Changed", await house.With((ChangeMailbox change) => change.Run(box.Admin, data, null, 7, Ct)));
        Assert.DoesNotContain(box.Imap.Password, (await box.Row()).SealedPassword!, StringComparison.Ordinal);
        foreach (var (changed, password, key) in new[]
        {
            (data with { User = "anders" }, "falsch", "Media.Mailbox.Fault.SignInRefused"), (data with { Port = 1 }, "x", "Media.Mailbox.Fault.NoAnswer"),
            (data with { Folder = "Gibt es nicht" }, box.Imap.Password, "Media.Mailbox.Fault.NoFolder"), (data with { Security = MailSecurity.StartTls }, box.Imap.Password, "Media.Mailbox.Fault.TlsMissing"),
        })
        {
            Good(await house.With(async (ChangeMailbox change) => await change.Run(box.Admin, changed, password, (await box.Row()).Version, Ct)));
            Refused(key, await house.With((TryMailbox attempt) => attempt.Run(box.Admin, Ct)));
        }
    }

    [Fact]
    public async Task While_the_server_is_away_it_is_said_and_afterwards_everything_is_read()
    {
        await using var imap = await ImapPeer.Start(Ct);
        await using var box = await Box.Open(peers, own: imap);
        await box.Deliver(Mail(pictures: [Samples.Jpeg()]));
        var good = (await box.Row()).Data;
        await box.Set(good with { Port = 1 });
        await box.Turn();
        Assert.Equal((MailboxFault.NoAnswer, true), ((await box.Row()).Fault!.Value, (await box.Row()).FailingSince is not null));
        await box.Set(good);
        await box.Turn();
        Assert.Single(await box.Waiting());
        Assert.Null((await box.Row()).Fault);
    }

    [Fact]
    public async Task While_the_disk_is_full_mails_stay_unread_and_are_taken_afterwards()
    {
        await using var full = await Box.Open(peers, settings: [new("Media:KeepFreeMegabytes", "900000000")]);
        await full.Deliver(Mail(pictures: [Samples.Jpeg()]));
        await full.Turn();
        var row = await full.Row();
        Assert.Equal((0, MailboxFault.NoRoom, 1), (row.Unusable, row.Fault, await full.Imap.Unread(full.User, Ct)));
        Assert.StartsWith("Auf dem Server von Stadtfunk ist zu wenig Platz", full.Media.House.Get<Words>().Of(new MailboxTrouble(row.Fault!.Value).Sentence(row.Data)), StringComparison.Ordinal);

        await using var roomy = await Box.Open(peers, user: full.User);
        await roomy.Turn();
        Assert.Single(await roomy.Waiting());
        Assert.Equal(0, await roomy.Imap.Unread(full.User, Ct));
    }

    [Fact]
    public async Task Two_mailboxes_that_number_their_mails_alike_are_told_apart()
    {
        await using var box = await Box.Open(peers);
        await box.Deliver(Mail(pictures: [Samples.Jpeg()]));
        await box.Turn();
        var data = (await box.Row()).Data;
        Assert.StartsWith($"mail/{data.Mark}/", (await box.Media.House.With((Db db) => db.Set<TrayEntry>().SingleAsync())).Key, StringComparison.Ordinal);
        Assert.Equal(4, new[] { data, data with { Host = "imap.example" }, data with { User = "anders" }, data with { Folder = "Bilder" } }.Select(one => one.Mark).Distinct().Count());
    }

    [Fact]
    public async Task The_unit_for_which_pictures_come_stays()
    {
        await using var box = await Box.Open(peers);
        Task<Refusal?> InTheWay() => box.Media.House.With((IEnumerable<IUnitContents> all) => all.OfType<MailboxOfUnit>().Single().InTheWay(box.Media.Unit, "Presseamt", Ct));
        Assert.Equal("Media.UnitHasMailbox", (await InTheWay())?.Key);
        Good(await box.Media.House.With((RemoveMailbox remove) => remove.Run(box.Admin, Ct)));
        Assert.Null(await InTheWay());
    }

    private static MimeMessage Mail(string from = Known, string text = "", byte[][]? pictures = null, string? html = null)
    {
        var mail = new MimeMessage { Subject = "Richtfest" };
        mail.From.Add(new MailboxAddress(from == Known ? "Leyla Mertens" : "", from));
        mail.To.Add(new MailboxAddress("", "bilder@musterstadt.example"));
        var body = new Multipart("mixed") { html is null ? new TextPart("plain") { Text = text } : new TextPart("html") { Text = html } };
        foreach (var (place, bytes) in (pictures ?? []).Index())
            body.Add(new MimePart("image", "jpeg") { Content = new MimeContent(new MemoryStream(bytes)), ContentDisposition = new ContentDisposition(ContentDisposition.Attachment), ContentTransferEncoding = ContentEncoding.Base64, FileName = $"IMG_{place}" });
        mail.Body = body;
        return mail;
    }

    private sealed record Box(MediaHouse Media, ImapPeer Imap, Actor Admin, string User) : IAsyncDisposable
    {
        public static async Task<Box> Open(Peers peers, string senders = Known, string judge = "", ImapPeer? own = null, string? user = null, KeyValuePair<string, string?>[]? settings = null)
        {
            var imap = own ?? await peers.Imap(Ct);
            var media = await MediaHouse.Open(settings ?? []);
            var box = new Box(media, imap, await media.House.Actor("Verwaltung", (await media.House.City(), Role.Administrator)), user ?? $"u{Guid.CreateVersion7():N}");
            Good(await media.House.With((ChangeMailbox change) => change.Run(box.Admin, imap.Data(box.User, media.Unit, senders, judge), imap.Password, null, Ct)));
            return box;
        }

        public async Task Set(MailboxData data) =>
            Good(await Media.House.With(async (ChangeMailbox change) => await change.Run(Admin, data, Imap.Password, (await Row()).Version, Ct)));

        public Task Deliver(MimeMessage mail) => Imap.Deliver(User, mail, Ct);

        public Task Turn() => Media.House.With((MailboxRound round) => round.Tick(Ct));

        public Task<IReadOnlyList<TrayEntryView>> Waiting() => Media.House.With((TrayList list) => list.Run(Media.Writer, Ct));

        public Task<IReadOnlyList<TrayLineView>> Lines(Actor actor) => Media.House.With((ITray tray) => tray.Unusable(actor, Ct));

        public Task<MailboxRow> Row() => Media.House.With((Db db) => db.Set<MailboxRow>().AsNoTracking().SingleAsync());

        public ValueTask DisposeAsync() => Media.DisposeAsync();
    }
}
