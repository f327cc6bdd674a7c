using System.Net.Http.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Messengers;
using Stadtfunk.Media.Tray;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>Pictures that people send to the city's bot, against the Lab's Bot API.</summary>
public sealed class TelegramBotTests(Peers peers)
{
    private const string Thanks = "Danke, das Bild ist im Bildeingang.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_comes_once_with_name_and_caption_and_its_sender_is_thanked()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Send(4711, "Richtfest", Samples.Jpeg(), username: "LeylaM");
        await desk.Turn();
        var entry = Assert.Single(await desk.Waiting());
        Assert.Equal(("Leyla (@LeylaM)", "Richtfest", TrayWay.Telegram), (entry.Sender, entry.Text, entry.Way));
        Assert.Equal([Thanks], await desk.Said());
        await desk.Turn();
        // The node died before it had noted how far it was.
        await desk.Media.House.With((Db db) => db.Set<MessengerRow>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Last, 0L), Ct));
        await desk.Turn();
        Assert.Single(await desk.Waiting());
        Assert.Equal([Thanks], await desk.Said());
    }

    [Fact]
    public async Task A_photograph_as_a_file_is_taken_and_each_of_several()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Send(815815, "", Samples.Jpeg(), asFile: true);
        await desk.Send(815815, "", Samples.Png());
        await desk.Turn();
        Assert.Equal(["Leyla (815815)", "Leyla (815815)"], (await desk.Waiting()).Select(entry => entry.Sender));
    }

    [Fact]
    public async Task A_stranger_is_told_the_own_number_and_words_alone_are_answered_too()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Send(999999, "", Samples.Jpeg(), username: "fremd");
        await desk.Send(815815, "Hallo");
        await desk.Turn();
        Assert.Empty(await desk.Waiting());
        Assert.Equal(["Von Ihnen nimmt dieser Bot keine Bilder an. Ihre Kennung bei Telegram ist 999999.", "Bitte schicken Sie ein Bild."], await desk.Said());
        Assert.Equal((1, 0), ((await desk.Row()).Strangers, (await desk.Row()).Unusable));
    }

    [Fact]
    public async Task What_is_too_large_or_lies_elsewhere_or_is_no_picture_is_refused_and_said()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Send(815815, "gut", Samples.Jpeg());
        await desk.Send(815815, "", Samples.Jpeg(), size: 20_000_001);
        await desk.Send(815815, "", Samples.Png(), path: "anderswo/../photos/file_0.jpg");
        await desk.Send(815815, "", "kein Bild"u8.ToArray());
        await desk.Turn();
        Assert.Equal("gut", Assert.Single(await desk.Waiting()).Text);
        // Where it is said to lie may be mended; the page says so meanwhile.
        Assert.Equal((2, (FetchFault?)FetchFault.Elsewhere), ((await desk.Row()).Unusable, (await desk.Row()).Fault));
        desk.Media.House.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await desk.Turn();
        Assert.Equal((3, null), ((await desk.Row()).Unusable, (await desk.Row()).Fault));
        Assert.Equal([Thanks, .. Enumerable.Repeat("Dieses Bild ließ sich leider nicht aufnehmen.", 3)], await desk.Said());
    }

    [Fact]
    public async Task Those_that_came_together_are_answered_in_their_order()
    {
        await using var desk = await Desk.Open(peers);
        for (var pair = 0; pair < 10; pair++)
        {
            await desk.Send(815815, $"{pair}", Samples.Jpeg());
            await desk.Send(815815, "", "kein Bild"u8.ToArray());
        }
        await desk.Turn();
        Assert.Equal(Enumerable.Repeat((string[])[Thanks, "Dieses Bild ließ sich leider nicht aufnehmen."], 10).SelectMany(both => both), await desk.Said());
    }

    [Fact]
    public async Task What_was_sealed_with_lost_keys_is_given_up_at_once_told_of_and_holds_up_no_other()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Send(815815, "weg", Samples.Png());
        await desk.Send(815815, "gut", Samples.Jpeg());
        await desk.Media.House.With((TelegramRound round) => round.Tick(Ct));
        var other = new EphemeralDataProtectionProvider().CreateProtector("Media.Messengers").Protect("{}");
        await desk.Media.House.With(async (Db db) =>
        {
            var first = await db.Set<AnnouncedPicture>().OrderBy(x => x.Id).Select(x => x.Id).FirstAsync(Ct);
            await db.Set<AnnouncedPicture>().Where(x => x.Id == first).ExecuteUpdateAsync(set => set.SetProperty(x => x.Sealed, other), Ct);
        });
        await desk.Media.House.With((AnnouncedRound round) => round.Tick(Ct));
        Assert.Equal("gut", Assert.Single(await desk.Waiting()).Text);
        Assert.Equal(0, await desk.Media.House.With((Db db) => db.Set<AnnouncedPicture>().CountAsync(Ct)));
        // The page goes on saying so while others come and nothing is wrong any more.
        await desk.Send(815815, "auch gut", Samples.Jpeg(Samples.Quarters(300, 200)));
        await desk.Turn();
        await desk.Turn();
        Assert.Equal(2, (await desk.Waiting()).Count);
        Assert.Equal((1, (FetchFault?)FetchFault.KeyLost, desk.Media.House.Now), ((await desk.Row()).Unusable, (await desk.Row()).Fault, (await desk.Row()).FailingSince!.Value));
        desk.Media.House.Clock.Advance(TimeSpan.FromDays(7));
        await desk.Turn();
        Assert.Equal((null, null), ((await desk.Row()).Fault, (await desk.Row()).FailingSince));
    }

    [Theory]
    [InlineData("updates", "Later")]
    [InlineData("file", "Later")]
    [InlineData("bytes", "Later")]
    public async Task What_does_not_come_now_comes_later(string endpoint, string fault)
    {
        await using var desk = await Desk.Open(peers);
        await desk.Lab.Faults.Spoil(desk.Account, Ct, new LabFault(LabFaultKind.Error, endpoint));
        await desk.Send(815815, "", Samples.Jpeg());
        await desk.Turn();
        Assert.Equal(fault, (await desk.Row()).Fault.ToString());
        await desk.Lab.Faults.Mend(desk.Account, Ct);
        desk.Media.House.Clock.Advance(TimeSpan.FromMinutes(2));
        await desk.Turn();
        Assert.Single(await desk.Waiting());
        Assert.Null((await desk.Row()).Fault);
    }

    [Fact]
    public async Task What_Telegram_does_not_hand_out_for_a_while_comes_afterwards()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Lab.Faults.Spoil(desk.Account, Ct, new LabFault(LabFaultKind.Error, "file")
        {
            Status = 400, Body = """{"ok":false,"error_code":400,"description":"Bad Request: wrong file_id or the file is temporarily unavailable"}""",
        });
        await desk.Send(815815, "", Samples.Jpeg());
        await desk.Turn();
        Assert.Equal((0, (FetchFault?)FetchFault.Gone), ((await desk.Row()).Unusable, (await desk.Row()).Fault));
        Assert.Empty((await desk.Said())!);
        await desk.Lab.Faults.Mend(desk.Account, Ct);
        desk.Media.House.Clock.Advance(TimeSpan.FromSeconds(6));
        await desk.Turn();
        Assert.Single(await desk.Waiting());
        Assert.Equal([Thanks], await desk.Said());
        Assert.Null((await desk.Row()).Fault);
    }

    [Fact]
    public async Task Strangers_are_answered_once_and_a_few_at_a_time_however_often_they_write()
    {
        await using var desk = await Desk.Open(peers);
        for (var stranger = 0; stranger < 5; stranger++)
        {
            await desk.Send(900_001 + stranger, "Hallo");
            await desk.Send(900_001 + stranger, "Hallo?");
        }
        await desk.Send(815815, "", Samples.Jpeg());
        await desk.Turn();
        Assert.Single(await desk.Waiting());
        Assert.Equal(["900001", "900002", "900003"], (await desk.Said())!.Where(one => one != Thanks).Select(one => one.TrimEnd('.').Split(' ')[^1]));
        await desk.Send(900_001, "Noch da?");
        await desk.Send(900_005, "Und ich?");
        await desk.Turn();
        Assert.Equal("900005", (await desk.Said())![^1].TrimEnd('.').Split(' ')[^1]);
        Assert.Equal(5, (await desk.Said())!.Count);
        desk.Media.House.Clock.Advance(TimeSpan.FromDays(1));
        await desk.Send(900_001, "Heute?");
        await desk.Turn();
        Assert.Equal("900001", (await desk.Said())![^1].TrimEnd('.').Split(' ')[^1]);
    }

    [Fact]
    public async Task What_came_while_the_settings_were_changed_is_read_again_under_the_new_ones()
    {
        await using var desk = await Desk.Open(peers);
        // Asked before anything is there, it waits; meanwhile the sender is taken off the list.
        desk.Media.House.Get<BotRest>().Patience = TimeSpan.FromSeconds(8);
        var asking = desk.Media.House.With((TelegramRound round) => round.Tick(Ct));
        await Task.Delay(500, Ct);
        Good(await desk.Media.House.With(async (ChangeMessenger change) => await change.Run(desk.Admin, Messenger.Telegram, (await desk.Row()).Data with { Senders = "4711471" }, null, null, (await desk.Row()).Version, Ct)));
        await desk.Send(815815, "", Samples.Jpeg());
        await asking;
        Assert.Equal((0L, null), ((await desk.Row()).Last, (await desk.Row()).HeardAt));
        desk.Media.House.Get<BotRest>().Patience = TimeSpan.Zero;
        await desk.Turn();
        Assert.Empty(await desk.Waiting());
        Assert.Equal(1, (await desk.Row()).Strangers);
    }

    [Fact]
    public async Task A_bot_with_a_webhook_and_a_wrong_token_are_said()
    {
        await using var desk = await Desk.Open(peers);
        (await desk.Lab.Http.PutAsync($"lab/telegram/{desk.Account.Account}/webhook", null, Ct)).EnsureSuccessStatusCode();
        await desk.Turn();
        Assert.Equal(FetchFault.AnotherReader, (await desk.Row()).Fault);
        Assert.Equal($"@{desk.Account.Account}_bot", Good(await desk.Media.House.With((TryMessenger attempt) => attempt.Run(desk.Admin, Messenger.Telegram, Ct))));
        Good(await desk.Media.House.With(async (ChangeMessenger change) => await change.Run(desk.Admin, Messenger.Telegram, (await desk.Row()).Data, "123456789:falschfalschfalschfalsch", null, (await desk.Row()).Version, Ct)));
        Refused("Media.Messenger.Fault.SignInLost", await desk.Media.House.With((TryMessenger attempt) => attempt.Run(desk.Admin, Messenger.Telegram, Ct)));
        Refused("Media.Messenger.SenderBad.Telegram", await desk.Media.House.With(async (ChangeMessenger change) => await change.Run(desk.Admin, Messenger.Telegram, (await desk.Row()).Data with { Senders = "leyla" }, null, null, (await desk.Row()).Version, Ct)));
    }

    private sealed record Desk(MediaHouse Media, LabProcess Lab, LabAccount Account, Actor Admin) : IAsyncDisposable
    {
        public static async Task<Desk> Open(Peers peers)
        {
            var lab = await peers.Lab(Ct);
            var media = await MediaHouse.Open([.. TelegramStage.SettingsOf(lab)]);
            var desk = new Desk(media, lab, await TelegramStage.NewChannel(lab), await media.House.Actor("Verwaltung", (await media.House.City(), Role.Administrator)));
            media.House.Get<BotRest>().Patience = TimeSpan.Zero;
            Good(await media.House.With((ChangeMessenger change) => change.Run(desk.Admin, Messenger.Telegram, new MessengerData("", "@leylam\n815815", media.Unit), desk.Account.Token, null, null, Ct)));
            return desk;
        }

        public async Task Send(long from, string text, byte[]? picture = null, string? username = null, bool asFile = false, string? path = null, long? size = null)
        {
            var sent = new { from, firstName = "Leyla", username, media = picture is null ? null : Convert.ToBase64String(picture), text, asFile, path, size };
            (await Lab.Http.PostAsJsonAsync($"lab/telegram/{Account.Account}/updates", sent, Ct)).EnsureSuccessStatusCode();
        }

        public Task<List<string>?> Said() => Lab.Http.GetFromJsonAsync<List<string>>($"lab/telegram/{Account.Account}/said", Ct);

        public async Task Turn()
        {
            await Media.House.With((TelegramRound round) => round.Tick(Ct));
            await Media.House.With((AnnouncedRound round) => round.Tick(Ct));
        }

        public async Task<IReadOnlyList<TrayEntryView>> Waiting() => await Media.House.With((TrayList list) => list.Run(Media.Writer, Ct));

        public Task<MessengerRow> Row() => Media.House.With((Db db) => db.Set<MessengerRow>().AsNoTracking().SingleAsync(Ct));

        public ValueTask DisposeAsync() => Media.DisposeAsync();
    }
}
