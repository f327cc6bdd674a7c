using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.YouTube;

/// <param name="Privacy"><c>public</c>, <c>unlisted</c> or <c>private</c>.</param>
/// <param name="Upload"><c>uploaded</c> (it is being worked on), <c>processed</c>, <c>failed</c>, <c>rejected</c> or <c>deleted</c>.</param>
/// <param name="Why">Why it failed or was rejected.</param>
internal sealed record YouTubeVideo(string Id, string Channel, string Privacy, string Upload, string Why, string Title, string Description);

/// <summary>Videos as YouTube shows them to their channel, asked for by id.</summary>
internal sealed partial class YouTubeVideos(YouTubeApi api, IOptions<YouTubeSettings> settings)
{
    private const int Newest = 50;

    public Receipt? ReceiptOf(string id) =>
        IsId(id) && TheirWords.IsPostLink(new Uri(settings.Value.PageBase, $"watch?v={id}").AbsoluteUri, out var link) ? new Receipt(id, link) : null;

    public static bool IsId(string id) => VideoId().IsMatch(id);

    /// <summary>The id in a link to a video, however it is written; "" when there is none.</summary>
    public string IdIn(Uri link)
    {
        var host = link.Authority == settings.Value.PageBase.Authority || link.Host is "youtube.com" or "youtu.be" || link.Host.EndsWith(".youtube.com", StringComparison.OrdinalIgnoreCase);
        return host && InLink().Match(link.PathAndQuery) is { Success: true } match ? match.Groups[1].Value : "";
    }

    /// <summary>The video as it stands there, or that it is not there; else neither.</summary>
    public async Task<(YouTubeVideo? Video, bool Gone, Answer Answer)> Find(Session session, string id, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session, $"videos?part=snippet%2Cstatus&id={Uri.EscapeDataString(id)}", "videos", note, ct);
        if (answer is not Answer.Heard { Good: true, Json: { } json } || json.At("items") is not { ValueKind: JsonValueKind.Array } items)
            return (null, false, answer);
        var found = items.EnumerateArray().FirstOrDefault(item => item.Text("id") == id);
        return found.ValueKind == JsonValueKind.Object ? (Read(found), false, answer) : (null, items.GetArrayLength() == 0, answer);
    }

    /// <summary>Among the channel's uploads, public or not: the one that carries our mark. Null with an answer that is no clear one when nobody can say.</summary>
    public async Task<(string Id, Answer? Unclear)> Marked(Errand errand, CancellationToken ct)
    {
        var list = Uri.EscapeDataString(errand.Session.Secret(YouTubeApi.Uploads));
        var answer = await api.Get(errand.Session, $"playlistItems?part=contentDetails&maxResults={Newest}&playlistId={list}", "playlistItems", errand.Note, ct);
        if (answer is not Answer.Heard { Good: true, Json: { } uploads })
            return ("", answer);
        var ids = uploads.Items("items").Select(item => item.Text("contentDetails", "videoId")).Where(IsId).ToList();
        if (ids.Count == 0)
            return ("", null);
        answer = await api.Get(errand.Session, $"videos?part=snippet&id={string.Join("%2C", ids)}", "videos", errand.Note, ct);
        if (answer is not Answer.Heard { Good: true, Json: { } videos })
            return ("", answer);
        var ours = videos.Items("items").FirstOrDefault(video => video.Items("snippet", "tags").Any(tag => tag.ValueKind == JsonValueKind.String && tag.GetString() == MarkOf(errand)));
        return (ours.ValueKind == JsonValueKind.Object ? ours.Text("id") : "", null);
    }

    /// <summary>What a video shows of a post. Written anew it replaces the whole, so everything stands in it each time.</summary>
    public JsonObject Snippet(Outgoing post) => new()
    {
        ["title"] = post.Title.Trim(), ["description"] = TextOf(post), ["categoryId"] = settings.Value.Category,
        ["defaultLanguage"] = post.Language, ["defaultAudioLanguage"] = post.Video?.Subtitles?.Language ?? post.Language,
    };

    public static string TextOf(Outgoing post) => FullText.Of(post.Text, post.Link, post.Video is not null, YouTubeNetwork.Network.Rules);

    /// <summary>Tells our video from any other while nobody else can see it; it goes with the call that makes it public.</summary>
    public static string MarkOf(Errand errand) => $"stadtfunk-{errand.Key}";

    public static bool Shows(YouTubeVideo video, Outgoing post) => Letters(video.Title) == Letters(post.Title) && Letters(video.Description) == Letters(TextOf(post));

    private static YouTubeVideo Read(JsonElement item)
    {
        var why = item.Text("status", "rejectionReason") is { Length: > 0 } rejected ? rejected : item.Text("status", "failureReason");
        return new(item.Text("id"), item.Text("snippet", "channelId"), item.Text("status", "privacyStatus"), item.Text("status", "uploadStatus"), why,
            item.Text("snippet", "title"), item.Text("snippet", "description"));
    }

    // White space may come back as YouTube sees fit; no letter changes.
    private static string Letters(string text) => string.Concat(text.Normalize(NormalizationForm.FormC).Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));

    [GeneratedRegex(@"^[A-Za-z0-9_-]{11}$")]
    private static partial Regex VideoId();

    [GeneratedRegex(@"^/(?:watch\?(?:.*&)?v=|shorts/|live/|embed/)?([A-Za-z0-9_-]{11})(?=[?&/#]|$)")]
    private static partial Regex InLink();
}
