using System.Globalization;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Facebook;

/// <summary>
/// Posts on a page: a text with a link or with photos that were brought there before. One call, also for a single photo, so that every post is found the same
/// way. A video is a post of its own: brought unpublished, by its id one call makes it public, and says whether it did.
/// </summary>
internal sealed class FacebookPublisher(GraphApi api, FacebookPhotos photos, FacebookVideo videos, FacebookReels reels, FacebookLookup lookup) : IPublisher
{
    private const string Answered = "fields=id,permalink_url";
    private const string Name = FacebookNetwork.Name;

    public Network Network => FacebookNetwork.Network;

    // Never sent; it only tells rows apart.
    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    public static string TextOf(Outgoing post) => FullText.Of(post.Text, post.Link, post.Pictures.Count > 0 || post.Video is not null, FacebookNetwork.Network.Rules);

    public async Task<Step?> Prepare(Errand errand, CancellationToken ct)
    {
        var content = PictureMark.Of(errand.Post);
        if (errand.Kind == ErrandKind.Edit && FacebookReels.Is(errand.Post) != FacebookReels.IsLive(errand))
            return new Step.Refused(new Sentence("Networks.Facebook.FormStays"));
        if (errand.Kind == ErrandKind.Edit)
            return errand.PartsOfLive.TryGetValue(PictureMark.Part, out var live) && live != content ? new Step.Refused(new Sentence("Networks.Facebook.PicturesStay")) : null;
        if (errand.Kind == ErrandKind.Delete)
            return null;
        if (FacebookReels.Is(errand.Post) && errand.Post.Video is null)
            return new Step.Refused(new Sentence("Networks.NeedsVideo", Name));
        if (errand.Post.Pictures.Count > FacebookNetwork.Network.Rules.MaxPictures)
            return new Step.Refused(Say.TooManyPictures(Name, errand.Post.Pictures.Count, FacebookNetwork.Network.Rules.MaxPictures));
        if (errand.Parts.GetValueOrDefault(PictureMark.Part) != content)
            await errand.Keep(PictureMark.Part, content, ct);
        return errand.Post.Video is { } video ? FacebookReels.Is(errand.Post) ? await reels.Ready(errand, video, ct) : await videos.Ready(errand, video, ct) : await photos.Ready(errand, ct);
    }

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish when FacebookReels.Is(errand.Post) => reels.Publish(errand, ct),
        ErrandKind.Publish when errand.Post.Video is not null => Show(errand, ct),
        ErrandKind.Publish => Publish(errand, ct),
        ErrandKind.Edit => Edit(errand, ct),
        _ => Delete(errand, ct),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) =>
        FacebookReels.Is(errand.Post) ? reels.Poll(errand, ct) : Task.FromResult<Step>(new Step.Unknown(Say.NothingToAskFor(Name)));

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish when FacebookReels.Is(errand.Post) => reels.LookUp(errand, ct),
        ErrandKind.Publish => lookup.Post(errand, ct),
        ErrandKind.Edit => lookup.Edit(errand, ct),
        _ => lookup.Delete(errand, ct),
    };

    public Task<Finding> ReadBack(Errand errand, CancellationToken ct) => lookup.ReadBack(errand, ct);

    public Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct) => lookup.Behind(link, session, ct);

    private async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        var post = errand.Post;
        var fields = new Dictionary<string, string> { ["message"] = TextOf(post) };
        // Facebook reads the page and makes the card itself.
        if (post.Link is { } link && post.Pictures.Count == 0)
            fields["link"] = link.AbsoluteUri;
        foreach (var (id, place) in FacebookPhotos.Ids(errand).Select((id, place) => (id, place)))
            fields[string.Create(CultureInfo.InvariantCulture, $"attached_media[{place}]")] = new JsonObject { ["media_fbid"] = id }.ToJsonString();
        var answer = await api.Once(errand, HttpMethod.Post, $"{errand.Session.AccountId}/feed", Answered, fields, "{page}/feed", ct);
        if (Verdict.Publish(answer, Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return !heard.Good ? GraphError.OfPublish(heard, Name)
            : heard.Json is { } json && FacebookLookup.ReceiptOf(json) is { } receipt ? new Step.Done(receipt)
            : new Step.Unknown(Say.NoClearAnswer(Name, answer));
    }

    /// <summary>Publishes the video that is there.</summary>
    private async Task<Step> Show(Errand errand, CancellationToken ct)
    {
        if (FacebookVideo.IdOf(errand) is not { } id || FacebookLookup.ReceiptOf(errand.Session, id) is not { } receipt)
            return new Step.Later(null, Say.NothingToAskFor(Name)) { Forget = FacebookVideo.Parts };
        var answer = await api.Once(errand, HttpMethod.Post, id, "", new Dictionary<string, string> { ["published"] = "true" }, "{video}", ct);
        // Was it asked for before, it may be there all the same: then nothing is brought anew.
        return After(receipt, answer, gone: words => errand.IntentAt is null ? new Step.Later(null, Say.Refused(Name, words)) { Forget = FacebookVideo.Parts } : new Step.Unknown(Say.Refused(Name, words)));
    }

    private async Task<Step> Edit(Errand errand, CancellationToken ct)
    {
        var fields = new Dictionary<string, string> { [FacebookLookup.IsVideo(errand.Receipt!) ? "description" : "message"] = TextOf(errand.Post) };
        var answer = await api.Once(errand, HttpMethod.Post, PathOf(errand), "", fields, "{post}", ct);
        return After(errand.Receipt!, answer, gone: _ => new Step.Refused(Say.PostGone(Name)));
    }

    private async Task<Step> Delete(Errand errand, CancellationToken ct)
    {
        var answer = await api.Once(errand, HttpMethod.Delete, PathOf(errand), "", [], "{post}", ct);
        // "Not there" is also said to whoever lacks a right: it is looked at before anybody believes it.
        return After(errand.Receipt!, answer, gone: words => new Step.Duplicate(Say.NotAllowed(Name, words)));
    }

    private static Step After(Receipt receipt, Answer answer, Func<string, Step> gone)
    {
        if (Verdict.Publish(answer, Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return !heard.Good ? GraphError.In(heard) is { IsGone: true } no ? gone(no.Words) : GraphError.OfPublish(heard, Name)
            : heard.Json?.At("success") is { ValueKind: System.Text.Json.JsonValueKind.True } ? new Step.Done(receipt)
            : new Step.Unknown(Say.NoClearAnswer(Name, answer));
    }

    private static string PathOf(Errand errand) => Uri.EscapeDataString(errand.Receipt!.RemoteId);
}
