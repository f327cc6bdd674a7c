using System.Globalization;
using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>Finds out what became of a call whose answer did not come, without trusting the idempotency key.</summary>
internal sealed class MastodonLookup(MastodonApi api, TimeProvider clock)
{
    // A server may still be working on the first request when ours has timed out (25 s); a second one meanwhile would not see the first.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    // Mastodon keeps a key for an hour.
    private static readonly TimeSpan KeyHolds = TimeSpan.FromMinutes(50);

    // The intent is dated by the database, which may be another machine, and a server's Date by the second.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    public async Task<Finding> Post(Errand errand, CancellationToken ct)
    {
        var session = errand.Session;
        var answer = await api.Get(session.Server, $"api/v1/accounts/{Uri.EscapeDataString(session.AccountId)}/statuses?limit=40&exclude_reblogs=true",
            session.Secret(MastodonSession.Token), "accounts/{id}/statuses", errand.Note, ct);
        if (Verdict.LookUp(answer, session.Server.Host) is { } unclear)
            return unclear;
        if (answer is not Answer.Heard { Good: true, Json: { ValueKind: JsonValueKind.Array } list } heard)
            return new Finding.CannotTell(Say.LookUpFailed(session.Server.Host, answer));
        // Of a list that is not understood nobody can say what it does not show.
        if (list.EnumerateArray().Any(status => status.Text("id").Length == 0 || status.At("content") is not { ValueKind: JsonValueKind.String } || CreatedAt(status) == DateTime.MinValue))
            return new Finding.CannotTell(Say.LookUpFailed(session.Server.Host, answer));
        var since = Since(errand, heard);
        var ours = list.EnumerateArray().LastOrDefault(status => CreatedAt(status) >= since && Shows(status, errand, andAlt: false));
        if (ReceiptOf(ours) is { } receipt)
            return new Finding.Found(receipt);
        return MayResend(errand) ? new Finding.Absent(errand.IntentAt + KeyHolds) : new Finding.CannotTell(Say.NotSeen(session.Server.Host));
    }

    public async Task<Finding> Edit(Errand errand, CancellationToken ct) => await Live(errand, ct) switch
    {
        // Asked for by its id, a server shows what it has now; writing the same words once more does no harm.
        { Status: { } status } => Shows(status, errand, andAlt: true) && ReceiptOf(status) is { } receipt ? new Finding.Found(receipt) : new Finding.Absent(),
        { Gone: true } => new Finding.CannotTell(Say.PostGone(errand.Session.Server.Host)),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(errand.Session.Server.Host, answer)),
    };

    public async Task<Finding> Delete(Errand errand, CancellationToken ct) => await Live(errand, ct) switch
    {
        { Status: not null } => new Finding.Absent(),
        { Gone: true } => new Finding.Found(errand.Receipt!),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(errand.Session.Server.Host, answer)),
    };

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct) => await Live(errand, ct) switch
    {
        { Status: { } status } when ReceiptOf(status) is { } receipt => new Finding.Found(receipt),
        { Gone: true } => new Finding.Absent(),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(errand.Session.Server.Host, answer)),
    };

    /// <summary>The live post, or that it is certainly gone; else neither.</summary>
    public Task<(JsonElement? Status, bool Gone, Answer Answer)> Live(Errand errand, CancellationToken ct) =>
        One(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct);

    public async Task<(JsonElement? Status, bool Gone, Answer Answer)> One(Session session, string id, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session.Server, $"api/v1/statuses/{Uri.EscapeDataString(id)}", session.Secret(MastodonSession.Token), "statuses/{id}", note, ct);
        return answer is not Answer.Heard { IsOwn: true } heard ? (null, false, answer)
            : heard is { Good: true, Json: { } status } && status.Text("id") == id ? (status, false, answer)
            : (null, heard.Status is 404 or 410 && heard.Text("error").Length > 0, answer);
    }

    public static Receipt? ReceiptOf(JsonElement status) =>
        status.Text("id") is var id && TheirWords.IsPostId(id)
        && (TheirWords.IsPostLink(status.Text("url"), out var link) || TheirWords.IsPostLink(status.Text("uri"), out link))
            ? new Receipt(id, link)
            : null;

    // The list of own posts has been looked at and does not show it. That alone may be the list being late; but a server that honours the
    // key makes no second post of it, so sending again is safe, for as long as it keeps the key.
    private bool MayResend(Errand errand) =>
        errand.Session.IsKnownToHonourKeys() && errand.IntentAt is { } first
        && clock.GetUtcNow().UtcDateTime is var now && now - (errand.UnknownAt ?? first) >= Settled && now <= first + KeyHolds;

    // By the server's clock, which may go wrong: what is older than our first call cannot be ours, even if it says the same.
    private DateTime Since(Errand errand, Answer.Heard heard)
    {
        var from = errand.IntentAt ?? errand.Post.WrittenAt;
        return heard.Clock is { } there ? from + (there - clock.GetUtcNow().UtcDateTime) - Slack : from - Slack * 2;
    }

    private static DateTime CreatedAt(JsonElement status) =>
        DateTime.TryParse(status.Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : DateTime.MinValue;

    private static bool Shows(JsonElement status, Errand errand, bool andAlt)
    {
        var post = errand.Post;
        if (!PlainText.Same(MastodonPublisher.TextOf(post), status.Text("content")))
            return false;
        var alts = status.Items("media_attachments").Select(medium => medium.Text("description")).ToList();
        var ours = MastodonMedium.Of(post);
        return andAlt ? alts.SequenceEqual(ours.Select(medium => medium.Alt)) : alts.Count == ours.Count;
    }
}
