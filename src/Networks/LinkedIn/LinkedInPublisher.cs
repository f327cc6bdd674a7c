using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>Posts on the page of an organisation. LinkedIn knows no key; the same text again it refuses, and names the post that it has already.</summary>
internal sealed partial class LinkedInPublisher(LinkedInApi api, LinkedInMedia media, LinkedInVideo videos, LinkedInDocument documents, LinkedInLookup lookup) : IPublisher
{
    private const string Content = "content";

    public Network Network => LinkedInNetwork.Network;

    // Never sent; it only tells rows apart.
    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    /// <summary>Also kept is which pictures, which video, which document or which link went out: an edit cannot change them.</summary>
    public async Task<Step?> Prepare(Errand errand, CancellationToken ct)
    {
        if (errand.Kind == ErrandKind.Delete)
            return null;
        var mark = LinkedInPost.Mark(errand.Post);
        if (errand.Kind == ErrandKind.Edit)
            return errand.PartsOfLive.TryGetValue(Content, out var live) && live != mark ? new Step.Refused(new Sentence("Networks.LinkedIn.ContentStays")) : null;
        var pictures = errand.Post.Pictures.Count;
        if (pictures > Network.Rules.MaxPictures)
            return new Step.Refused(Say.TooManyPictures(LinkedInNetwork.Name, pictures, Network.Rules.MaxPictures));
        if (errand.Parts.GetValueOrDefault(Content) != mark)
            await errand.Keep(Content, mark, ct);
        if (errand.Post.Video is { } video)
            return TooLong(errand.Post) ?? await videos.Bring(errand, video, ct);
        if (errand.Post.Document is { } document)
            return TooLong(errand.Post) ?? await documents.Bring(errand, document, ct);
        return await media.Prepare(errand, LinkedInPost.CardOf(errand.Post)?.Thumb, ct);
    }

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => Publish(errand, ct),
        ErrandKind.Edit => Edit(errand, ct),
        _ => Delete(errand, ct),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Task.FromResult<Step>(new Step.Unknown(Say.NothingToAskFor(LinkedInNetwork.Name)));

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => lookup.Post(errand, ct),
        ErrandKind.Edit => lookup.Edit(errand, ct),
        _ => lookup.Delete(errand, ct),
    };

    public Task<Finding> ReadBack(Errand errand, CancellationToken ct) => lookup.ReadBack(errand, ct);

    public async Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct)
    {
        // /feed/update/urn:li:share:ID or /posts/name_words-share-ID-xxxx.
        var match = InLink().Match(Uri.UnescapeDataString(link.AbsolutePath));
        if (!match.Success || lookup.ReceiptOf($"urn:li:{match.Groups[1].Value}:{match.Groups[2].Value}") is not { } receipt)
            return null;
        var (post, _, _) = await lookup.Live(session, receipt.RemoteId, null, ct);
        return post is { } found && found.Text("author") == session.AccountId && LinkedInLookup.IsPublished(found) ? receipt : null;
    }

    private async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        if (TooLong(errand.Post) is { } no)
            return no;
        if ((errand.Post.Video is not null && LinkedInVideo.IdOf(errand) is null) || (errand.Post.Document is not null && LinkedInDocument.IdOf(errand) is null))
            return new Step.Later(null, Say.NothingToAskFor(LinkedInNetwork.Name));
        var answer = await api.Once(errand, HttpMethod.Post, "rest/posts", LinkedInPost.Of(errand), "posts", ct);
        if ((api.VersionOver(answer) ?? Verdict.Publish(answer, LinkedInNetwork.Name)) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return LinkedInApi.No(heard)
            ?? (lookup.ReceiptOf(heard.Header("x-restli-id")) is { } receipt ? new Step.Done(receipt) : new Step.Unknown(Say.NoClearAnswer(LinkedInNetwork.Name, answer)));
    }

    private async Task<Step> Edit(Errand errand, CancellationToken ct)
    {
        if (TooLong(errand.Post) is { } no)
            return no;
        var change = new JsonObject { ["patch"] = new JsonObject { ["$set"] = new JsonObject { ["commentary"] = LittleText.Of(LinkedInPost.TextOf(errand.Post)) } } };
        var answer = await api.Once(errand, HttpMethod.Post, LinkedInApi.Path(errand.Receipt!.RemoteId), change, "posts/{urn}", ct, changes: true);
        return answer is Answer.Heard { IsOwn: true } heard && LinkedInApi.IsGone(heard) ? new Step.Refused(Say.PostGone(LinkedInNetwork.Name)) : Changed(errand, answer);
    }

    private async Task<Step> Delete(Errand errand, CancellationToken ct)
    {
        var answer = await api.Once(errand, HttpMethod.Delete, LinkedInApi.Path(errand.Receipt!.RemoteId), null, "posts/{urn}", ct);
        // What is not there any more is as gone as it should be, if it is LinkedIn that says so.
        return answer is Answer.Heard { Status: 404, IsOwn: true } heard
            ? LinkedInApi.IsGone(heard) ? new Step.Done(errand.Receipt!) : new Step.Unknown(Say.NoClearAnswer(LinkedInNetwork.Name, answer))
            : Changed(errand, answer);
    }

    // A yes to these has no body.
    private Step Changed(Errand errand, Answer answer)
    {
        if ((api.VersionOver(answer) ?? Verdict.Publish(answer, LinkedInNetwork.Name)) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return LinkedInApi.No(heard) ?? (heard.IsEmpty ? new Step.Done(errand.Receipt!) : new Step.Unknown(Say.NoClearAnswer(LinkedInNetwork.Name, answer)));
    }

    private Step? TooLong(Outgoing post)
    {
        var count = Count.Of(LinkedInPost.TextOf(post), Network.Rules);
        return count > Network.Rules.MaxText ? new Step.Refused(Say.TextTooLong(LinkedInNetwork.Name, count, Network.Rules.MaxText)) : null;
    }

    [GeneratedRegex(@"(?:urn:li:|-)(share|ugcPost)[:-](\d{1,30})(?=[-/]|$)")]
    private static partial Regex InLink();
}
