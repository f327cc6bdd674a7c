using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Telegram;

/// <summary>
/// Posts in a channel as a bot. Telegram knows no key, shows a bot neither the channel's history nor its own messages, and so nobody but a
/// person can say whether a call without an answer took effect: every lookup says that it cannot tell.
/// </summary>
internal sealed class TelegramPublisher(TelegramApi api, IOptions<TelegramSettings> settings) : IPublisher
{
    private const string Pictures = "pictures";
    private const string Gone = "sent";

    public Network Network => TelegramNetwork.Network;

    // Never sent; it only tells rows apart.
    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    /// <summary>Nothing can be uploaded ahead. What is kept is which pictures or which video went out: an edit cannot change them.</summary>
    public async Task<Step?> Prepare(Errand errand, CancellationToken ct)
    {
        var pictures = errand.Post.Video?.Name ?? string.Join(' ', errand.Post.Pictures.Select(picture => picture.Name));
        if (errand.Kind == ErrandKind.Edit && errand.PartsOfLive.TryGetValue(Pictures, out var live) && live != pictures)
            return new Step.Refused(new Sentence("Networks.Telegram.PicturesStay"));
        if (errand.Kind == ErrandKind.Publish && errand.Parts.GetValueOrDefault(Pictures) != pictures)
            await errand.Keep(Pictures, pictures, ct);
        // Telegram says so, too, but only when it has the whole video.
        return errand.Post.Video is not null && Count.Of(TelegramMessage.TextOf(errand.Post), Rules) is var count && count > Rules.MaxTextOf(pictures: true)
            ? new Step.Refused(Say.TextTooLong(TelegramNetwork.Name, count, Rules.MaxTextOf(pictures: true)))
            : null;
    }

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish when errand.Post.Video is { } video => Publish(errand, video, ct),
        ErrandKind.Publish => Publish(errand, ct),
        ErrandKind.Edit => Edit(errand, ct),
        _ => Delete(errand, ct),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Task.FromResult<Step>(new Step.Unknown(Say.NothingToAskFor(TelegramNetwork.Name)));

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => Task.FromResult<Finding>(CannotTell);

    /// <summary>What stands there a bot cannot read. But now it may be pinned, in silence: whatever comes of that, the post stands, and a later read-back tries again.</summary>
    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct)
    {
        if (!errand.Post.Pin || errand.Parts.ContainsKey(Errand.Pinned) || TelegramId.Read(errand.Receipt?.RemoteId) is not { } live)
            return CannotTell;
        var body = new JsonObject { ["chat_id"] = live.Chat, ["message_id"] = live.Messages[0], ["disable_notification"] = true };
        var answer = await api.Ask(errand.Session.Server, errand.Session.Secret(TelegramApi.Token), "pinChatMessage", body, errand.Note, ct);
        if (answer is not Answer.Heard { Good: true } heard || heard.Json?.At("ok") is not { ValueKind: JsonValueKind.True })
            return NotPinned(answer);
        await errand.Keep(Errand.Pinned, "1", ct);
        return CannotTell;
    }

    private static Finding NotPinned(Answer answer)
    {
        var reason = answer is Answer.Heard heard ? TelegramApi.Reason(heard) : "";
        // The message has been deleted in the app.
        if (reason.Contains("message to pin not found", StringComparison.OrdinalIgnoreCase))
            return new Finding.Absent();
        return new Finding.CannotTell(new Sentence("Networks.Telegram.NotPinned", reason.Length > 0 ? reason : answer.Word)) { IsTold = true, After = (answer as Answer.Heard)?.After };
    }

    /// <summary>Only whether the link can be a message of this channel: what stands there a bot cannot read.</summary>
    public Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct) => Task.FromResult(
        (link.Host == Links.Host || link.Host is "t.me" or "telegram.me")
        && link.AbsolutePath.Trim('/').Split('/') is [var name, var word] && TelegramId.TryNumber(word, out var number)
        && name.Equals(session.Handle.TrimStart('@'), StringComparison.OrdinalIgnoreCase)
            ? new TelegramId(session.AccountId, [number]).Receipt(Links, session.Handle)
            : null);

    private static Rules Rules => TelegramNetwork.Network.Rules;

    private Uri Links => settings.Value.LinkBase;

    private static Finding.CannotTell CannotTell { get; } = new(new Sentence("Networks.Telegram.CannotLookUp"));

    private async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        if (await OpenFiles.Of(errand.Post.Pictures.Select(picture => picture.Open), ct) is not { } opened)
            return new Step.Later(null, Say.FileAway());
        await using var files = opened;
        var pictures = errand.Post.Pictures.Select((picture, place) => new Slice(files.Streams[place], 0, picture.Bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType) } }).ToList();
        using var body = TelegramMessage.Of(errand.Post, pictures, errand.Session.AccountId);
        return Outcome(errand, await api.Once(errand, TelegramMessage.MethodOf(errand.Post), body, ct), pictures);
    }

    /// <summary>The call lasts as long as the video needs, and so does its lease. Without the last byte Telegram has nothing that it could publish; that holds for pictures, too.</summary>
    private async Task<Step> Publish(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        if (await OpenFiles.Of(video.Poster is { } poster ? [video.Open, poster.Open] : [video.Open], ct) is not { } opened)
            return new Step.Later(null, Say.FileAway());
        await using var files = opened;
        var file = new Slice(files.Streams[0], 0, video.Bytes) { Beat = (sent, token) => errand.Keep(Gone, $"{sent}", token), Headers = { ContentType = MediaTypeHeaderValue.Parse(video.MediaType) } };
        using var body = TelegramMessage.Of(errand.Post, file, video.Poster is null ? Stream.Null : files.Streams[1], errand.Session.AccountId);
        return Outcome(errand, await api.Once(errand, TelegramMessage.MethodOf(errand.Post), body, file, ct), [file]);
    }

    /// <param name="errand">What was to be published.</param>
    /// <param name="answer">What came back.</param>
    /// <param name="files">What went with it, in this order.</param>
    private Step Outcome(Errand errand, Answer answer, IReadOnlyList<Slice> files)
    {
        if (answer is Answer.Lost && files is [.., { IsWhole: false }])
            return new Step.Later(null, files.Any(file => file.IsFileAway) ? Say.FileAway() : Say.UploadFailed(TelegramNetwork.Name, answer));
        if (Verdict.Publish(answer, TelegramNetwork.Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (No(heard) is { } no)
            return no;
        return Sent(heard.Json!.Value) is { Count: > 0 } messages
            ? new Step.Done(new TelegramId(errand.Session.AccountId, messages).Receipt(Links, errand.Session.Handle))
            : new Step.Unknown(Say.NoClearAnswer(TelegramNetwork.Name, answer));
    }

    private async Task<Step> Edit(Errand errand, CancellationToken ct)
    {
        if (TelegramId.Read(errand.Receipt?.RemoteId) is not { } live)
            return new Step.Refused(Say.PostGone(TelegramNetwork.Name));
        var text = TelegramMessage.TextOf(errand.Post);
        var (method, field) = TelegramMessage.HasCaption(errand.Post) ? ("editMessageCaption", "caption") : ("editMessageText", "text");
        using var body = TelegramApi.Json(new JsonObject { ["chat_id"] = live.Chat, ["message_id"] = live.Messages[0], [field] = text });
        return After(errand, await api.Once(errand, method, body, ct), "message is not modified");
    }

    private async Task<Step> Delete(Errand errand, CancellationToken ct)
    {
        if (TelegramId.Read(errand.Receipt?.RemoteId) is not { } live)
            return new Step.Refused(Say.PostGone(TelegramNetwork.Name));
        using var body = TelegramApi.Json(new JsonObject
        {
            ["chat_id"] = live.Chat,
            ["message_ids"] = new JsonArray([.. live.Messages.Select(message => (JsonNode)message)]),
        });
        // Messages that are not there any more are skipped without a word.
        return After(errand, await api.Once(errand, "deleteMessages", body, ct), "message to delete not found");
    }

    private static Step After(Errand errand, Answer answer, string alreadySo)
    {
        if (Verdict.Publish(answer, TelegramNetwork.Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (heard.Status == 400 && TelegramApi.Reason(heard).Contains(alreadySo, StringComparison.OrdinalIgnoreCase))
            return new Step.Done(errand.Receipt!);
        return No(heard) ?? new Step.Done(errand.Receipt!);
    }

    private static Step? No(Answer.Heard heard) =>
        heard.Json?.At("ok") is { ValueKind: JsonValueKind.True } && heard.Good ? null
        : TelegramApi.IsSignInLost(heard) ? new Step.SignInLost(Say.SignInLost(TelegramNetwork.Name))
        : heard.Good || TelegramApi.Reason(heard).Length == 0 ? new Step.Unknown(Say.NoClearAnswer(TelegramNetwork.Name, heard))
        : TelegramApi.IsNotAllowed(heard) ? new Step.Refused(Say.NotAllowed(TelegramNetwork.Name, TelegramApi.Reason(heard)))
        : TelegramApi.Reason(heard).Contains("message can't be deleted", StringComparison.OrdinalIgnoreCase) ? new Step.Refused(new Sentence("Networks.Telegram.TooOld"))
        : TelegramApi.Reason(heard).Contains("message to edit not found", StringComparison.OrdinalIgnoreCase) ? new Step.Refused(Say.PostGone(TelegramNetwork.Name))
        : new Step.Refused(Say.Refused(TelegramNetwork.Name, TelegramApi.Reason(heard)));

    private static List<long> Sent(JsonElement json)
    {
        var messages = json.At("result") is { ValueKind: JsonValueKind.Array } album ? [.. album.EnumerateArray()] : json.At("result") is { } one ? new[] { one } : [];
        var numbers = messages.Select(message => message.Number("message_id")).ToList();
        return numbers.TrueForAll(number => number > 0) ? [.. numbers.Select(number => number!.Value)] : [];
    }
}
