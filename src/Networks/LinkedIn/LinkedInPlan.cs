using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>One part of a video: its first and its last byte, and where they go.</summary>
internal sealed record LinkedInPart(Uri There, long From, long To);

/// <summary>What LinkedIn has said about an upload that was begun.</summary>
/// <param name="Name">The video's.</param>
/// <param name="Urn">Of the video that it becomes.</param>
/// <param name="Token">Goes back at the end.</param>
/// <param name="Captions">Where subtitles go; null when none were announced.</param>
/// <param name="Still">Where the poster goes.</param>
/// <param name="Ends">Until when the addresses are good.</param>
/// <param name="Parts">In order, without a gap.</param>
internal sealed record LinkedInPlan(string Name, string Urn, string Token, Uri? Captions, Uri? Still, DateTimeOffset Ends, IReadOnlyList<LinkedInPart> Parts)
{
    // Where LinkedIn does not say it.
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    // Parts are of 4 MB; nothing that LinkedIn takes has more of them.
    private const int MostParts = 1000;

    public override string ToString() => JsonSerializer.Serialize(this);

    public static LinkedInPlan? Read(string kept) => kept.Length == 0 ? null : JsonSerializer.Deserialize<LinkedInPlan>(kept);

    /// <summary>Null when it makes no sense, or an address leads elsewhere than to LinkedIn.</summary>
    public static LinkedInPlan? Of(JsonElement json, OutgoingVideo video, Session session, DateTimeOffset now)
    {
        var urn = json.Text("value", "video");
        var parts = new List<LinkedInPart>();
        foreach (var one in json.Items("value", "uploadInstructions"))
        {
            if (Address(one.Text("uploadUrl"), session) is not { } there || one.Number("firstByte") is not { } from || one.Number("lastByte") is not { } to
                || from != (parts.Count == 0 ? 0 : parts[^1].To + 1) || to < from || parts.Count == MostParts)
                return null;
            parts.Add(new LinkedInPart(there, from, to));
        }
        if (!TheirWords.IsPostId(urn) || urn.Contains(' ') || parts.Count == 0 || parts[^1].To != video.Bytes - 1)
            return null;
        var ends = json.Number("value", "uploadUrlsExpireAt") is { } ms and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : now + GoodFor;
        return new LinkedInPlan(
            video.Name, urn, json.Text("value", "uploadToken"), Address(json.Text("value", "captionsUploadUrl"), session), Address(json.Text("value", "thumbnailUploadUrl"), session), ends, parts);
    }

    private static Uri? Address(string text, Session session) => Uri.TryCreate(text, UriKind.Absolute, out var there) && LinkedInApi.IsTheirs(there, session) ? there : null;
}
