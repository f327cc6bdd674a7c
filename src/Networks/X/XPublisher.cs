using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>Posts on X. It knows no key; the same text again it refuses as a duplicate, which tells something, but proves nothing.</summary>
internal sealed class XPublisher(XApi api, XMedia media, XVideo video, XLookup lookup, TimeProvider clock) : IPublisher
{
    public Network Network => XNetwork.Network;

    // Never sent; it only tells rows apart.
    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    /// <summary>X makes the card itself, so the link stands in the text.</summary>
    public static string TextOf(Outgoing post) => FullText.Of(post.Text, post.Link, post.Pictures.Count > 0, XNetwork.Network.Rules);

    public async Task<Step?> Prepare(Errand errand, CancellationToken ct)
    {
        // What is not allowed anyway is said with the call that would be made: before it there is nothing to do.
        if (errand.Kind == ErrandKind.Delete || (errand.Kind == ErrandKind.Edit && !MayEdit(errand.Session)))
            return null;
        if (MissingFor(errand) is { } missing)
            return missing;
        if (errand.Kind == ErrandKind.Edit && TooLate(errand) is { } late)
            return late;
        if (errand.Post.Video is { } film)
            return TooLong(errand.Post) ?? await video.Ready(errand, film, ct);
        var pictures = errand.Post.Pictures.Count;
        return pictures > Network.Rules.MaxPictures
            ? new Step.Refused(Say.TooManyPictures(XNetwork.Name, pictures, Network.Rules.MaxPictures))
            : await media.Ready(errand, ct);
    }

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Edit when !MayEdit(errand.Session) => Task.FromResult<Step>(new Step.Refused(Say.CannotEdit(XNetwork.Name))),
        _ when MissingFor(errand) is { } missing => Task.FromResult<Step>(missing),
        ErrandKind.Edit when TooLate(errand) is { } late => Task.FromResult<Step>(late),
        ErrandKind.Delete => Delete(errand, ct),
        _ => Publish(errand, ct),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Task.FromResult<Step>(new Step.Unknown(Say.NothingToAskFor(XNetwork.Name)));

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => lookup.Post(errand, ct),
        // None was ever sent. What was, may have changed it, whatever has been said of the account since.
        ErrandKind.Edit when !MayEdit(errand.Session) && errand.SentAt is null => Task.FromResult<Finding>(new Finding.Absent()),
        ErrandKind.Edit => lookup.Edit(errand, ct),
        _ => lookup.Delete(errand, ct),
    };

    public Task<Finding> ReadBack(Errand errand, CancellationToken ct) => lookup.ReadBack(errand, ct);

    public async Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct)
    {
        // /name/status/ID, or with /photo/1 behind it; the name may have changed since.
        var parts = link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [.., "photo", _])
            parts = parts[..^2];
        if (parts is not [.., _, "status", var id] || lookup.ReceiptOf(session, id) is not { } receipt)
            return null;
        var (tweet, _, _) = await lookup.Live(session, id, null, ct);
        if (tweet is not { } found || found.Text("author_id") != session.AccountId)
            return null;
        // Of a post that was changed the newest version is what stands there.
        return found.Items("edit_history_tweet_ids").LastOrDefault() is { ValueKind: System.Text.Json.JsonValueKind.String } newest && lookup.ReceiptOf(session, newest.GetString()!) is { } now ? now : receipt;
    }

    private async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        var (text, media) = (TextOf(errand.Post), CountOf(errand.Post));
        if (text.Length == 0 && media == 0)
            return new Step.Refused(Say.Empty(XNetwork.Name));
        if (TooLong(errand.Post) is { } tooLong)
            return tooLong;
        if (errand.Post.Video is not null && XVideo.IdOf(errand) is null)
            return new Step.Later(null, Say.NothingToAskFor(XNetwork.Name)) { Forget = XVideo.Parts };
        var body = new JsonObject();
        if (text.Length > 0)
            body["text"] = text;
        if (media > 0)
            body["media"] = new JsonObject { ["media_ids"] = new JsonArray([.. (XVideo.IdOf(errand) is { } id ? [id] : XMedia.Ids(errand)).Select(one => (JsonNode)one)]) };
        if (errand.Kind == ErrandKind.Edit)
            body["edit_options"] = new JsonObject { ["previous_post_id"] = errand.Receipt!.RemoteId };
        var answer = await api.Once(errand, HttpMethod.Post, "2/tweets", body, "2/tweets", ct);
        if ((XApi.OutOfCredit(answer) ?? Verdict.Publish(answer, XNetwork.Name)) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return No(errand, heard)
            ?? (lookup.ReceiptOf(errand.Session, heard.Text("data", "id")) is { } receipt ? new Step.Done(receipt) : new Step.Unknown(Say.NoClearAnswer(XNetwork.Name, answer)));
    }

    private static bool MayEdit(Session session) => session.Secret(XApi.MayEdit) == SignInField.Yes;

    /// <summary>The account has taken rights back: what needs them waits until somebody connects it anew, whatever else still works.</summary>
    private static Step.Later? MissingFor(Errand errand)
    {
        string[] needed = errand.Kind == ErrandKind.Delete || CountOf(errand.Post) == 0 ? ["tweet.write"] : ["tweet.write", "media.write"];
        return errand.Session.Secret(XApi.Granted) is { Length: > 0 } granted && needed.Except(granted.Split(' ')).ToList() is { Count: > 0 } missing
            ? new Step.Later(null, new Sentence("Networks.RightsMissing", XNetwork.Name, string.Join(", ", missing)))
            : null;
    }

    private Step.Refused? TooLate(Errand errand) => errand.LiveSince + XNetwork.Edits.Within <= clock.GetUtcNow().UtcDateTime
        ? new Step.Refused(new Sentence("Networks.X.EditTooLate", $"{(int)XNetwork.Edits.Within.TotalMinutes}", $"{XNetwork.Edits.Most}"))
        : null;

    /// <summary>That X lets something be changed no more does not touch what stands there, and says nothing about the account.</summary>
    private static Step? No(Errand errand, Answer.Heard heard) => XApi.No(heard, errand.Post.Video is null ? XMedia.Names(errand) : XVideo.Parts) switch
    {
        Step.Refused when errand.Kind == ErrandKind.Edit => new Step.Refused(new Sentence("Networks.X.EditRefused", Say.Refused(XNetwork.Name, XApi.Reason(heard)).Args[1])),
        var step => step,
    };

    /// <summary>Pictures, or the one video.</summary>
    public static int CountOf(Outgoing post) => post.Video is null ? post.Pictures.Count : 1;

    // Its own no would only say that this is not permitted, and come after the whole upload.
    private Step.Refused? TooLong(Outgoing post) => Count.Of(TextOf(post), Network.Rules) is var count && count > Network.Rules.MaxText
        ? new Step.Refused(Say.TextTooLong(XNetwork.Name, count, Network.Rules.MaxText))
        : null;

    private async Task<Step> Delete(Errand errand, CancellationToken ct)
    {
        var answer = await api.Once(errand, HttpMethod.Delete, $"2/tweets/{Uri.EscapeDataString(errand.Receipt!.RemoteId)}", null, "2/tweets/{id}", ct);
        if ((XApi.OutOfCredit(answer) ?? Verdict.Publish(answer, XNetwork.Name)) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        // What is not there any more is as gone as it should be, if it is X that says so.
        return XApi.IsGone(heard) || heard.Json?.At("data", "deleted") is { ValueKind: System.Text.Json.JsonValueKind.True } ? new Step.Done(errand.Receipt!)
            : (heard.Status == 404 ? null : XApi.No(heard, [])) ?? new Step.Unknown(Say.NoClearAnswer(XNetwork.Name, answer));
    }
}
