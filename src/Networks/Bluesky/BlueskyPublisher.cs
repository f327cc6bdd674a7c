using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>Writes posts into the account's own repository under a key that we chose before, so that what is there can be looked up for certain.</summary>
internal sealed class BlueskyPublisher(Xrpc xrpc, BlueskyParts parts, Tid tid, IOptions<BlueskySettings> settings) : IPublisher
{
    private const string Name = "Bluesky";

    public Network Network => BlueskyNetwork.Network;

    public string NewKey(DateTime now) => tid.Next(now);

    public async Task<Step?> Prepare(Errand errand, CancellationToken ct)
    {
        if (errand.Kind != ErrandKind.Publish)
            return null;
        var (post, rules) = (errand.Post, Network.Rules);
        if (post.Pictures.Count > rules.MaxPictures)
            return new Step.Refused(Say.TooManyPictures(Name, post.Pictures.Count, rules.MaxPictures));
        // The server takes a large file at first and refuses it only in the post.
        if (post.Pictures.FirstOrDefault(picture => picture.Bytes > rules.Picture.MaxBytes) is { } large)
            return new Step.Refused(Say.PictureTooLarge(Name, large.Bytes, rules.Picture.MaxBytes));
        foreach (var handle in Facets.Handles(BlueskyRecord.TextOf(post)))
            if (await parts.Resolve(errand, handle, ct) is { } step)
                return step;
        foreach (var picture in Pictures(post))
            if (await parts.Upload(errand, picture, ct) is { } step)
                return step;
        return post.Video is { } video ? await parts.Upload(errand, video, ct) : null;
    }

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => Publish(errand, ct),
        ErrandKind.Delete => Delete(errand, ct),
        _ => Task.FromResult<Step>(new Step.Refused(Say.CannotEdit(Name))),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Task.FromResult<Step>(new Step.Unknown(Say.NothingToAskFor(Name)));

    public async Task<Finding> LookUp(Errand errand, CancellationToken ct)
    {
        if (errand.Kind == ErrandKind.Edit)
            return new Finding.Absent();
        if (errand.Kind == ErrandKind.Delete && !IsOurs(errand))
            return new Finding.CannotTell(Say.OtherAccount(Name));
        var key = errand.Kind == ErrandKind.Delete ? KeyOf(errand) : errand.Key;
        var (finding, record) = await Read(errand.Session, key, errand.Note, ct);
        if (errand.Kind == ErrandKind.Delete)
            return finding.Match<Finding>(
                found: _ => new Finding.Absent(), absent: _ => new Finding.Found(errand.Receipt!), clear: x => x, cannotTell: x => x);
        return record is null || IsOurs(record, errand.Post) ? finding : new Finding.CannotTell(Say.OtherAtOurKey(Name));
    }

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct) => !IsOurs(errand) ? new Finding.CannotTell(Say.OtherAccount(Name)) : (await Read(errand.Session, KeyOf(errand), errand.Note, ct)).Finding;

    public async Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct)
    {
        var path = link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is not ["profile", var who, "post", var key] || !(who == session.AccountId || who.Equals(session.Handle, StringComparison.OrdinalIgnoreCase)) || !Tid.IsValid(key))
            return null;
        var (finding, _) = await Read(session, key, null, ct);
        return finding is Finding.Found found ? found.Receipt : null;
    }

    private async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        var session = errand.Session;
        // swapRecord null says "only where nothing is yet": the same record once more is answered 200 and stays one post, and a record of
        // anybody else that stood under this key would be kept (InvalidSwap) instead of overwritten. createRecord answers 500 in both cases.
        var answer = await xrpc.Once(session.Home(), "com.atproto.repo.putRecord", new JsonObject
        {
            ["repo"] = session.AccountId,
            ["collection"] = BlueskyRecord.Collection,
            ["rkey"] = errand.Key,
            ["record"] = BlueskyRecord.Build(errand.Post, name => BlueskyParts.Blob(errand, name), BlueskyParts.Dids(errand)),
            ["swapRecord"] = null,
        }, session.Secret(BlueskySession.AccessToken), errand.Note, ct);
        if (Verdict.Publish(answer, Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (heard.Good)
            return heard.Text("uri") == UriOf(session, errand.Key) ? new Step.Done(ReceiptOf(session, errand.Key)) : new Step.Unknown(Say.NoClearAnswer(Name, answer));
        if (heard.Text("error") == "BlobNotFound")
            return new Step.Later(TimeSpan.FromSeconds(1), new Sentence("Networks.Bluesky.PictureForgotten")) { Forget = BlueskyParts.Of(errand, Names(errand.Post)) };
        return No(heard);
    }

    private async Task<Step> Delete(Errand errand, CancellationToken ct)
    {
        var session = errand.Session;
        // The same key in another account's repository would be another post.
        if (!IsOurs(errand))
            return new Step.Refused(Say.OtherAccount(Name));
        var answer = await xrpc.Once(session.Home(), "com.atproto.repo.deleteRecord", new JsonObject
        {
            ["repo"] = session.AccountId,
            ["collection"] = BlueskyRecord.Collection,
            ["rkey"] = KeyOf(errand),
        }, session.Secret(BlueskySession.AccessToken), errand.Note, ct);
        return Verdict.Publish(answer, Name) ?? (answer is Answer.Heard { Good: true } ? new Step.Done(errand.Receipt!) : No((Answer.Heard)answer));
    }

    private static Step No(Answer.Heard heard) =>
        Xrpc.IsSignInLost(heard) ? new Step.SignInLost(Say.SignInLost(Name))
        : heard.Text("error") is "InvalidSwap" ? new Step.Duplicate(Say.AlreadyThere(Name))
        : heard.Text("error").Length == 0 ? new Step.Unknown(Say.NoClearAnswer(Name, heard))
        : heard.Status == 403 ? new Step.Refused(Say.NotAllowed(Name, Xrpc.Reason(heard)))
        : new Step.Refused(Say.Refused(Name, Xrpc.Reason(heard)));

    // The account's own server answers this from its own store, so "not found" is certain; nobody else's "not found" would be.
    private async Task<(Finding Finding, JsonNode? Record)> Read(Session session, string key, Action<Call>? note, CancellationToken ct)
    {
        var query = $"repo={Uri.EscapeDataString(session.AccountId)}&collection={BlueskyRecord.Collection}&rkey={Uri.EscapeDataString(key)}";
        var answer = await xrpc.Query(session.Home(), "com.atproto.repo.getRecord", query, null, note, ct);
        if (Verdict.LookUp(answer, Name) is { } unclear)
            return (unclear, null);
        var heard = (Answer.Heard)answer;
        if (heard.Good && heard.Text("uri") == UriOf(session, key) && heard.Json?.At("value") is { } value)
            return (new Finding.Found(ReceiptOf(session, key)), JsonNode.Parse(value.GetRawText()));
        return heard is { Status: 400 } && heard.Text("error") == "RecordNotFound"
            ? (new Finding.Absent(), null)
            : (new Finding.CannotTell(Say.LookUpFailed(Name, answer)), null);
    }

    // Our own key and our words; the date may differ when a person has given the row a new time in between.
    private static bool IsOurs(JsonNode record, Outgoing post) => (string?)record["text"] == BlueskyRecord.TextOf(post);

    private static IEnumerable<OutgoingPicture> Pictures(Outgoing post) =>
        // A card is worth more than its picture: one that is too large is left out.
        post.Pictures.Count > 0 ? post.Pictures
        : BlueskyRecord.CardOf(post)?.Thumb is { } thumb && thumb.Bytes <= BlueskyNetwork.Network.Rules.CardPicture!.MaxBytes ? [thumb]
        : [];

    private static IEnumerable<string> Names(Outgoing post) => post.Video is { } video ? [video.Name, .. video.Subtitles is { } words ? (string[])[words.Name] : []] : Pictures(post).Select(picture => picture.Name);

    private static bool IsOurs(Errand errand) => errand.Receipt!.RemoteId == UriOf(errand.Session, KeyOf(errand));

    private static string KeyOf(Errand errand) => errand.Receipt!.RemoteId[(errand.Receipt.RemoteId.LastIndexOf('/') + 1)..];

    private static string UriOf(Session session, string key) => $"at://{session.AccountId}/{BlueskyRecord.Collection}/{key}";

    private Receipt ReceiptOf(Session session, string key) =>
        new(UriOf(session, key), new Uri(settings.Value.Base, $"profile/{session.AccountId}/post/{key}"));
}
