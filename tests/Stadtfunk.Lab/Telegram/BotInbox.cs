using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Telegram;

/// <param name="From">The sender's number at Telegram.</param>
/// <param name="Username">Null: the sender has none.</param>
/// <param name="Media">Base64; null: words alone.</param>
/// <param name="AsFile">Sent as a file, not as a photograph.</param>
/// <param name="Path">Said instead of the file's true path.</param>
/// <param name="Size">Said instead of the file's true size.</param>
internal sealed record NewUpdate(long From, string FirstName, string? Username, string? Media, string? Text, bool AsFile, string? Path, long? Size);

/// <summary>
/// What people send to a bot (Bot API 10.1: getUpdates, getFile and the files themselves). An update is there until a later one is asked for, for a day at most;
/// while a webhook is set nobody may ask; files of more than 20 MB are not handed out.
/// </summary>
internal sealed class BotInbox(AccountBook accounts, LabClock clock)
{
    private const long MostFile = 20_000_000;
    private static readonly TimeSpan UpdatesLive = TimeSpan.FromDays(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Bot> bots = [];

    private sealed record Update(long Id, JsonObject Message, DateTime At);

    private sealed record Held(string Path, byte[] Bytes, long Size);

    private sealed class Bot
    {
        public List<Update> Updates { get; } = [];
        public Dictionary<string, Held> Files { get; } = [];
        public HashSet<long> People { get; } = [];
        public List<(long Chat, string Text)> Said { get; } = [];
        public long Last { get; set; } = 700_000_000;
        public bool HasWebhook { get; set; }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/bot{token}/getUpdates", Updates).WithMetadata(new Operation("updates", TelegramNetwork.Name));
        routes.MapPost("/bot{token}/getFile", FileOf).WithMetadata(new Operation("file", TelegramNetwork.Name));
        routes.MapGet("/file/bot{token}/{**path}", Bytes).WithMetadata(new Operation("bytes", TelegramNetwork.Name));
        routes.MapPost("/lab/telegram/{account}/updates", Send);
        routes.MapPut("/lab/telegram/{account}/webhook", (string account) => { lock (gate) Of(account).HasWebhook = true; });
        routes.MapGet("/lab/telegram/{account}/said", (string account) => { lock (gate) return Results.Json(Of(account).Said.Select(one => one.Text).ToList()); });
    }

    /// <summary>A message to a person who has written to the bot before; null when the chat is no such person's.</summary>
    public IResult? Say(Grant grant, Fields fields)
    {
        lock (gate)
        {
            var bot = Of(grant.Account);
            if (!long.TryParse(fields["chat_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var chat) || !bot.People.Contains(chat)) return null;
            if (fields["text"] is not { Length: > 0 and <= Sending.MostText } text) return Reply.Bad("message text is empty");
            bot.Said.Add((chat, text));
            return Reply.Good(new { message_id = bot.Said.Count, date = new DateTimeOffset(clock.Now).ToUnixTimeSeconds(), text, chat = new { id = chat, type = "private" } });
        }
    }

    public void Reset()
    {
        lock (gate) bots.Clear();
    }

    private async Task<IResult> Updates(string token, Fields? fields, CancellationToken ct)
    {
        if (GrantOf(token) is not { } grant) return Reply.No(401, "Unauthorized");
        if (fields is null) return Reply.Bad("can't parse the request");
        var until = clock.Now.AddSeconds(Math.Clamp(Number(fields["timeout"]), 0, 50));
        while (true)
        {
            lock (gate)
            {
                var bot = Of(grant.Account);
                if (bot.HasWebhook) return Reply.No(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
                bot.Updates.RemoveAll(one => one.Id < Number(fields["offset"]) || one.At + UpdatesLive < clock.Now);
                if (bot.Updates.Count > 0 || clock.Now >= until)
                    return Results.Json(new { ok = true, result = bot.Updates.Take((int)Math.Clamp(Number(fields["limit"] ?? "100"), 1, 100)).Select(one => new JsonObject { ["update_id"] = one.Id, ["message"] = one.Message.DeepClone() }).ToList() });
            }
            await Task.Delay(50, ct);
        }
    }

    private IResult FileOf(string token, Fields? fields)
    {
        if (GrantOf(token) is not { } grant) return Reply.No(401, "Unauthorized");
        lock (gate)
        {
            if (Of(grant.Account).Files.GetValueOrDefault(fields?["file_id"] ?? "") is not { } file) return Reply.Bad("wrong file_id or the file is temporarily unavailable");
            return file.Size > MostFile ? Reply.Bad("file is too big") : Reply.Good(new { file_id = fields!["file_id"], file_unique_id = "u", file_size = file.Size, file_path = file.Path });
        }
    }

    private IResult Bytes(string token, string path)
    {
        if (GrantOf(token) is not { } grant) return Reply.No(401, "Unauthorized");
        lock (gate)
            return Of(grant.Account).Files.Values.FirstOrDefault(one => one.Path == path) is { } file ? Results.Bytes(file.Bytes, "application/octet-stream") : Reply.No(404, "Not Found");
    }

    private IResult Send(string account, NewUpdate sent)
    {
        lock (gate)
        {
            var (bot, at) = (Of(account), clock.Now);
            bot.People.Add(sent.From);
            var message = new JsonObject
            {
                ["message_id"] = ++bot.Last, ["date"] = new DateTimeOffset(at).ToUnixTimeSeconds(), ["chat"] = new JsonObject { ["id"] = sent.From, ["type"] = "private" },
                ["from"] = new JsonObject { ["id"] = sent.From, ["is_bot"] = false, ["first_name"] = sent.FirstName, },
            };
            if (sent.Username is not null) message["from"]!["username"] = sent.Username;
            if (sent.Text is not null) message[sent.Media is null ? "text" : "caption"] = sent.Text;
            if (sent.Media is not null)
            {
                var (large, bytes) = (NewId(), Convert.FromBase64String(sent.Media));
                bot.Files[large] = new Held(sent.Path ?? $"photos/file_{bot.Files.Count}.jpg", bytes, sent.Size ?? bytes.Length);
                if (sent.AsFile) message["document"] = new JsonObject { ["file_id"] = large, ["file_unique_id"] = large[..8], ["mime_type"] = "image/jpeg", ["file_name"] = "bild.jpg" };
                else message["photo"] = new JsonArray(Size(NewId(), 90), Size(large, 1280), Size(NewId(), 320));
            }
            bot.Updates.Add(new Update(++bot.Last, message, at));
            return Results.Json(new { update_id = bot.Last });
        }
    }

    private static JsonObject Size(string id, int width) => new() { ["file_id"] = id, ["file_unique_id"] = id[..8], ["width"] = width, ["height"] = width * 3 / 4 };

    private static string NewId() => $"AgAC{Convert.ToHexString(RandomNumberGenerator.GetBytes(24))}";

    private static long Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private Bot Of(string account) => bots.TryGetValue(account, out var bot) ? bot : bots[account] = new Bot();

    private Grant? GrantOf(string token) => accounts.ByToken(TelegramNetwork.Name, token) is { Revoked: false } grant ? grant : null;
}
