using System.Security.Cryptography;
using System.Text.Json;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Telegram;

/// <summary>The four ways to post, with what each refuses.</summary>
internal static class Sending
{
    public const int MostText = 4096, MostCaption = 1024;

    private const long MostBytes = 10_000_000, MostVideo = 50 * 1024 * 1024;

    public static IResult Text(TelegramCall call)
    {
        var text = call.Fields["text"] ?? "";
        if (string.IsNullOrWhiteSpace(text)) return Reply.Bad("message text is empty");
        if (text.Length > MostText) return Reply.Bad("message is too long");
        return Post(call, text, []);
    }

    public static IResult Photo(TelegramCall call)
    {
        var caption = call.Fields["caption"] ?? "";
        if (call.Fields.Files.GetFile("photo") is not { } file) return Reply.Bad("there is no photo in the request");
        return Picture(file, out var picture) is { } refusal ? refusal
            : caption.Length > MostCaption ? Reply.Bad("message caption is too long")
            : Post(call, caption, [picture!]);
    }

    public static IResult Album(TelegramCall call)
    {
        List<JsonElement> media;
        try
        {
            media = [.. JsonSerializer.Deserialize<JsonElement>(call.Fields["media"] ?? "[]").EnumerateArray()];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return Reply.Bad("can't parse media JSON object");
        }
        if (media.Count is < 2 or > 10) return Reply.Bad("wrong number of items in the album");
        var pictures = new List<EntryPicture>();
        foreach (var one in media)
        {
            var name = one.GetProperty("media").GetString() ?? "";
            if (!name.StartsWith("attach://", StringComparison.Ordinal) || call.Fields.Files.GetFile(name["attach://".Length..]) is not { } file)
                return Reply.Bad("wrong file identifier/HTTP URL specified");
            if (Picture(file, out var picture) is { } refusal) return refusal;
            pictures.Add(picture!);
        }
        var captions = media.Select(one => one.TryGetProperty("caption", out var said) ? said.GetString() ?? "" : "").ToList();
        if (captions.Exists(caption => caption.Length > MostCaption)) return Reply.Bad("message caption is too long");
        return Post(call, captions[0], pictures);
    }

    public static IResult Video(TelegramCall call)
    {
        var caption = call.Fields["caption"] ?? "";
        if (call.Fields.Files.GetFile("video") is not { } file) return Reply.Bad("there is no video in the request");
        if (file.Length > MostVideo) return Reply.No(413, "Request Entity Too Large");
        foreach (var name in (string[])["width", "height", "duration"])
            if (call.Fields[name] is { } said && !uint.TryParse(said, out _)) return Reply.Bad($"can't parse {name}");
        if (call.Fields["supports_streaming"] is not (null or "true" or "false")) return Reply.Bad("can't parse supports_streaming");
        var head = new byte[64];
        using (var beginning = file.OpenReadStream()) beginning.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        // Anything else is sent as a document, which is not asked for here.
        if (PictureHead.Of(head)?.Type != "video/mp4") return Reply.Bad("VIDEO_CONTENT_TYPE_INVALID");
        var more = new Dictionary<string, string> { ["duration"] = call.Fields["duration"] ?? "", ["streaming"] = call.Fields["supports_streaming"] ?? "" };
        if (call.Fields["cover"] is { } cover)
        {
            if (!cover.StartsWith("attach://", StringComparison.Ordinal) || call.Fields.Files.GetFile(cover["attach://".Length..]) is not { } still)
                return Reply.Bad("wrong file identifier/HTTP URL specified");
            if (Picture(still, out var picture) is { } refusal) return refusal;
            more["cover"] = picture!.Sha256;
        }
        if (caption.Length > MostCaption) return Reply.Bad("message caption is too long");
        using var stream = file.OpenReadStream();
        var video = new EntryPicture(file.Name, null, null, "video/mp4", file.Length, Convert.ToHexStringLower(SHA256.HashData(stream)), Number(call, "width"), Number(call, "height"));
        return Post(call, caption, [video], more);
    }

    private static int Number(TelegramCall call, string name) => int.TryParse(call.Fields[name], out var number) ? number : 0;

    private static IResult Post(TelegramCall call, string text, IReadOnlyList<EntryPicture> pictures, IReadOnlyDictionary<string, string>? more = null)
    {
        if (call.Network.Wait(call.Channel!) is { } seconds) return Reply.TooMany(seconds);
        var messages = call.Network.Post(call.Channel!, text, pictures, more);
        return Reply.Good(pictures.Count > 1 ? messages.Select(one => Reply.Of(call.Channel!, one, call.Now)) : Reply.Of(call.Channel!, messages[0], call.Now));
    }

    private static IResult? Picture(IFormFile file, out EntryPicture? picture)
    {
        picture = null;
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        var bytes = memory.ToArray();
        if (bytes.Length > MostBytes) return Reply.No(413, "Request Entity Too Large");
        if (PictureHead.Of(bytes) is not { Type: "image/jpeg" or "image/png" or "image/webp" } head) return Reply.Bad("IMAGE_PROCESS_FAILED");
        if (head.Width + head.Height > 10_000 || Math.Max(head.Width, head.Height) > 20 * Math.Min(head.Width, head.Height))
            return Reply.Bad("PHOTO_INVALID_DIMENSIONS");
        picture = new EntryPicture(file.Name, null, null, head.Type, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), head.Width, head.Height);
        return null;
    }
}
