using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>What an account may do just now, in TikTok's words.</summary>
/// <param name="Audiences">Who may see a post of its: one of these has to be chosen.</param>
/// <param name="Longest">Of a video; null where TikTok does not say.</param>
/// <param name="Comments">The account lets people comment …</param>
/// <param name="Duets">… make duets …</param>
/// <param name="Stitches">… and stitches.</param>
internal sealed record Creator(IReadOnlyList<string> Audiences, TimeSpan? Longest, bool Comments, bool Duets, bool Stitches)
{
    public bool MayBePublic => Audiences.Contains(TikTokCreators.Public);
}

/// <summary>
/// Decides how a post gets there: at once, if TikTok has audited the app and the account allows whom the writer has chosen to see it; else as a draft in the account's
/// inbox, which a person finishes: never for somebody whom nobody has chosen. It is asked before each post, as TikTok wants it, and the answer is kept with the row.
/// </summary>
internal sealed class TikTokCreators(TikTokApi api, IOptions<TikTokSettings> settings)
{
    /// <summary>Everybody.</summary>
    public const string Public = "PUBLIC_TO_EVERYONE";

    /// <summary>The account itself, and nobody else: what is paid for cannot be for it.</summary>
    public const string Alone = "SELF_ONLY";

    /// <summary>Kept: how it goes. Forgotten ("") once TikTok has refused to post it in public.</summary>
    public const string Way = "way";

    private const int MostAudience = 60, MostAudiences = 20;
    private const string Draft = "draft";
    private const string Direct = "direct";

    public static bool IsDraft(Errand errand) => errand.Parts.TryGetValue(Way, out var way) && way is Draft or "";

    /// <summary>TikTok does not let this app post in public: as a draft it may go.</summary>
    public static Task Fall(Errand errand, CancellationToken ct) => errand.Keep(Way, "", ct);

    /// <summary>Who sees it, as it was chosen; null: nobody chose.</summary>
    public static string? AudienceOf(Outgoing post) => post.Terms?.Audience is { Length: > 0 } audience && audience != Terms.AsDraft ? audience : null;

    /// <summary>Where the account lets nobody comment, a post says so itself.</summary>
    public static bool Comments(Errand errand) => errand.Post.Terms is { Comments: true } && errand.Parts.GetValueOrDefault(Way) != $"{Direct} quiet";

    /// <summary>Neither when it goes as a draft; what has to happen first, or why it cannot go.</summary>
    public async Task<(Creator? Direct, Step? Step)> Decide(Errand errand, CancellationToken ct)
    {
        if (!settings.Value.Audited || !MayPublish(errand.Session) || AudienceOf(errand.Post) is not { } audience || errand.Parts.GetValueOrDefault(Way) == "")
            return await Keep(errand, null, ct);
        var answer = await Ask(errand.Session, errand.Note, ct);
        if (TikTokErrors.OfUpload(answer) is { } no)
            return (null, no);
        var creator = Read((Answer.Heard)answer);
        if (errand.Post.Video is { } video && video.Length > creator.Longest)
            return (null, new Step.Refused(new Sentence("Networks.TikTok.TooLong", $"{(int)creator.Longest.Value.TotalSeconds}")));
        return await Keep(errand, creator.Audiences.Contains(audience) ? creator : null, ct);
    }

    public static bool MayPublish(Session session) => session.Secret(TikTokApi.Granted).Split(',').Contains(TikTokApi.MayPublish);

    public Task<Answer> Ask(Session session, Action<Call>? note, CancellationToken ct) => api.Post(session, "v2/post/publish/creator_info/query/", [], "creator_info/query", note, ct);

    public static Creator Read(Answer.Heard heard) => new(
        [.. (heard.Json?.Items("data", "privacy_level_options") ?? []).Where(one => one.ValueKind == System.Text.Json.JsonValueKind.String).Select(one => one.GetString()!)
            .Where(one => one.Length is > 0 and <= MostAudience).Take(MostAudiences)],
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
