using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>Finds out what became of a call whose answer did not come: in the account's own timeline, or by the post's id.</summary>
internal sealed partial class XLookup(XApi api, IOptions<XSettings> settings, TimeProvider clock)
{
    // The intent is dated by the database, which may be another machine, and the server's Date by the second.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    // A timeline may be late by so much.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    // What was published this moment need not be readable everywhere yet.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    // Every post that is read costs money, and ours would be among the newest.
    private const int Newest = 20;

    public Receipt? ReceiptOf(Session session, string id) =>
        TheirWords.IsPostId(id) && id.All(char.IsAsciiDigit) && TheirWords.IsPostLink(new Uri(settings.Value.PageBase, $"{session.Handle.TrimStart('@')}/status/{id}").AbsoluteUri, out var link)
            ? new Receipt(id, link)
            : null;

    /// <summary>What the timeline shows is found; what it does not show may be late.</summary>
    public async Task<Finding> Post(Errand errand, CancellationToken ct)
    {
        var session = errand.Session;
        var (json, heard, unclear) = await Timeline(errand, ct);
        if (unclear is not null)
            return unclear;
        var since = Since(errand, heard!);
        var same = json.Items("data").Where(tweet => Shows(tweet, errand.Post)).ToList();
        var ours = same.LastOrDefault(tweet => CreatedAt(tweet) >= since);
        if (ours.ValueKind == JsonValueKind.Object && ReceiptOf(session, ours.Text("id")) is { } receipt)
            return new Finding.Found(receipt);
        // "Duplicate" was said of one that stood there before: nothing of this one is live. But only when ours would be listed by now, and all are dated.
        var proven = same.Count > 0 && same.All(tweet => CreatedAt(tweet) is not null) && errand.UnknownAt + Late <= clock.GetUtcNow().UtcDateTime;
        return errand.Refusal is { } refusal && proven
            ? new Finding.Clear(new Step.Refused(refusal))
            : new Finding.CannotTell(Say.NotSeen(XNetwork.Name));
    }

    /// <summary>A change has another id, and names what it changed: it is found by that. What stands there unchanged proves nothing, unless X has said no.</summary>
    public async Task<Finding> Edit(Errand errand, CancellationToken ct)
    {
        var (json, _, unclear) = await Timeline(errand, ct);
        if (unclear is not null)
            return unclear;
        var before = errand.Receipt!.RemoteId;
        var versions = json.Items("data").Where(tweet => tweet.Text("id") == before || tweet.Items("edit_history_tweet_ids").Any(id => id.ValueKind == JsonValueKind.String && id.GetString() == before)).ToList();
        var ours = versions.Find(tweet => tweet.Text("id") != before && Shows(tweet, errand.Post));
        if (ours.ValueKind == JsonValueKind.Object && ReceiptOf(errand.Session, ours.Text("id")) is { } receipt)
            return new Finding.Found(receipt);
        var proven = versions.Exists(tweet => tweet.Text("id") == before) && errand.UnknownAt + Late <= clock.GetUtcNow().UtcDateTime;
        return errand.Refusal is { } refusal && proven ? new Finding.Clear(new Step.Refused(refusal)) : new Finding.CannotTell(Say.NotSeen(XNetwork.Name));
    }

    /// <summary>The account's newest posts, or why they cannot be told.</summary>
    private async Task<(JsonElement Json, Answer.Heard? Heard, Finding? Unclear)> Timeline(Errand errand, CancellationToken ct)
    {
        var path = $"2/users/{Uri.EscapeDataString(errand.Session.AccountId)}/tweets?max_results={Newest}&exclude=retweets,replies&tweet.fields=created_at,entities,attachments,edit_history_tweet_ids";
        var answer = await api.Get(errand.Session, path, "2/users/{id}/tweets", errand.Note, ct);
        if (Verdict.LookUp(answer, XNetwork.Name) is { } unclear)
            return (default, null, unclear);
        var heard = (Answer.Heard)answer;
        // An account without posts has no "data", only "meta".
        return heard.Good && heard.Json is { ValueKind: JsonValueKind.Object } json && json.At("meta") is not null
            ? (json, heard, null)
            : (default, null, new Finding.CannotTell(Say.LookUpFailed(XNetwork.Name, answer)));
    }

    public async Task<Finding> Delete(Errand errand, CancellationToken ct) => await Live(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct) switch
    {
        { Tweet: not null } => new Finding.Absent(),
        { Gone: true } => new Finding.Found(errand.Receipt!),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(XNetwork.Name, answer)),
    };

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct) => await Live(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct) switch
    {
        { Tweet: not null } => new Finding.Found(errand.Receipt!),
        { Gone: true } when !(errand.PublishedAt + Settled > clock.GetUtcNow().UtcDateTime) => new Finding.Absent(),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(XNetwork.Name, answer)),
    };

    /// <summary>The post as it stands there, or that it is gone; else neither.</summary>
    public async Task<(JsonElement? Tweet, bool Gone, Answer Answer)> Live(Session session, string id, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session, $"2/tweets/{Uri.EscapeDataString(id)}?tweet.fields=author_id", "2/tweets/{id}", note, ct);
        return answer is not Answer.Heard { IsOwn: true } heard ? (null, false, answer)
            : heard is { Good: true } && heard.Json?.At("data") is { } tweet && tweet.Text("id") == id ? (tweet, false, answer)
            : (null, XApi.IsGone(heard), answer);
    }

    // By the server's clock, which may go wrong: what is older than our first call cannot be ours, even if it says the same.
    private DateTime Since(Errand errand, Answer.Heard heard)
    {
        var from = errand.IntentAt ?? errand.Post.WrittenAt;
        return heard.Clock is { } there ? from + (there - clock.GetUtcNow().UtcDateTime) - Slack : from - Slack * 2;
    }

    private static DateTime? CreatedAt(JsonElement tweet) =>
        DateTime.TryParse(tweet.Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static bool Shows(JsonElement tweet, Outgoing post)
    {
        if (tweet.Items("attachments", "media_keys").Count() != XPublisher.CountOf(post))
            return false;
        // X writes its own short address for every link, adds one for the pictures, and escapes as in HTML.
        var text = tweet.Text("text");
        foreach (var url in tweet.Items("entities", "urls"))
            if (url.Text("url") is { Length: > 0 } shortened)
                text = text.Replace(shortened, url.Text("media_key").Length > 0 ? "" : url.Text("expanded_url"), StringComparison.Ordinal);
        return Letters(XPublisher.TextOf(post)) == Letters(WebUtility.HtmlDecode(text));
    }

    // An address may come back with or without scheme, slash and escapes, and white space as X sees fit; no letter changes.
    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in Scheme().Replace(Uri.UnescapeDataString(text.Normalize(NormalizationForm.FormC)), ""))
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('/' or '\u200B' or '\uFEFF'))
                letters.Append(c);
        return letters.ToString();
    }

    [GeneratedRegex("https?://", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
