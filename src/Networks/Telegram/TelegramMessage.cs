using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Telegram;

/// <summary>
/// A post as one call: a text, a picture or a video with a caption, or an album whose first picture carries the caption. Pictures and video travel in
/// the same call, for Telegram keeps none before. It is plain text: what looks like markup stays as it was written.
/// </summary>
internal static class TelegramMessage
{
    public static string TextOf(Outgoing post) => FullText.Of(post.Text, post.Link, HasCaption(post), TelegramNetwork.Network.Rules);

    /// <summary>The text stands under something.</summary>
    public static bool HasCaption(Outgoing post) => post.Pictures.Count > 0 || post.Video is not null;

    public static string MethodOf(Outgoing post) => post.Video is not null ? "sendVideo" : post.Pictures.Count switch
    {
        0 => "sendMessage",
        1 => "sendPhoto",
        _ => "sendMediaGroup",
    };

    /// <param name="post">Has no video.</param>
    /// <param name="pictures">Its pictures, in their order; the last parts, so that nobody has the whole before the last byte.</param>
    /// <param name="chat">Where to.</param>
    public static HttpContent Of(Outgoing post, IReadOnlyList<Slice> pictures, string chat)
    {
        if (post.Pictures.Count == 0)
            return TelegramApi.Json(new JsonObject { ["chat_id"] = chat, ["text"] = TextOf(post) });
        var form = new MultipartFormDataContent();
        Text(form, "chat_id", chat);
        if (post.Pictures.Count == 1)
        {
            Text(form, "caption", TextOf(post));
            File(form, "photo", post.Pictures[0], pictures[0]);
            return form;
        }
        Text(form, "media", new JsonArray([.. post.Pictures.Select((_, place) => Photo(place, place == 0 ? TextOf(post) : null))]).ToJsonString());
        for (var place = 0; place < post.Pictures.Count; place++)
            File(form, NameOf(place), post.Pictures[place], pictures[place]);
        return form;
    }

    /// <param name="post">Has a video.</param>
    /// <param name="video">Read while it is sent; the last part, so that nobody has the whole before its last byte.</param>
    /// <param name="still">The poster's bytes.</param>
    /// <param name="chat">Where to.</param>
    public static HttpContent Of(Outgoing post, Slice video, Stream still, string chat)
    {
        var (about, form) = (post.Video!, new MultipartFormDataContent());
        Text(form, "chat_id", chat);
        Text(form, "caption", TextOf(post));
        Text(form, "width", Number(about.Width));
        Text(form, "height", Number(about.Height));
        Text(form, "duration", Number((int)Math.Round(about.Length.TotalSeconds)));
        Text(form, "supports_streaming", "true");
        if (about.Poster is { } poster)
        {
            Text(form, "cover", "attach://standbild");
            File(form, "standbild", poster, new StreamContent(still) { Headers = { ContentType = MediaTypeHeaderValue.Parse(poster.MediaType) } });
        }
        form.Add(video, "\"video\"", "\"video.mp4\"");
        return form;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonNode Photo(int place, string? caption)
    {
        var photo = new JsonObject { ["type"] = "photo", ["media"] = $"attach://{NameOf(place)}" };
        if (caption is { Length: > 0 })
            photo["caption"] = caption;
        return photo;
    }

    private static string NameOf(int place) => $"bild{place + 1}";

    private static void Text(MultipartFormDataContent form, string name, string text) =>
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), $"\"{name}\"");

    private static void File(MultipartFormDataContent form, string name, OutgoingPicture picture, HttpContent file) =>
        form.Add(file, $"\"{name}\"", $"\"{name}.{picture.MediaType.Split('/')[^1]}\"");
}
