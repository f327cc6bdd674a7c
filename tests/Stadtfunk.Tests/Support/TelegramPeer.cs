using System.Net.Http.Json;
using System.Text.Json;

namespace Stadtfunk.Tests.Support;

/// <summary>Somebody else's emulator of the Bot API (npm: telegram-test-api): it knows texts, corrections and what a bot is sent, and nothing of channels, pictures and deleting.</summary>
public sealed class TelegramPeer : IAsyncDisposable
{
    private readonly PeerProcess process;
    private readonly HttpClient http;

    private TelegramPeer(PeerProcess process)
    {
        this.process = process;
        Url = new Uri(process.Ready.Split(' ')[0] + "/");
        http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = Url };
    }

    public Uri Url { get; }

    public static async Task<TelegramPeer> Start(CancellationToken ct) => new(await PeerProcess.Start(SourceTree.Peer("telegram"), ["--stdin"], TimeSpan.FromMinutes(5), ct));

    /// <summary>All that a bot has said, as it stands now: to whom, its number, the words.</summary>
    public async Task<IReadOnlyList<(string Chat, long Id, string Text)>> Said(string token, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync("getUpdatesHistory", new { token }, ct);
        var all = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        return
        [
            .. all.GetProperty("result").EnumerateArray().Where(one => one.GetProperty("message").TryGetProperty("chat_id", out _)).Select(one =>
                (one.GetProperty("message").GetProperty("chat_id").ToString(), one.GetProperty("messageId").GetInt64(), one.GetProperty("message").GetProperty("text").GetString()!)),
        ];
    }

    /// <summary>Somebody writes to the bot.</summary>
    public async Task Write(object message, CancellationToken ct) => (await http.PostAsJsonAsync("sendMessage", message, ct)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
    }
}
