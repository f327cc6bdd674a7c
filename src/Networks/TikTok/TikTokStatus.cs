using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

internal enum Stage
{
    /// <summary>TikTok has not said.</summary>
    Unclear,

    /// <summary>It knows no such post.</summary>
    Gone,

    /// <summary>A video whose bytes are not (all) there, as far as TikTok says.</summary>
    Uploading,

    /// <summary>All is there, and TikTok works on it.</summary>
    Processing,

    /// <summary>A draft in the inbox of the account's app.</summary>
    InInbox,

    /// <summary>Published; public as soon as it has an id.</summary>
    Complete,

    Failed,
}

/// <param name="Stage">How far it is.</param>
/// <param name="PostId">Of the public post; "" while there is none.</param>
/// <param name="Uploaded">Bytes that came; null where TikTok does not say.</param>
/// <param name="Why">Why it failed.</param>
/// <param name="Answer">What was heard.</param>
internal sealed record Standing(Stage Stage, string PostId, long? Uploaded, string Why, Answer Answer);

/// <summary>What became of a post, by the id that TikTok gave when it was begun: strongly consistent, so it is the lookup, too.</summary>
internal sealed class TikTokStatus(TikTokApi api)
{
    public async Task<Standing> Of(Errand errand, string id, CancellationToken ct)
    {
        var answer = await api.Post(errand.Session, "v2/post/publish/status/fetch/", new JsonObject { ["publish_id"] = id }, "status/fetch", errand.Note, ct);
        if (!TikTokErrors.IsGood(answer))
            return new Standing(TikTokErrors.Code(answer) == TikTokErrors.NoSuchId ? Stage.Gone : Stage.Unclear, "", null, "", answer);
        var heard = (Answer.Heard)answer;
        var bytes = heard.Json?.Number("data", "uploaded_bytes");
        var stage = heard.Text("data", "status") switch
        {
            // While it works on a video that is whole, it calls that so, too.
            "PROCESSING_UPLOAD" => errand.Post.Video is { } video && !(bytes >= video.Bytes) ? Stage.Uploading : Stage.Processing,
            "SEND_TO_USER_INBOX" => Stage.InInbox,
            "PUBLISH_COMPLETE" => Stage.Complete,
            "FAILED" => Stage.Failed,
            var word when word.StartsWith("PROCESSING", StringComparison.Ordinal) => Stage.Processing,
            _ => Stage.Unclear,
        };
        return new Standing(stage, IdIn(heard), bytes, heard.Text("data", "fail_reason"), answer);
    }

    // A list of numbers; TikTok writes the name so.
    private static string IdIn(Answer.Heard heard) =>
        heard.Json?.Items("data", "publicaly_available_post_id").Select(id => id.ToString()).FirstOrDefault(TikTokVideos.IsId) ?? "";
}
