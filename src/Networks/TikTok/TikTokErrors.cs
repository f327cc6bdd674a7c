using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>What TikTok's noes mean. Its word decides, not the status; "ok" is a word, too.</summary>
internal static class TikTokErrors
{
    public const string Unaudited = "unaudited_client_can_only_post_to_private_accounts";
    public const string NoSuchId = "invalid_publish_id";

    // It counts 24 hours, and does not say from when.
    private static readonly TimeSpan Daily = TimeSpan.FromHours(1);

    public static string Code(Answer answer) => answer is Answer.Heard heard ? heard.Text("error", "code") : "";

    public static bool IsGood(Answer answer) => answer is Answer.Heard { Good: true } && Code(answer) == "ok";

    /// <summary>After a call that may be repeated. Null for a yes.</summary>
    public static Step? OfUpload(Answer answer) => (Verdict.Upload(answer, TikTokNetwork.Name) ?? No((Answer.Heard)answer)) is var step && step is Step.Unknown
        ? new Step.Later(null, Say.UploadFailed(TikTokNetwork.Name, answer))
        : step;

    /// <summary>After the one call. Null for a yes.</summary>
    public static Step? OfPublish(Answer answer) => Verdict.Publish(answer, TikTokNetwork.Name) ?? No((Answer.Heard)answer);

    /// <summary>What became of a post that TikTok took, and then failed with. Nothing of it is live.</summary>
    public static Step.Refused Failed(string why, Outgoing post) => new(
        why is "auth_removed" ? Say.SignInLost(TikTokNetwork.Name)
        : why.EndsWith("_pull_failed", StringComparison.Ordinal) ? NotFetched(post)
        : new Sentence("Networks.TikTok.Failed", Say.Refused(TikTokNetwork.Name, why).Args[1]));

    private static Step? No(Answer.Heard heard) => Code(heard) switch
    {
        "ok" when heard.Good => null,
        // No word of TikTok's own: whoever stands before it said that.
        "" => new Step.Unknown(Say.NoClearAnswer(TikTokNetwork.Name, heard)),
        "access_token_invalid" or "scope_not_authorized" or "auth_removed" => new Step.SignInLost(Say.SignInLost(TikTokNetwork.Name)),
        "rate_limit_exceeded" => new Step.Later(heard.After, Say.TooFast(TikTokNetwork.Name)) { TooFast = true },
        "spam_risk_too_many_posts" or "reached_active_user_cap" => new Step.Later(Daily, new Sentence("Networks.TikTok.DayUsedUp")),
        // As soon as somebody has finished one, the next is taken.
        "spam_risk_too_many_pending_share" => new Step.Later(null, new Sentence("Networks.TikTok.TooManyDrafts")),
        Unaudited => new Step.Later(null, new Sentence("Networks.TikTok.AsDraft")),
        "spam_risk_user_banned_from_posting" => new Step.Stopped(new Sentence("Networks.TikTok.Stopped")),
        "url_ownership_unverified" => new Step.Refused(new Sentence("Networks.TikTok.DomainUnverified")),
        "privacy_level_option_mismatch" => new Step.Refused(new Sentence("Networks.TikTok.NotPublic")),
        var word when word.StartsWith("internal", StringComparison.Ordinal) => new Step.Unknown(Say.NoClearAnswer(TikTokNetwork.Name, heard)),
        var word => new Step.Refused(Say.Refused(TikTokNetwork.Name, heard.Text("error", "message") is { Length: > 0 } words ? words : word)),
    };

    private static Sentence NotFetched(Outgoing post) =>
        new("Networks.Meta.NotFetched", TikTokNetwork.Name, post.Pictures.FirstOrDefault()?.Public?.GetLeftPart(UriPartial.Authority) ?? "–");
}
