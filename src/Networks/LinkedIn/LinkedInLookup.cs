using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>Finds out what became of a call whose answer did not come: among the page's own posts, or by the post's URN.</summary>
internal sealed class LinkedInLookup(LinkedInApi api, IOptions<LinkedInSettings> settings, TimeProvider clock)
{
    // The intent is dated by the database, which may be another machine, and the server's Date by the second.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    // What was published this moment need not be readable everywhere yet.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private const string Newest = "count=20&sortBy=CREATED";

    public Receipt? ReceiptOf(string urn) =>
        LinkedInApi.IsUrn(urn) && TheirWords.IsPostLink(new Uri(settings.Value.PageBase, $"feed/update/{urn}").AbsoluteUri, out var link) ? new Receipt(urn, link) : null;

    /// <summary>What the list shows is found; what it does not show may be late.</summary>
    public async Task<Finding> Post(Errand errand, CancellationToken ct)
    {
        if (errand.Refusal is { Key: "Networks.LinkedIn.Duplicate", Args: [{ Length: > 0 } original, ..] })
            return await Original(errand, original, ct);
        var author = Uri.EscapeDataString(errand.Session.AccountId);
        var answer = await api.Get(errand.Session, $"rest/posts?author={author}&q=author&{Newest}", "posts?q=author", errand.Note, ct, finds: true);
        if (Verdict.LookUp(answer, LinkedInNetwork.Name) is { } unclear)
            return unclear;
        if (answer is not Answer.Heard { Good: true, Json: { } json } heard || json.At("elements") is null)
            return new Finding.CannotTell(Say.LookUpFailed(LinkedInNetwork.Name, answer));
        var since = Since(errand, heard);
        var ours = json.Items("elements").LastOrDefault(post => IsPublished(post) && CreatedAt(post) >= since && Shows(post, errand.Post, andPictures: true));
        return ours.ValueKind == JsonValueKind.Object && ReceiptOf(ours.Text("id")) is { } receipt
            ? new Finding.Found(receipt)
            : new Finding.CannotTell(Say.NotSeen(LinkedInNetwork.Name));
    }

    /// <summary>A duplicate of what? Of a post of this very row, then it is published; of an older one, or of one that is gone, then nothing of this one is live.</summary>
    private async Task<Finding> Original(Errand errand, string urn, CancellationToken ct)
    {
        var (post, gone, answer) = await Live(errand.Session, urn, errand.Note, ct);
        // What does not say whose it is, since when, and that it is out, proves nothing.
        if (post is { } found && answer is Answer.Heard heard && IsPublished(found) && CreatedAt(found) is { } at && found.Text("author") is { Length: > 0 } author)
            return at >= Since(errand, heard) && author == errand.Session.AccountId && ReceiptOf(urn) is { } receipt
                ? new Finding.Found(receipt)
                : new Finding.Clear(new Step.Refused(errand.Refusal!));
        // LinkedIn has just named it; that it cannot be read this moment need not mean that it was deleted.
        return gone && !(errand.UnknownAt + Late > clock.GetUtcNow().UtcDateTime)
            ? new Finding.Clear(new Step.Refused(errand.Refusal!))
            : new Finding.CannotTell(Say.LookUpFailed(LinkedInNetwork.Name, answer));
    }

    public async Task<Finding> Edit(Errand errand, CancellationToken ct) => await Live(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct) switch
    {
        // Asked for by its URN, LinkedIn shows what it has now; writing the same words once more does no harm.
        { Post: { } post } => Shows(post, errand.Post, andPictures: false) ? new Finding.Found(errand.Receipt!) : new Finding.Absent(),
        { Gone: true } => new Finding.CannotTell(Say.PostGone(LinkedInNetwork.Name)),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(LinkedInNetwork.Name, answer)),
    };

    public async Task<Finding> Delete(Errand errand, CancellationToken ct) => await Live(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct) switch
    {
        { Post: not null } => new Finding.Absent(),
        { Gone: true } => new Finding.Found(errand.Receipt!),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(LinkedInNetwork.Name, answer)),
    };

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct) => await Live(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct) switch
    {
        { Post: { } post } when IsPublished(post) => new Finding.Found(errand.Receipt!),
        { Gone: true } when !(errand.PublishedAt + Settled > clock.GetUtcNow().UtcDateTime) => new Finding.Absent(),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(LinkedInNetwork.Name, answer)),
    };

    /// <summary>The post as it stands there, or that it is gone; else neither.</summary>
    public async Task<(JsonElement? Post, bool Gone, Answer Answer)> Live(Session session, string urn, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session, LinkedInApi.Path(urn), "posts/{urn}", note, ct);
        return answer is not Answer.Heard { IsOwn: true } heard ? (null, false, answer)
            : heard is { Good: true, Json: { } post } && post.Text("id") == urn ? (post, false, answer)
            : (null, LinkedInApi.IsGone(heard), answer);
    }

    /// <summary>Out, and neither a draft nor still (or in vain) on its way.</summary>
    public static bool IsPublished(JsonElement post) => post.Text("lifecycleState") == "PUBLISHED";

    // By the server's clock, which may go wrong: what is older than our first call cannot be ours, even if it says the same.
    private DateTime Since(Errand errand, Answer.Heard heard)
    {
        var from = errand.IntentAt ?? errand.Post.WrittenAt;
        return heard.Clock is { } there ? from + (there - clock.GetUtcNow().UtcDateTime) - Slack : from - Slack * 2;
    }

    private static DateTime? CreatedAt(JsonElement post) =>
        post.Number("createdAt") is { } ms and > 0 and < 253_402_300_800_000 ? DateTime.UnixEpoch.AddMilliseconds(ms) : null;

    private static bool Shows(JsonElement post, Outgoing ours, bool andPictures)
    {
        var pictures = post.At("content", "media") is not null ? 1 : post.Items("content", "multiImage", "images").Count();
        return (!andPictures || pictures == LinkedInPost.CountOf(ours)) && Letters(LittleText.Plain(post.Text("commentary"))) == Letters(LinkedInPost.TextOf(ours));
    }

    // White space may come back as LinkedIn sees fit; no letter changes.
    private static string Letters(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormC).Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('\u200B' or '\uFEFF')));
}
