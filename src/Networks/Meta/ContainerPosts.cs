using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>
/// Publishes what was brought to Instagram or Threads, and finds out what became of it. A container is published once, and says whether it was:
/// so it is as good as a key, and an unknown outcome is certain once its container has been asked.
/// </summary>
internal sealed class ContainerPosts(GraphApi api, Containers containers, ContainerWords words, TimeProvider clock)
{
    private const string Link = "permalink";

    // Our call gives up after 25 s, while they may still be publishing: until then "finished" does not mean that nothing comes any more.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(35);

    public async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        if (Containers.IdOf(errand) is not { } id)
            return new Step.Later(null, words.Processing(errand.Post));
        var answer = await api.Once(errand, HttpMethod.Post, $"{errand.Session.AccountId}/{words.Publish}", "", [KeyValuePair.Create("creation_id", id)], $"{{account}}/{words.Publish}", ct);
        if (Verdict.Publish(answer, words.Network) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (heard.Good)
            // The link has to be asked for; between the intent and what became of it stands one call.
            return TheirWords.IsPostId(heard.Text("id")) ? new Step.Waiting(heard.Text("id"), TimeSpan.Zero) : new Step.Unknown(Say.NoClearAnswer(words.Network, answer));
        // Whether the no means that it was published before, only the container can say.
        return GraphError.In(heard) is { IsNotReady: true } ? new Step.Duplicate(words.Processing(errand.Post))
            : GraphError.OfPublish(heard, words.Network) is var no && no is Step.Refused refused ? new Step.Duplicate(refused.Why) : no;
    }

    public async Task<Step> Poll(Errand errand, CancellationToken ct) => await One(errand.Session, errand.Ticket ?? "", errand.Note, ct) switch
    {
        { Post: { } post } when Shown(post, errand) is { } receipt => new Step.Done(receipt),
        { Gone: true } => new Step.Unknown(Say.NotSeen(words.Network)),
        { Answer: var answer } => new Step.Later(null, Say.LookUpFailed(words.Network, answer)),
    };

    public async Task<Step> Delete(Errand errand, CancellationToken ct)
    {
        var answer = await api.Once(errand, HttpMethod.Delete, Uri.EscapeDataString(errand.Receipt!.RemoteId), "", [], "{post}", ct);
        if (Verdict.Publish(answer, words.Network) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        // "Not there" is also said to whoever lacks a right: it is looked at before anybody believes it.
        return heard.Good
            ? heard.Json?.At("success") is { ValueKind: JsonValueKind.True } ? new Step.Done(errand.Receipt!) : new Step.Unknown(Say.NoClearAnswer(words.Network, answer))
            : GraphError.In(heard) is { IsGone: true } no ? new Step.Duplicate(Say.NotAllowed(words.Network, no.Words)) : GraphError.OfPublish(heard, words.Network);
    }

    public async Task<Finding> LookUp(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => await Published(errand, ct),
        // Never sent: nothing changes here.
        ErrandKind.Edit => new Finding.Absent(),
        _ => await One(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct) switch
        {
            { Post: not null } => errand.Refusal is { } refusal ? new Finding.Clear(new Step.Refused(refusal)) : new Finding.Absent(),
            { Gone: true } => new Finding.Found(errand.Receipt!),
            { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(words.Network, answer)),
        },
    };

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct) => await One(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct) switch
    {
        { Post: { } post } => new Finding.Found((words.IsStory(errand.Post) ? null : ReceiptOf(post)) ?? errand.Receipt!),
        { Gone: true } => new Finding.Absent(),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(words.Network, answer)),
    };

    /// <summary>The account's own list names the posts behind its links.</summary>
    public async Task<Receipt?> Behind(Uri link, Session session, CancellationToken ct)
    {
        var isStory = words.Stories is not null && link.AbsolutePath.StartsWith("/stories/", StringComparison.Ordinal);
        var (posts, _, _) = await List(session, isStory ? words.Stories! : words.Create, null, ct);
        var found = posts?.Select(ReceiptOf).FirstOrDefault(receipt => receipt is not null && Code(receipt.Link) == Code(link) && Site(receipt.Link) == Site(link));
        return found is not null && isStory ? AtHome(found.RemoteId, session) : found;
    }

    private async Task<Finding> Published(Errand errand, CancellationToken ct)
    {
        if (Containers.IdOf(errand) is not { } id)
            return await Seen(errand, ct);
        var (state, _, answer) = await containers.State(errand, id, ct);
        var processing = words.Processing(errand.Post);
        return state switch
        {
            // Refused for a reason of its own, or because it was not finished at that moment.
            "FINISHED" when errand.Refusal is { } refusal => new Finding.Clear(refusal.Key == processing.Key ? new Step.Later(null, refusal) : new Step.Refused(refusal)),
            // Without a no it never arrived; sent again it can be no second post, as long as it lives.
            "FINISHED" when clock.GetUtcNow().UtcDateTime - (errand.UnknownAt ?? errand.IntentAt) >= Settled => new Finding.Absent(Containers.EndOf(errand)),
            "FINISHED" => new Finding.CannotTell(Say.NotSeen(words.Network)),
            "IN_PROGRESS" when errand.Refusal is { } refusal => new Finding.Clear(new Step.Later(null, refusal)),
            "ERROR" or "EXPIRED" => new Finding.Clear(new Step.Later(null, processing) { Forget = [Containers.Whole] }),
            "PUBLISHED" or "" => await Seen(errand, ct),
            _ => new Finding.CannotTell(Say.LookUpFailed(words.Network, answer)),
        };
    }

    private async Task<Finding> Seen(Errand errand, CancellationToken ct)
    {
        // Without words one post looks like the next.
        if (Plain(words.TextOf(errand.Post)).Length == 0)
            return new Finding.CannotTell(Say.NotSeen(words.Network));
        var (posts, heard, unclear) = await List(errand.Session, words.Create, errand.Note, ct);
        if (posts is null)
            return unclear!;
        var since = Since.Of(errand, heard!, clock);
        var ours = posts.FirstOrDefault(post => Since.Read(post.Text("timestamp")) >= since && Plain(post.Text(words.Text)) == Plain(words.TextOf(errand.Post)));
        return ours.ValueKind == JsonValueKind.Object && Shown(ours, errand) is { } receipt ? new Finding.Found(receipt) : new Finding.CannotTell(Say.NotSeen(words.Network));
    }

    private async Task<(JsonElement? Post, bool Gone, Answer Answer)> One(Session session, string id, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session, Uri.EscapeDataString(id), $"fields=id%2C{Link}", "{post}", note, ct);
        return answer is not Answer.Heard { IsOwn: true } heard ? (null, false, answer)
            : heard is { Good: true, Json: { } post } && post.Text("id") == id ? (post, false, answer)
            : (null, GraphError.In(heard) is { IsGone: true }, answer);
    }

    private async Task<(IReadOnlyList<JsonElement>? Posts, Answer.Heard? Heard, Finding? Unclear)> List(Session session, string edge, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session, $"{session.AccountId}/{edge}", $"fields={Uri.EscapeDataString(words.Listed)}&limit=50", $"{{account}}/{edge}", note, ct);
        return Verdict.LookUp(answer, words.Network) is { } unclear ? (null, null, unclear)
            : answer is Answer.Heard { Good: true, Json: { } json } heard && json.At("data") is { ValueKind: JsonValueKind.Array } ? ([.. json.Items("data")], heard, null)
            : (null, null, new Finding.CannotTell(Say.LookUpFailed(words.Network, answer)));
    }

    private static Receipt? ReceiptOf(JsonElement post) =>
        TheirWords.IsPostId(post.Text("id")) && TheirWords.IsPostLink(post.Text(Link), out var link) ? new Receipt(post.Text("id"), link) : null;

    /// <summary>Some posts have no address that they would tell, and that of a story leads nowhere a day later: then the account's page has to do.</summary>
    private Receipt? Shown(JsonElement post, Errand errand) => (words.IsStory(errand.Post) ? null : ReceiptOf(post)) ?? AtHome(post.Text("id"), errand.Session);

    private Receipt? AtHome(string id, Session session) =>
        TheirWords.IsPostId(id) && TheirWords.IsPostLink(words.Home + Uri.EscapeDataString(session.Handle.TrimStart('@')), out var home) ? new Receipt(id, home) : null;

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string Code(Uri link) => link.AbsolutePath.Trim('/').Split('/')[^1];

    // threads.net became threads.com, and both stand with and without www.
    private static string Site(Uri link) => (link.Host.StartsWith("www.", StringComparison.Ordinal) ? link.Host[4..] : link.Host).Split('.')[0];
}
