using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Hooks;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What networks send to the city's door, at the running program.</summary>
public sealed class WebhookTests(WebhookTests.Opened opened) : IClassFixture<WebhookTests.Opened>
{
    private const string Secret = "0123456789abcdef0123456789abcdef", Other = "fedcba9876543210fedcba9876543210", Second = "00112233445566778899aabbccddeeff";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningTown Town => opened.Town;

    [Theory]
    [InlineData("facebook")]
    [InlineData("instagram")]
    [InlineData("tiktok")]
    [InlineData("x")]
    [InlineData("linkedin")]
    [InlineData("telegram")]
    public async Task A_signed_call_is_kept_sealed_and_the_same_again_is_answered_and_nothing_more(string door)
    {
        var body = $$"""{"update_id":4711,"notifications":[{"notificationId":"n-{{door}}"}],"text":"Grüße aus {{door}}"}""";
        var before = await Rows(door);
        foreach (var forged in new[] { await Send(door, body, secret: Other), await Send(door, body, sign: false), await Send(door, body, said: body + " ") })
            Assert.Equal(HttpStatusCode.Forbidden, forged);
        Assert.Equal(before.Count, (await Rows(door)).Count);

        Assert.Equal(HttpStatusCode.OK, await Send(door, body));
        Assert.Equal(HttpStatusCode.OK, await Send(door, body));
        var row = Assert.Single(await Rows(door), one => before.All(old => old.Id != one.Id));
        Assert.DoesNotContain("Grüße", Encoding.UTF8.GetString(row.Sealed), StringComparison.Ordinal);
        Assert.Equal(body, Encoding.UTF8.GetString((await Town.With((IHooks hooks) => hooks.Body(row.Id, Ct)))!));
        await Until(() => Town.Nodes[0].Said.Contains($"webhook {door} was refused", StringComparison.Ordinal));
        Assert.DoesNotContain("Grüße", Town.Nodes[0].Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_door_without_a_secret_is_not_there()
    {
        foreach (var door in new[] { "threads", "whatsapp", "mastodon", "gibtesnicht" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await Send(door, "{}"));
            Assert.Equal(HttpStatusCode.NotFound, (await Town.Http.GetAsync($"webhooks/{door}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=", Ct)).StatusCode);
        }
    }

    [Fact]
    public async Task What_a_network_names_comes_once_whatever_else_is_in_it()
    {
        Assert.Equal(HttpStatusCode.OK, await Send("telegram", """{"update_id":815,"message":{"text":"erst"}}"""));
        Assert.Equal(HttpStatusCode.OK, await Send("telegram", """{"message":{"text":"wieder"},"update_id":815}"""));
        Assert.Equal(HttpStatusCode.OK, await Send("telegram", """{"update_id":816}"""));
        Assert.Equal(["815", "816"], (await Rows("telegram")).Select(row => row.Key.Split('/')[1]).Where(key => key.StartsWith("81", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(-200, HttpStatusCode.OK)]
    [InlineData(-400, HttpStatusCode.Forbidden)]
    [InlineData(400, HttpStatusCode.Forbidden)]
    public async Task TikTok_is_heard_for_five_minutes(int seconds, HttpStatusCode answered) =>
        Assert.Equal(answered, await Send("tiktok", $$"""{"event":"video.publish.completed","create_time":{{seconds}}}""", at: TimeProvider.System.GetUtcNow().AddSeconds(seconds)));

    [Fact]
    public async Task Meta_is_greeted_with_the_word_that_stands_at_the_desk()
    {
        var city = await Town.City();
        var admin = await Town.ActorOf(await Town.Person("Verwaltung", city, Role.Administrator));
        var doors = Good(await Town.With((ReadWebhooks read) => read.Run(admin, Ct)));
        var facebook = doors.Single(door => door.Door == "facebook");
        Assert.Equal((true, new Uri(Town.Url, "webhooks/facebook")), (facebook.Open, facebook.Address));
        Assert.Equal(["threads", "whatsapp"], doors.Where(door => !door.Open).Select(door => door.Door));
        var word = Assert.Single(facebook.Words);
        Assert.Equal("1158201444", await Town.Http.GetStringAsync($"webhooks/facebook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={word}", Ct));
        Assert.Equal(HttpStatusCode.Forbidden, (await Town.Http.GetAsync("webhooks/facebook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=falsch", Ct)).StatusCode);
        Refused("Kernel.Forbidden", await Town.With(async (ReadWebhooks read) => await read.Run(await Town.ActorOf(await Town.Person("Leitung", city, Role.DeskLead)), Ct)));
    }

    [Fact]
    public async Task X_and_LinkedIn_are_answered_and_nothing_is_signed_that_could_be_a_message()
    {
        using var x = JsonDocument.Parse(await Town.Http.GetStringAsync("webhooks/x?crc_token=abc-123", Ct));
        Assert.Equal("sha256=" + Convert.ToBase64String(Hmac(Secret, "abc-123")), x.RootElement.GetProperty("response_token").GetString());
        var code = Guid.CreateVersion7().ToString();
        using var linkedIn = JsonDocument.Parse(await Town.Http.GetStringAsync($"webhooks/linkedin?challengeCode={code}", Ct));
        Assert.Equal(code, linkedIn.RootElement.GetProperty("challengeCode").GetString());
        Assert.Equal(Convert.ToHexStringLower(Hmac(Secret, code)), linkedIn.RootElement.GetProperty("challengeResponse").GetString());
        foreach (var oracle in new[] { "x?crc_token=%7B%22text%22%3A1%7D", "linkedin?challengeCode=hmacsha256%3D%7B%7D", "x", "linkedin", "telegram" })
            Assert.Equal(HttpStatusCode.Forbidden, (await Town.Http.GetAsync($"webhooks/{oracle}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await Send("x", "abc-123"));
    }

    [Fact]
    public async Task Each_of_several_applications_of_LinkedIn_is_answered_at_an_address_of_its_own()
    {
        var admin = await Town.ActorOf(await Town.Person("Verwaltung der Apps", await Town.City(), Role.Administrator));
        var doors = Good(await Town.With((ReadWebhooks read) => read.Run(admin, Ct)));
        Assert.All(doors, door => Assert.Equal(door.Door == "linkedin" ? 2 : 0, door.Apps.Count));
        var apps = doors.Single(door => door.Door == "linkedin").Apps;
        foreach (var (accounts, secret) in new[] { ("@stadt", Secret), ("@museum", Second) })
        {
            var address = apps.Single(app => app.Accounts == accounts).Address;
            Assert.DoesNotContain(secret[..8], address.AbsoluteUri, StringComparison.Ordinal);
            using var said = JsonDocument.Parse(await Town.Http.GetStringAsync(new Uri(address, "?challengeCode=frage-1"), Ct));
            Assert.Equal(Convert.ToHexStringLower(Hmac(secret, "frage-1")), said.RootElement.GetProperty("challengeResponse").GetString());
            var door = address.AbsolutePath["/webhooks/".Length..];
            Assert.Equal(HttpStatusCode.OK, await Send(door, $$"""{"notificationId":"{{accounts}}"}""", secret: secret));
            Assert.Equal(HttpStatusCode.Forbidden, await Send(door, $$"""{"notificationId":"{{accounts}}"}""", secret: secret == Secret ? Second : Secret));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await Town.Http.GetAsync("webhooks/linkedin/0011223344556677?challengeCode=frage-1", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Town.Http.GetAsync($"webhooks/x/{apps[0].Address.Segments[^1]}?crc_token=abc-123", Ct)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_too_large_is_refused_before_it_is_read_and_where_it_does_not_say_so_as_soon_as_it_shows(bool saysHowMany)
    {
        // A server that has heard enough hangs up on whoever goes on: of what does not say its size only a little is too much.
        var body = "{\"x\":\"" + new string('x', saysHowMany ? 10_000_000 : HookEndpoints.MostBytes) + "\"}";
        using var request = Request("facebook", body, Secret, body, TimeProvider.System.GetUtcNow());
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = !saysHowMany;
        using var answer = await Town.Http.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_kept_and_handled_once_and_forgotten_in_time()
    {
        Heard.Bodies.Clear();
        await using var house = await House.Open(services => services.AddHandler<HookArrived, Heard>());
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => house.With((IHooks hooks) => hooks.Keep("x", "k", "{}"u8.ToArray(), Ct))));
        Assert.Single(kept, one => one);
        await house.Pump();
        await house.Pump();
        Assert.Equal(["{}"], Heard.Bodies);

        house.Clock.Advance(HookRound.Readable - TimeSpan.FromHours(1));
        await house.With((HookRound round) => round.Tick(Ct));
        var row = await house.With((Db db) => db.Set<HookRow>().AsNoTracking().SingleAsync(Ct));
        Assert.NotNull(await house.With((IHooks hooks) => hooks.Body(row.Id, Ct)));
        house.Clock.Advance(TimeSpan.FromHours(2));
        await house.With((HookRound round) => round.Tick(Ct));
        Assert.Null(await house.With((IHooks hooks) => hooks.Body(row.Id, Ct)));
        Assert.False(await house.With((IHooks hooks) => hooks.Keep("x", "k", "{}"u8.ToArray(), Ct)));
        house.Clock.Advance(HookRound.Remembered);
        await house.With((HookRound round) => round.Tick(Ct));
        Assert.Equal(0, await house.With((Db db) => db.Set<HookRow>().CountAsync(Ct)));
    }

    private static async Task Until(Func<bool> said)
    {
        for (var turn = 0; turn < 50 && !said(); turn++)
            await Task.Delay(100, Ct);
        Assert.True(said());
    }

    private async Task<HttpStatusCode> Send(string door, string body, string secret = Secret, bool sign = true, string? said = null, DateTimeOffset? at = null)
    {
        using var request = Request(door, body, sign ? secret : null, said ?? body, at ?? TimeProvider.System.GetUtcNow());
        using var answer = await Town.Http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    // As the networks sign, written down once more.
    private static HttpRequestMessage Request(string door, string body, string? secret, string signed, DateTimeOffset at)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"webhooks/{door}") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        if (secret is null)
            return request;
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var (name, value) = door.Split('/')[0] switch
        {
            "tiktok" => ("TikTok-Signature", $"t={time},s={Convert.ToHexStringLower(Hmac(secret, $"{time}.{signed}"))}"),
            "x" => ("x-twitter-webhooks-signature", "sha256=" + Convert.ToBase64String(Hmac(secret, signed))),
            "linkedin" => ("X-LI-Signature", Convert.ToHexStringLower(Hmac(secret, "hmacsha256=" + signed))),
            "telegram" => ("X-Telegram-Bot-Api-Secret-Token", signed == body ? secret : secret[..^1]),
            _ => ("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(Hmac(secret, signed))),
        };
        request.Headers.Add(name, value);
        return request;
    }

    private static byte[] Hmac(string secret, string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));

    private Task<List<HookRow>> Rows(string door) => Town.With((Db db) => db.Set<HookRow>().AsNoTracking().Where(row => row.Door == door).ToListAsync(Ct));

    internal sealed class Heard(IHooks hooks) : IHandle<HookArrived>
    {
        public static readonly List<string> Bodies = [];

        public async Task Handle(HookArrived happened, CancellationToken ct) => Bodies.Add(Encoding.UTF8.GetString((await hooks.Body(happened.Id, ct))!));
    }

    /// <summary>A town whose channels keep the secrets of their applications.</summary>
    public sealed class Opened : IAsyncLifetime
    {
        public RunningTown Town { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Town = await RunningTown.Start(CancellationToken.None, [new("Networks:X:ConsumerSecret", Secret), new("Networks:Telegram:WebhookSecret", Secret)]);
            var opened = TimeProvider.System.GetUtcNow();
            foreach (var (network, name, secret, handle) in new[]
            {
                ("facebook", "appSecret", Secret, "@stadt"), ("instagram", "appSecret", Secret, "@stadt"), ("tiktok", "clientSecret", Secret, "@stadt"),
                ("linkedin", "clientSecret", Secret, "@stadt"), ("linkedin", "clientSecret", Second, "@museum"),
            })
                await Town.With(async (Db db) =>
                {
                    // One after the other, as people connect them: the oldest channel's application is asked first.
                    var connection = new Connection(new ChannelId(Guid.CreateVersion7(opened = opened.AddMilliseconds(1))), network);
                    var session = new Session(new Uri("https://netz.example/"), $"konto-{network}-{handle}", handle, new Dictionary<string, string> { [name] = secret });
                    connection.Keep(session, await Town.With((Vault vault) => Task.FromResult(vault.Close(session.Secrets))), TimeProvider.System.GetUtcNow().UtcDateTime);
                    db.Add(connection);
                    return await db.SaveChangesAsync(CancellationToken.None);
                });
        }

        public ValueTask DisposeAsync() => Town.DisposeAsync();
    }
}
