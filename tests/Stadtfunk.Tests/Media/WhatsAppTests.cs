using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Messengers;
using Stadtfunk.Media.Tray;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Hooks;
using Stadtfunk.Tests.Publishing;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>Pictures that come by WhatsApp, against the Lab's Cloud API.</summary>
public sealed class WhatsAppTests(Peers peers)
{
    private const string Secret = "0123456789abcdef0123456789abcdef", Known = "4915123456789";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_comes_with_name_number_caption_and_time_and_once()
    {
        await using var desk = await Desk.Open(peers);
        var (body, written) = (await desk.Write(Samples.Jpeg(), "Richtfest"), desk.Media.House.Now);
        await desk.Hear(body);
        desk.Media.House.Clock.Advance(TimeSpan.FromMinutes(3));
        await desk.Turn();
        var entry = Assert.Single(await desk.Waiting());
        Assert.Equal(("Leyla Mertens (+4915123456789)", "Richtfest", TrayWay.WhatsApp, written), (entry.Sender, entry.Text, entry.Way, entry.At));
        // The same message in another call, after somebody has decided.
        Good(await desk.Media.House.With((DiscardFromTray discard) => discard.Run(desk.Media.Writer, entry.Id, Ct)));
        await desk.Hear(body.Replace("\"object\"", " \"object\"", StringComparison.Ordinal));
        await desk.Turn();
        Assert.Empty(await desk.Waiting());
        Assert.Equal((1, 0), await desk.Rows());
    }

    [Fact]
    public async Task A_photograph_as_a_file_is_taken_and_words_of_strangers_are_only_counted()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Hear(await desk.Write(Samples.Jpeg(), "als Datei", type: "document"));
        await desk.Hear(await desk.Write(null, "fremder Text", from: "4915100000000", type: "text"));
        await desk.Wait(TimeSpan.FromMinutes(15));
        Assert.Equal("als Datei", Assert.Single(await desk.Waiting()).Text);
        Assert.Empty(await desk.Lines());
        Assert.Equal((1, 0, 0), ((await desk.Row()).Strangers, (await desk.Row()).Unusable, (await desk.Rows()).Announced));
    }

    [Fact]
    public async Task Words_written_before_or_after_a_picture_come_with_it_and_of_a_place_only_its_name()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Hear(await desk.Write(null, "Gleich kommt das Richtfest", type: "text"));
        desk.Media.House.Clock.Advance(TimeSpan.FromMinutes(4));
        await desk.Turn();
        Assert.Empty(await desk.Waiting());
        await desk.Hear(await desk.Write(Samples.Jpeg(), "Richtfest"));
        await desk.Hear(await desk.Write(Samples.Png(), ""));
        await desk.Turn();
        Assert.Equal(["", "Richtfest"], (await desk.Waiting()).Select(entry => entry.Text).Order(StringComparer.Ordinal));
        desk.Media.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.Turn();
        await desk.Hear(await desk.Write(null, "Links Frau Yıldız", type: "text"));
        await desk.Hear(await desk.Write(null, "Rathaus", type: "location", address: "Obere Königsstraße 8"));
        await desk.Hear(await desk.Write(null, "", type: "location"));
        await desk.Wait(TimeSpan.FromMinutes(15));
        Assert.All(await desk.Waiting(), entry =>
        {
            Assert.All(["Gleich kommt das Richtfest", "Links Frau Yıldız", "Rathaus, Obere Königsstraße 8"], said => Assert.Contains(said, entry.Text, StringComparison.Ordinal));
            Assert.DoesNotContain("51.3", entry.Text, StringComparison.Ordinal);
        });
        Assert.Empty(await desk.Lines());
    }

    [Fact]
    public async Task Words_go_to_the_nearest_picture_of_their_sender_and_wait_for_one_that_is_still_fetched()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Hear(await desk.Write(Samples.Jpeg(), "Altes"));
        await desk.Turn();
        desk.Media.House.Clock.Advance(TimeSpan.FromMinutes(5));
        await desk.Hear(await desk.Write(null, "Zum Neuen", type: "text"));
        desk.Media.House.Clock.Advance(TimeSpan.FromSeconds(10));
        await desk.Lab.Faults.Spoil(desk.Account, Ct, new LabFault(LabFaultKind.Error, "read", false));
        await desk.Hear(await desk.Write(Samples.Png(), "Neues"));
        await desk.Wait(TimeSpan.FromMinutes(15));
        Assert.Equal("Altes", Assert.Single(await desk.Waiting()).Text);
        await desk.Lab.Faults.Mend(desk.Account, Ct);
        await desk.Wait(TimeSpan.FromHours(2));
        Assert.Equal(["Altes", "Neues\n\nZum Neuen"], (await desk.Waiting()).Select(entry => entry.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Words_without_a_picture_are_a_line_in_the_tray_after_ten_minutes_and_once()
    {
        await using var desk = await Desk.Open(peers);
        var (body, written) = (await desk.Write(null, "Wir kommen später", type: "text"), desk.Media.House.Now);
        await desk.Hear(body);
        await desk.Wait(TimeSpan.FromMinutes(5));
        Assert.Empty(await desk.Lines());
        await desk.Wait(TimeSpan.FromMinutes(10));
        var line = Assert.Single(await desk.Lines());
        Assert.Equal(("Leyla Mertens (+4915123456789)", "Wir kommen später", TrayWay.WhatsApp, written, true), (line.Sender, line.Text, line.Way, line.At, line.MayRemove));
        Assert.StartsWith("Nur Text, kein Bild:", line.Why, StringComparison.Ordinal);
        // Nothing of what was written stays where it waited.
        Assert.Equal([""], await desk.Media.House.With((Db db) => db.Set<AnnouncedPicture>().Select(one => one.Sealed).ToListAsync(Ct)));
        Good(await desk.Media.House.With((RemoveTrayLine remove) => remove.Run(desk.Media.Writer, line.Id, Ct)));
        await desk.Hear(body.Replace("\"object\"", " \"object\"", StringComparison.Ordinal));
        await desk.Wait(TimeSpan.FromMinutes(15));
        Assert.Empty(await desk.Lines());
        desk.Media.House.Clock.Advance(TimeSpan.FromDays(7));
        await desk.Turn();
        Assert.Equal((0, 0), await desk.Rows());
    }

    [Fact]
    public async Task Who_is_not_on_the_list_is_counted_and_nothing_is_fetched()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Hear(await desk.Write(Samples.Jpeg(), "", from: "4915100000000"));
        await desk.Hear((await desk.Write(Samples.Png(), "")).Replace(desk.Account.Account, "999", StringComparison.Ordinal));
        await desk.Turn();
        Assert.Empty(await desk.Waiting());
        Assert.Equal((1, 0), ((await desk.Row()).Strangers, (await desk.Row()).Unusable));
        // What a stranger wrote does not stay, only that it was here.
        Assert.Equal([0, 0], await desk.Media.House.With((Db db) => db.Set<HookRow>().Select(row => row.Sealed.Length).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Another_picture_than_announced_and_one_that_lies_elsewhere_are_refused()
    {
        await using var site = await Site.Open();
        await using var desk = await Desk.Open(peers);
        await desk.Hear(await desk.Write(Samples.Jpeg(), "", spoiled: true));
        await desk.Hear(await desk.Write(Samples.Jpeg(), "", url: new Uri(site.Url, "bild.png").AbsoluteUri));
        await desk.Hear(await desk.Write(Samples.Jpeg(), "", redirect: new Uri(site.Url, "bild.png").AbsoluteUri));
        await desk.Hear(await desk.Write("kein Bild"u8.ToArray(), ""));
        await desk.Turn();
        Assert.Empty(await desk.Waiting());
        Assert.Equal((1, 0, 3), ((await desk.Row()).Unusable, site.Hits("/bild.png"), (await desk.Rows()).Announced));
        // What is not what was signed is given up soon; where it is said to lie may be mended.
        await desk.Wait(TimeSpan.FromHours(1));
        Assert.Equal((2, 0, 2, (FetchFault?)FetchFault.Elsewhere), ((await desk.Row()).Unusable, site.Hits("/bild.png"), (await desk.Rows()).Announced, (await desk.Row()).Fault));
        desk.Media.House.Clock.Advance(TimeSpan.FromDays(7));
        await desk.Turn();
        Assert.Equal((4, 0, 0, null), ((await desk.Row()).Unusable, site.Hits("/bild.png"), (await desk.Rows()).Announced, (await desk.Row()).Fault));
    }

    [Fact]
    public async Task What_WhatsApp_does_not_hand_out_to_a_wrong_number_comes_as_soon_as_that_is_mended()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Lab.Faults.Spoil(desk.Account, Ct, new LabFault(LabFaultKind.Error, "read")
        {
            Status = 400, Body = """{"error":{"message":"Unsupported get request.","type":"GraphMethodException","code":100,"error_subcode":33}}""",
        });
        await desk.Hear(await desk.Write(Samples.Jpeg(), ""));
        await desk.Turn();
        Assert.Equal((0, (FetchFault?)FetchFault.Gone), ((await desk.Row()).Unusable, (await desk.Row()).Fault));
        await desk.Lab.Faults.Mend(desk.Account, Ct);
        desk.Media.House.Clock.Advance(TimeSpan.FromSeconds(6));
        await desk.Turn();
        Assert.Single(await desk.Waiting());
        Assert.Null((await desk.Row()).Fault);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("file")]
    public async Task What_does_not_come_now_comes_later_and_the_desk_says_so(string endpoint)
    {
        await using var desk = await Desk.Open(peers);
        await desk.Lab.Faults.Spoil(desk.Account, Ct, new LabFault(LabFaultKind.Error, endpoint, false));
        await desk.Hear(await desk.Write(Samples.Jpeg(), ""));
        await desk.Turn();
        var row = await desk.Row();
        Assert.Equal((FetchFault.Later, desk.Media.House.Now), (row.Fault!.Value, row.FailingSince!.Value));
        Assert.Empty(await desk.Waiting());
        await desk.Lab.Faults.Mend(desk.Account, Ct);
        await desk.Turn();
        Assert.Empty(await desk.Waiting());
        desk.Media.House.Clock.Advance(TimeSpan.FromSeconds(6));
        await desk.Turn();
        Assert.Single(await desk.Waiting());
        Assert.Null((await desk.Row()).Fault);
    }

    [Fact]
    public async Task A_token_that_is_not_taken_is_said_and_a_new_one_fetches_what_waits()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Set("falsches-token");
        await desk.Hear(await desk.Write(Samples.Jpeg(), ""));
        await desk.Turn();
        Assert.Equal(FetchFault.SignInLost, (await desk.Row()).Fault);
        Refused("Media.Messenger.Fault.SignInLost", await desk.Media.House.With((TryMessenger attempt) => attempt.Run(desk.Admin, Messenger.WhatsApp, Ct)));
        await desk.Set(desk.Account.Token);
        Assert.Equal("+49 561 7870", Good(await desk.Media.House.With((TryMessenger attempt) => attempt.Run(desk.Admin, Messenger.WhatsApp, Ct))));
        desk.Media.House.Clock.Advance(TimeSpan.FromSeconds(6));
        await desk.Turn();
        Assert.Single(await desk.Waiting());
    }

    [Fact]
    public async Task After_seven_days_it_is_given_up()
    {
        await using var desk = await Desk.Open(peers);
        await desk.Set("falsches-token");
        await desk.Hear(await desk.Write(Samples.Jpeg(), ""));
        for (var day = 0; day < 7; day++)
        {
            await desk.Turn();
            Assert.Equal(1, (await desk.Rows()).Announced);
            desk.Media.House.Clock.Advance(TimeSpan.FromDays(1));
        }
        await desk.Turn();
        Assert.Equal((0, 1), ((await desk.Rows()).Announced, (await desk.Row()).Unusable));
    }

    [Fact]
    public async Task The_settings_are_the_administrators_and_keep_their_secrets_sealed()
    {
        await using var desk = await Desk.Open(peers);
        var house = desk.Media.House;
        var data = (await desk.Row()).Data;
        Assert.Equal(Known, data.Senders);
        Refused("Kernel.Forbidden", await house.With((ReadMessenger read) => read.Run(desk.Media.Writer, Messenger.WhatsApp, Ct)));
        Refused("Kernel.Forbidden", await house.With((ChangeMessenger change) => change.Run(desk.Media.Writer, Messenger.WhatsApp, data, null, null, 0, Ct)));
        Refused("Kernel.Forbidden", await house.With((RemoveMessenger remove) => remove.Run(desk.Media.Writer, Messenger.WhatsApp, Ct)));
        Refused("Kernel.Changed", await house.With((ChangeMessenger change) => change.Run(desk.Admin, Messenger.WhatsApp, data, null, null, 7, Ct)));
        Refused("Media.Messenger.TokenBad", await house.With((ChangeMessenger change) => change.Run(desk.Admin, Messenger.WhatsApp, data with { Account = "12345" }, null, null, 0, Ct)));
        foreach (var (wrong, key) in new[] { (data with { Senders = "" }, "Media.Messenger.SendersMissing"), (data with { Senders = "0151 234" }, "Media.Messenger.SenderBad.WhatsApp"), (data with { Account = "+49" }, "Media.Messenger.AccountBad") })
            Refused(key, await house.With((ChangeMessenger change) => change.Run(desk.Admin, Messenger.WhatsApp, wrong, "x", Secret, 0, Ct)));
        var row = await desk.Row();
        Assert.DoesNotContain(desk.Account.Token, row.SealedToken!, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, row.SealedSecret!, StringComparison.Ordinal);
        var draft = Good(await house.With((ReadMessenger read) => read.Run(desk.Admin, Messenger.WhatsApp, Ct)));
        var door = Good(await house.With((ReadWebhooks read) => read.Run(desk.Admin, Ct))).Single(one => one.Door == "whatsapp");
        Assert.Equal((true, draft.Webhook, draft.Messenger!.Word), (door.Open, door.Address, Assert.Single(door.Words)));
        Task<Stadtfunk.Kernel.Errors.Refusal?> InTheWay() => house.With((IEnumerable<IUnitContents> all) => all.OfType<MessengersOfUnit>().Single().InTheWay(desk.Media.Unit, "Presseamt", Ct));
        Assert.Equal("Media.UnitHasMessenger", (await InTheWay())?.Key);
        Good(await house.With((RemoveMessenger remove) => remove.Run(desk.Admin, Messenger.WhatsApp, Ct)));
        Assert.Null(await InTheWay());
        Assert.False(Good(await house.With((ReadWebhooks read) => read.Run(desk.Admin, Ct))).Single(one => one.Door == "whatsapp").Open);
    }

    /// <summary>The whole way: the running program is called as Meta calls it.</summary>
    [Fact]
    public async Task Called_at_the_running_program_the_picture_lies_in_the_tray()
    {
        var lab = await peers.Lab(Ct);
        await using var town = await RunningTown.Start(Ct, Settings(lab));
        var city = await town.City();
        var admin = await town.ActorOf(await town.Person("Verwaltung", city, Role.Administrator));
        var account = await Desk.Number(lab);
        Good(await town.With((ChangeMessenger change) => change.Run(admin, Messenger.WhatsApp, new MessengerData(account.Account, Known, city), account.Token, Secret, null, Ct)));
        var body = await Desk.Write(lab, account, Samples.Jpeg(), "Richtfest");
        foreach (var answered in new[] { HttpStatusCode.OK, HttpStatusCode.OK })
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, "webhooks/whatsapp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            call.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body))));
            Assert.Equal(answered, (await town.Http.SendAsync(call, Ct)).StatusCode);
        }
        for (var turn = 0; turn < 300 && (await town.With((TrayList list) => list.Run(admin, Ct))).Count == 0; turn++)
            await Task.Delay(100, Ct);
        Assert.Equal("Richtfest", Assert.Single(await town.With((TrayList list) => list.Run(admin, Ct))).Text);
        Assert.Equal(1, await town.With((Db db) => db.Set<HookRow>().CountAsync(Ct)));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.DeskLead)]
    public async Task The_pages_open_for_an_administrator_and_say_that_they_are_not_for_others(Role role)
    {
        await using var house = await House.Open(services => services.AddScoped<NavigationManager, CityAppTests.Here>().AddScoped<IJSRuntime, CityAppTests.NoBrowser>());
        var person = await house.Person("Jemand", (await house.City(), role));
        foreach (var (page, word) in new[] { (typeof(WhatsAppPage), "Rufnummer"), (typeof(TelegramPage), "@BotFather"), (typeof(PressFeedPage), "Atom"), (typeof(WebhooksPage), "webhooks/facebook") })
        {
            var html = WebUtility.HtmlDecode(await house.With<IServiceProvider, string>(async services =>
            {
                services.GetRequiredService<IdentityHolder>().Value = new Identity(person, null);
                await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
                return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(page)).ToHtmlString());
            }));
            Assert.Contains("<h1", html, StringComparison.Ordinal);
            Assert.Equal(role == Role.Administrator, html.Contains(word, StringComparison.Ordinal));
            Assert.DoesNotMatch(@"\[(Media|Editorial|Publishing|Organisation|Kernel)\.", html);
        }
    }

    private static KeyValuePair<string, string?>[] Settings(LabProcess lab) => [new("Http:AllowPrivate:0", "127.0.0.1"), new("Networks:WhatsApp:Api", new Uri(lab.Url, "whatsapp/").AbsoluteUri)];

    private sealed record Desk(MediaHouse Media, LabProcess Lab, LabAccount Account, Actor Admin) : IAsyncDisposable
    {
        public static async Task<Desk> Open(Peers peers)
        {
            var lab = await peers.Lab(Ct);
            var media = await MediaHouse.Open(Settings(lab));
            var desk = new Desk(media, lab, await Number(lab), await media.House.Actor("Verwaltung", (await media.House.City(), Role.Administrator)));
            Good(await media.House.With((ChangeMessenger change) => change.Run(desk.Admin, Messenger.WhatsApp, new MessengerData(desk.Account.Account, "+49 (0)151 234-567 89", media.Unit), desk.Account.Token, Secret, null, Ct)));
            return desk;
        }

        public static Task<LabAccount> Number(LabProcess lab) => lab.Account("whatsapp", Ct, name: $"{RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue)}");

        public async Task Set(string token) => Good(await Media.House.With(async (ChangeMessenger change) => await change.Run(Admin, Messenger.WhatsApp, (await Row()).Data, token, null, (await Row()).Version, Ct)));

        public Task<string> Write(byte[]? picture, string caption, string from = Known, string type = "image", string? url = null, string? redirect = null, bool spoiled = false, string? address = null) =>
            Timed(Write(Lab, Account, picture, caption, from, type, url, redirect, spoiled, address));

        // The house's clock is not the Lab's.
        private async Task<string> Timed(Task<string> body) =>
            Regex.Replace(await body, "\"timestamp\":\"\\d+\"", $"\"timestamp\":\"{new DateTimeOffset(Media.House.Now).ToUnixTimeSeconds()}\"");

        public static async Task<string> Write(LabProcess lab, LabAccount account, byte[]? picture, string caption, string from = Known, string type = "image", string? url = null, string? redirect = null, bool spoiled = false, string? address = null)
        {
            var message = new { from, name = "Leyla Mertens", type, media = picture is null ? null : Convert.ToBase64String(picture), caption, url, redirect, spoiled, address };
            using var answer = await lab.Http.PostAsJsonAsync($"lab/whatsapp/{account.Account}/messages", message, Ct);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        public Task<bool> Hear(string body) =>
            Media.House.With((IHooks hooks) => hooks.Keep("whatsapp", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), Encoding.UTF8.GetBytes(body), Ct));

        public async Task Turn()
        {
            await Media.House.Pump();
            await Media.House.With((AnnouncedRound round) => round.Tick(Ct));
            await Media.House.With((WordsRound round) => round.Tick(Ct));
        }

        /// <summary>So long, with the round at each step.</summary>
        public async Task Wait(TimeSpan time)
        {
            for (var end = Media.House.Now + time; Media.House.Now < end;)
            {
                Media.House.Clock.Advance(TimeSpan.FromMinutes(5));
                await Turn();
            }
        }

        public Task<IReadOnlyList<TrayEntryView>> Waiting() => Media.House.With((TrayList list) => list.Run(Media.Writer, Ct));

        public Task<IReadOnlyList<TrayLineView>> Lines() => Media.House.With((TrayLines lines) => lines.Run(Media.Writer, Ct));

        public Task<MessengerRow> Row() => Media.House.With((Db db) => db.Set<MessengerRow>().AsNoTracking().SingleAsync(Ct));

        public Task<(int Tray, int Announced)> Rows() => Media.House.With(async (Db db) => (await db.Set<TrayEntry>().CountAsync(Ct), await db.Set<AnnouncedPicture>().CountAsync(Ct)));

        public ValueTask DisposeAsync() => Media.DisposeAsync();
    }
}
