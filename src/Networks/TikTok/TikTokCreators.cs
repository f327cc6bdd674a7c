using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>What an account may do just now, in TikTok's words.</summary>
/// <param name="MayBePublic">Everybody may see its posts.</param>
/// <param name="Longest">Of a video; null where TikTok does not say.</param>
/// <param name="Comments">The account lets people comment …</param>
/// <param name="Duets">… make duets …</param>
/// <param name="Stitches">… and stitches.</param>
internal sealed record Creator(bool MayBePublic, TimeSpan? Longest, bool Comments, bool Duets, bool Stitches);

/// <summary>
/// Decides how a post gets there: in public at once, if TikTok has audited the app and the account may post in public; else as a draft in the account's inbox,
/// which a person finishes. It is asked before each post, as TikTok wants it, and the answer is kept with the row.
/// </summary>
internal sealed class TikTokCreators(TikTokApi api, IOptions<TikTokSettings> settings)
{
    /// <summary>Everybody.</summary>
    public const string Public = "PUBLIC_TO_EVERYONE";

    /// <summary>Kept: how it goes. Forgotten ("") once TikTok has refused to post it in public.</summary>
    public const string Way = "way";

    private const string Draft = "draft";
    private const string Direct = "direct";

    public static bool IsDraft(Errand errand) => errand.Parts.TryGetValue(Way, out var way) && way is Draft or "";

    /// <summary>TikTok does not let this app post in public: as a draft it may go.</summary>
    public static Task Fall(Errand errand, CancellationToken ct) => errand.Keep(Way, "", ct);

    /// <summary>Where the account lets nobody comment, a post says so itself.</summary>
    public static bool Comments(Errand errand) => errand.Parts.GetValueOrDefault(Way) != $"{Direct} quiet";

    /// <summary>Neither when it goes as a draft; what has to happen first, or why it cannot go.</summary>
    public async Task<(Creator? Direct, Step? Step)> Decide(Errand errand, CancellationToken ct)
    {
        if (!settings.Value.Audited || !MayPublish(errand.Session) || errand.Parts.GetValueOrDefault(Way) == "")
            return await Keep(errand, null, ct);
        var answer = await Ask(errand.Session, errand.Note, ct);
        if (TikTokErrors.OfUpload(answer) is { } no)
            return (null, no);
        var creator = Read((Answer.Heard)answer);
        if (errand.Post.Video is { } video && video.Length > creator.Longest)
            return (null, new Step.Refused(new Sentence("Networks.TikTok.TooLong", $"{(int)creator.Longest.Value.TotalSeconds}")));
        return await Keep(errand, creator.MayBePublic ? creator : null, ct);
    }

    public static bool MayPublish(Session session) => session.Secret(TikTokApi.Granted).Split(',').Contains(TikTokApi.MayPublish);

    public Task<Answer> Ask(Session session, Action<Call>? note, CancellationToken ct) => api.Post(session, "v2/post/publish/creator_info/query/", [], "creator_info/query", note, ct);

    public static Creator Read(Answer.Heard heard) => new(
        heard.Json?.Items("data", "privacy_level_options").Any(one => one.ValueKind == System.Text.Json.JsonValueKind.String && one.GetString() == Public) == true,
        heard.Json?.Number("data", "max_video_post_duration_sec") is > 0 and < 100_000 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        !Is(heard, "comment_disabled"), !Is(heard, "duet_disabled"), !Is(heard, "stitch_disabled"));

    private static async Task<(Creator?, Step?)> Keep(Errand errand, Creator? direct, CancellationToken ct)
    {
        var way = direct is null ? Draft : direct.Comments ? Direct : $"{Direct} quiet";
        if (errand.Parts.GetValueOrDefault(Way) != way && !(direct is null && IsDraft(errand)))
            await errand.Keep(Way, way, ct);
        return (direct, null);
    }

    private static bool Is(Answer.Heard heard, string name) => heard.Json?.At("data", name) is { ValueKind: System.Text.Json.JsonValueKind.True };
}
