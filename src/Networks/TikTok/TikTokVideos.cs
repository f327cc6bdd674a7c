using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>The account's own public posts, by id.</summary>
internal sealed partial class TikTokVideos(TikTokApi api, IOptions<TikTokSettings> settings)
{
    public static bool IsId(string id) => PostId().IsMatch(id);

    public Receipt? ReceiptOf(string id, Session session, bool pictures) =>
        IsId(id) && TheirWords.IsPostLink(new Uri(settings.Value.PageBase, $"{Uri.EscapeDataString(session.Handle).Replace("%40", "@", StringComparison.Ordinal)}/{(pictures ? "photo" : "video")}/{id}").AbsoluteUri, out var link)
            ? new Receipt(id, link)
            : null;

    public Receipt? ReceiptOfHidden(string id, Session session) =>
        TheirWords.IsPostId(id) && TheirWords.IsPostLink(new Uri(settings.Value.PageBase, Uri.EscapeDataString(session.Handle).Replace("%40", "@", StringComparison.Ordinal)).AbsoluteUri, out var link) ? new Receipt(id, link) : null;

    /// <summary>Whether it stands there; null where TikTok does not say. Of pictures it says nothing for certain: they are no videos.</summary>
    public async Task<(bool? There, Answer Answer)> Find(Session session, string id, bool pictures, Action<Call>? note, CancellationToken ct)
    {
        var body = new JsonObject { ["filters"] = new JsonObject { ["video_ids"] = new JsonArray(id) } };
        var answer = await api.Post(session, "v2/video/query/?fields=id", body, "video/query", note, ct);
        if (!TikTokErrors.IsGood(answer) || ((Answer.Heard)answer).Json?.At("data", "videos") is not { ValueKind: JsonValueKind.Array } videos)
            return (null, answer);
        return videos.EnumerateArray().Any(video => video.At("id")?.ToString() == id) ? (true, answer) : (pictures ? null : false, answer);
    }

    /// <summary>The id in a link to a post, whose it is by that link, and whether it is one of pictures.</summary>
    public (string Id, string User, bool Pictures)? Read(Uri link) =>
        (link.Authority == settings.Value.PageBase.Authority || link.Host == "tiktok.com" || link.Host.EndsWith(".tiktok.com", StringComparison.OrdinalIgnoreCase))
        && InLink().Match(link.AbsolutePath) is { Success: true } match
            ? (match.Groups[3].Value, match.Groups[1].Value, match.Groups[2].Value == "photo")
            : null;

    [GeneratedRegex(@"^\d{5,25}$")]
    private static partial Regex PostId();

    [GeneratedRegex(@"^/(@[^/]+)/(video|photo)/(\d{5,25})/?$")]
    private static partial Regex InLink();
}
