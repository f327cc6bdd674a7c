using System.Security.Cryptography;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against an emulator of the Bot API that others wrote: what we send is what bots send, and not only what our own stand-in takes.</summary>
public sealed class TelegramPeerTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_posted_and_corrected_and_what_the_emulator_does_not_know_is_no_success()
    {
        var (peer, token) = (await peers.Telegram(Ct), NewToken());
        await using var house = await Open(peer);
        var publisher = house.Get<Embassies>().Publisher("telegram")!;
        var session = new Session(peer.Url, "-1001234567890", "@musterstadt", new Dictionary<string, string> { ["token"] = token });
        Errand On(ErrandKind kind, string text, Receipt? receipt = null) => new(
            kind, publisher.NewKey(house.Now), new Outgoing("Schnee", text, "de", new Uri("https://musterstadt.example/schnee"), [], null, house.Now), session, receipt, null,
            new Dictionary<string, string>(), (_, _, _) => Task.CompletedTask, _ => { }) { IntentAt = house.Now };

        var errand = On(ErrandKind.Publish, "Über Nacht: <b>Schnee</b> & Eis ❄️");
        Assert.Null(await publisher.Prepare(errand, Ct));
        var done = Assert.IsType<Step.Done>(await publisher.Send(errand, Ct));
        var (chat, id, text) = Assert.Single(await peer.Said(token, Ct));
        Assert.Equal(("-1001234567890", "Über Nacht: <b>Schnee</b> & Eis ❄️\n\nhttps://musterstadt.example/schnee"), (chat, text));
        Assert.Equal(new Receipt($"-1001234567890/{id}", new Uri($"https://t.me/musterstadt/{id}")), done.Receipt);

        Assert.Equal(done.Receipt, Assert.IsType<Step.Done>(await publisher.Send(On(ErrandKind.Edit, "Getaut.", done.Receipt), Ct)).Receipt);
        Assert.Equal("Getaut.\n\nhttps://musterstadt.example/schnee", Assert.Single(await peer.Said(token, Ct)).Text);
        Assert.IsType<Step.Unknown>(await publisher.Send(On(ErrandKind.Delete, "", done.Receipt), Ct));
    }

    [Fact]
    public async Task What_is_written_to_the_bot_is_heard_and_answered()
    {
        var (peer, token) = (await peers.Telegram(Ct), NewToken());
        await using var house = await Open(peer);
        var bot = house.Get<ITelegramPictures>();
        Assert.Equal(("@TestNameBot", null), await bot.Bot(token, Ct));
        var from = new { id = 815815, first_name = "Leyla", username = "leylam" };
        await peer.Write(new { botToken = token, from, chat = new { id = 815815, type = "private" }, date = 1_790_000_000, text = "Hallo" }, Ct);
        await peer.Write(new { botToken = token, from, chat = new { id = 815815, type = "private" }, date = 1_790_000_000, caption = "Richtfest", photo = new[] { new { file_id = "gross", width = 1280, height = 960 } } }, Ct);
        var (updates, fault) = await bot.Updates(token, 0, TimeSpan.Zero, Ct);
        Assert.Null(fault);
        Assert.Equal(2, updates.Count);
        Assert.Null(updates[0].Picture);
        Assert.True(updates[1].Picture is { File: "gross", Text: "Richtfest", Alias: "@leylam", Sender: "815815" });
        await bot.Say(token, updates[0].Chat, "Bitte schicken Sie ein Bild.", Ct);
        var (chat, _, text) = Assert.Single(await peer.Said(token, Ct));
        Assert.Equal(("815815", "Bitte schicken Sie ein Bild."), (chat, text));
    }

    private static string NewToken() => $"{RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue)}:{Convert.ToHexString(RandomNumberGenerator.GetBytes(18))}";

    private static Task<House> Open(TelegramPeer peer) => House.Open(settings: [new("Http:AllowPrivate:0", "127.0.0.1"), new("Networks:Telegram:Api", peer.Url.AbsoluteUri)]);
}
