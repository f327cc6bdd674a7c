using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>Publishes on any server that speaks the Mastodon API. The key helps where it is honoured; nothing relies on it.</summary>
internal sealed class MastodonPublisher(MastodonApi api, MastodonMedia media, MastodonLookup lookup) : IPublisher
{
    // A server says why only in words, in the language of the account.
    private static readonly string[] DuplicateWords = ["already", "duplicate", "bereits", "schon"];

    public Network Network => MastodonNetwork.Network;

    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString();

    /// <summary>A Mastodon server makes the card itself, so the link stands in the text.</summary>
    public static string TextOf(Outgoing post) => FullText.Of(post.Text, post.Link, post.Pictures.Count > 0, MastodonNetwork.Network.Rules);

    public async Task<Step?> Prepare(Errand errand, CancellationToken ct)
    {
        if (errand.Kind == ErrandKind.Delete || MastodonMedium.Of(errand.Post).Count == 0)
            return null;
        var attached = new HashSet<string>();
        if (errand.Kind == ErrandKind.Edit)
        {
            var (status, gone, answer) = await lookup.Live(errand, ct);
            if (gone)
                return new Step.Refused(Say.PostGone(Host(errand)));
            if (status is null)
                return Verdict.Upload(answer, Host(errand)) ?? No((Answer.Heard)answer, Host(errand));
            attached = [.. status.Value.Items("media_attachments").Select(medium => medium.Text("id"))];
        }
        return await media.Ready(errand, attached, ct);
    }

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => Publish(errand, ct),
        ErrandKind.Edit => Edit(errand, ct),
        _ => Delete(errand, ct),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Task.FromResult<Step>(new Step.Unknown(Say.NothingToAskFor(Host(errand))));

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => LookUpPost(errand, ct),
        ErrandKind.Edit => lookup.Edit(errand, ct),
        _ => lookup.Delete(errand, ct),
    };

    public Task<Finding> ReadBack(Errand errand, CancellationToken ct) => lookup.ReadBack(errand, ct);

    public async Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct)
    {
        // /@name/ID, /@name/statuses/ID or /users/name/statuses/ID
        if (link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is not [_, .., var id])
            return null;
        var (status, _, _) = await lookup.One(session, id, null, ct);
        return status is { } found && found.Text("account", "id") == session.AccountId && MastodonLookup.ReceiptOf(found) is { } receipt && receipt.Link.Host == link.Host
            ? receipt
            : null;
    }

    private async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        var answer = await api.Once(errand, HttpMethod.Post, "api/v1/statuses", new JsonObject
        {
            ["status"] = TextOf(errand.Post),
            ["media_ids"] = new JsonArray([.. MastodonMedia.Ids(errand).Select(id => (JsonNode)id)]),
            ["visibility"] = errand.Post.Visibility,
            ["language"] = errand.Post.Language,
        }, "statuses", ct);
        // Refused because a picture or video is not ready, or because it is already part of a post, which may be ours: what it was the lookup finds out.
        return answer is Answer.Heard { Status: 422, IsOwn: true } heard && MastodonMedium.Of(errand.Post).Count > 0
            ? new Step.Duplicate(TextRefused(heard, Host(errand)))
            : Read(errand, answer);
    }

    private async Task<Step> Edit(Errand errand, CancellationToken ct)
    {
        var ids = MastodonMedia.Ids(errand);
        var answer = await api.Once(errand, HttpMethod.Put, PathOf(errand), new JsonObject
        {
            ["status"] = TextOf(errand.Post),
            ["media_ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]),
            ["media_attributes"] = new JsonArray([.. MastodonMedium.Of(errand.Post).Select((medium, i) => Attributes(ids[i], medium))]),
            ["language"] = errand.Post.Language,
        }, "statuses/{id}", ct);
        return answer is Answer.Heard { Status: 404 or 410, IsOwn: true } ? new Step.Refused(Say.PostGone(Host(errand))) : Read(errand, answer);
    }

    private async Task<Step> Delete(Errand errand, CancellationToken ct)
    {
        var answer = await api.Once(errand, HttpMethod.Delete, PathOf(errand), null, "statuses/{id}", ct);
        if (Verdict.Publish(answer, Host(errand)) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        // What is not there any more is as gone as it should be.
        return heard.Good || heard.Status is 404 or 410 ? new Step.Done(errand.Receipt!) : No(heard, Host(errand));
    }

    private static Step Read(Errand errand, Answer answer)
    {
        var host = Host(errand);
        if (Verdict.Publish(answer, host) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (!heard.Good)
            return No(heard, host);
        return heard.Json is { } status && MastodonLookup.ReceiptOf(status) is { } receipt ? new Step.Done(receipt) : new Step.Unknown(Say.NoClearAnswer(host, answer));
    }

    private async Task<Finding> LookUpPost(Errand errand, CancellationToken ct)
    {
        var finding = await lookup.Post(errand, ct);
        if (finding is Finding.Found || errand.Refusal is not { } refusal || MastodonMedium.Of(errand.Post).Count == 0)
            return finding;
        return await media.Explain(errand, refusal, ct) ?? finding;
    }

    private static Step No(Answer.Heard heard, string host) => heard.Status switch
    {
        401 => new Step.SignInLost(Say.SignInLost(host)),
        _ when heard.Text("error").Length == 0 => new Step.Unknown(Say.NoClearAnswer(host, heard)),
        403 => new Step.Refused(Say.NotAllowed(host, MastodonApi.Reason(heard))),
        409 or 422 when DuplicateWords.Any(word => heard.Text("error").Contains(word, StringComparison.OrdinalIgnoreCase)) =>
            new Step.Duplicate(TextRefused(heard, host)),
        _ => new Step.Refused(TextRefused(heard, host)),
    };

    private static Sentence TextRefused(Answer.Heard heard, string host) =>
        new("Networks.Mastodon.TextRefused", Say.Refused(host, MastodonApi.Reason(heard)).Args);

    private static JsonNode Attributes(string id, MastodonMedium medium)
    {
        var attributes = new JsonObject { ["id"] = id, ["description"] = medium.Alt };
        if (medium.Focus is { } focus)
            attributes["focus"] = MastodonMedia.FocusOf(focus);
        return attributes;
    }

    private static string PathOf(Errand errand) => $"api/v1/statuses/{Uri.EscapeDataString(errand.Receipt!.RemoteId)}";

    private static string Host(Errand errand) => errand.Session.Server.Host;
}
