using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stadtfunk.Lab.Telegram;

/// <summary>The envelope of every answer of the Bot API.</summary>
internal static class Reply
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IResult Good(object result) => Results.Json(new { ok = true, result }, Format);

    public static IResult Bad(string why) => No(400, $"Bad Request: {why}");

    public static IResult No(int code, string description) => Results.Json(new { ok = false, error_code = code, description }, statusCode: code);

    public static IResult TooMany(int seconds) => Results.Json(
        new { ok = false, error_code = 429, description = $"Too Many Requests: retry after {seconds}", parameters = new { retry_after = seconds } }, statusCode: 429);

    public static object Of(Channel channel, Message message, DateTime now) => new
    {
        message_id = message.Id,
        sender_chat = Of(channel),
        chat = Of(channel),
        date = new DateTimeOffset(now).ToUnixTimeSeconds(),
        media_group_id = message.Album?.ToString(),
        text = message.Picture is null ? message.Text : null,
        caption = message.Picture is not null && message.Text.Length > 0 ? message.Text : null,
    };

    /// <summary>As getChat shows it.</summary>
    public static object Whole(Channel channel) => new
    {
        id = channel.Id, type = "channel", title = channel.Name, username = channel.Name, active_usernames = new[] { channel.Name }, accent_color_id = 0, max_reaction_count = 11,
        accepted_gift_types = new { unlimited_gifts = false, limited_gifts = false, unique_gifts = false, premium_subscription = false, gifts_from_channels = false },
    };

    public static object Of(Channel channel) => new { id = channel.Id, type = "channel", title = channel.Name, username = channel.Name };
}
