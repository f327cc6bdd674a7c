using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Telegram;

/// <summary>What the bot is sent (Bot API: getUpdates, getFile, which hands out up to 20 MB).</summary>
internal sealed class TelegramPictures(TelegramApi api, FileLine files, IOptions<TelegramSettings> settings) : ITelegramPictures
{
    private const int AtOnce = 50;

    public async Task<(IReadOnlyList<BotUpdate> Updates, FetchFault? Fault)> Updates(string token, long after, TimeSpan wait, CancellationToken ct)
    {
        var body = new JsonObject { ["timeout"] = (int)wait.TotalSeconds, ["limit"] = AtOnce, ["allowed_updates"] = new JsonArray("message") };
        if (after > 0)
            body["offset"] = after + 1;
        var (result, fault) = await Ask(token, "getUpdates", body, ct);
        if (fault is not null || result is not { ValueKind: JsonValueKind.Array } all)
            return ([], fault ?? FetchFault.Later);
        return ([.. all.EnumerateArray().Where(one => one.Number("update_id") is not null).Select(one => Read(token, one)).OrderBy(one => one.Id)], null);
    }

    public async Task<FetchedFile> Fetch(string token, PictureMessage picture, long most, CancellationToken ct)
    {
        var (result, fault) = await Ask(token, "getFile", new JsonObject { ["file_id"] = picture.File }, ct);
        if (fault is { } why)
            return FetchedFile.Not(why);
        var path = result?.Text("file_path") ?? "";
        if (path.Length == 0)
            return FetchedFile.Not(FetchFault.Later);
        if (result?.Number("file_size") > most)
            return FetchedFile.Not(FetchFault.TooLarge);
        // A part of the address, and nothing that leads elsewhere.
        if (path.Split('/').Any(part => part is "" or "." or "..") || !path.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '/' or '_' or '-' or '.'))
            return FetchedFile.Not(FetchFault.Elsewhere);
        return await files.Get(new Uri(settings.Value.ApiBase, $"./file/bot{token}/{path}"), null, most, ct);
    }

    public Task Say(string token, string chat, string text, CancellationToken ct) => Ask(token, "sendMessage", new JsonObject { ["chat_id"] = chat, ["text"] = text }, ct);

    public async Task<(string Shown, FetchFault? Fault)> Bot(string token, CancellationToken ct)
    {
        var (result, fault) = await Ask(token, "getMe", [], ct);
        return fault is null ? ($"@{result?.Text("username")}", null) : ("", fault);
    }

    private async Task<(JsonElement? Result, FetchFault? Fault)> Ask(string token, string method, JsonObject body, CancellationToken ct)
    {
        if (!TelegramApi.IsToken(token))
            return (null, FetchFault.SignInLost);
        var answer = await api.Ask(settings.Value.ApiBase, token, method, body, null, ct);
        return answer is not Answer.Heard heard ? (null, FetchFault.Later)
            : heard.Good ? (heard.Json?.At("result"), null)
            : TelegramApi.IsSignInLost(heard) ? (null, FetchFault.SignInLost)
            // Somebody else asks for this bot, or it has a webhook.
            : heard.Status == 409 ? (null, FetchFault.AnotherReader)
            : heard.Status != 400 ? (null, FetchFault.Later)
            : (null, TelegramApi.Reason(heard).Contains("too big", StringComparison.OrdinalIgnoreCase) ? FetchFault.TooLarge : FetchFault.Gone);
    }

    private static BotUpdate Read(string token, JsonElement update)
    {
        var id = update.Number("update_id")!.Value;
        if (update.At("message") is not { } message)
            return new BotUpdate(id, "", "", "", null);
        var (from, chat) = ($"{message.Number("from", "id")}", message.Text("chat", "type") == "private" ? $"{message.Number("chat", "id")}" : "");
        var alias = message.Text("from", "username") is { Length: > 0 } name ? $"@{name}" : "";
        // The sizes of one photograph; of a file only what says that it is a picture.
        var file = message.Items("photo").OrderByDescending(size => (size.Number("width") ?? 0) * (size.Number("height") ?? 0)).Select(size => size.Text("file_id")).FirstOrDefault()
            ?? (message.Text("document", "mime_type").StartsWith("image/", StringComparison.Ordinal) ? message.Text("document", "file_id") : "");
        if (file.Length is 0 or > 300 || from.Length == 0)
            return new BotUpdate(id, from, alias, chat, null);
        var called = $"{message.Text("from", "first_name")} {message.Text("from", "last_name")}".Trim();
        var at = message.Number("date") is > 0 and < 100_000_000_000 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : default;
        // Updates of two bots are numbered alike; a bot's number stands before the colon of its token.
        return new BotUpdate(id, from, alias, chat, new PictureMessage($"{token.Split(':')[0]}/{id}", from, alias, called, at, message.Text("caption"), file, "") { Chat = chat });
    }
}
