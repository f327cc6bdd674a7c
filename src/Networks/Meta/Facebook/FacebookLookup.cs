using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Facebook;

/// <summary>
/// Finds out what became of a call whose answer did not come. Facebook knows no key of ours: a post that the page's list shows is found, one that
/// it does not show may still be on its way into the list. What is asked for by its own id is certain.
/// </summary>
internal sealed class FacebookLookup(GraphApi api, FacebookVideo videos, TimeProvider clock)
{
    private const string Name = FacebookNetwork.Name;
    private const string Shown = "id,message,created_time,permalink_url,attachments{media_type,subattachments{media_type}}";

    private static readonly string[] Naming = ["story_fbid=", "fbid=", "v=", "id="];

    public async Task<Finding> Post(Errand errand, CancellationToken ct)
    {
        if (errand.Post.Video is not null)
            return FacebookVideo.IdOf(errand) is { } id && ReceiptOf(errand.Session, id) is { } shown
                ? await Video(errand, shown, video => video.At("published") is { ValueKind: JsonValueKind.True }, ct)
                : new Finding.CannotTell(Say.NothingToAskFor(Name));
        // Without words one post looks like the next.
        if (Plain(FacebookPublisher.TextOf(errand.Post)).Length == 0)
            return new Finding.CannotTell(Say.NotSeen(Name));
        var (posts, heard, unclear) = await List(errand.Session, errand.Note, ct);
        if (posts is null)
            return unclear!;
        var same = posts.Where(post => Shows(post, errand)).ToList();
        var since = Since.Of(errand, heard!, clock);
        if (same.FirstOrDefault(post => Since.Read(post.Text("created_time")) >= since) is { ValueKind: JsonValueKind.Object } ours && ReceiptOf(ours) is { } receipt)
            return new Finding.Found(receipt);
        // "You have said this already" was about an older one: ours was refused for certain.
        return errand.Refusal is { } refusal && same.Count > 0 ? new Finding.Clear(new Step.Refused(refusal)) : new Finding.CannotTell(Say.NotSeen(Name));
    }

    /// <summary>A video has its id before it is public: by it Facebook says for certain which of the two it is.</summary>
    private async Task<Finding> Video(Errand errand, Receipt receipt, Func<JsonElement, bool> isDone, CancellationToken ct) => await videos.State(errand, receipt.RemoteId, ct) switch
    {
        { Video: { } video } => isDone(video) ? new Finding.Found(receipt) : new Finding.Absent(),
        { Gone: true } => new Finding.CannotTell(Say.PostGone(Name)),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(Name, answer)),
    };

    public async Task<Finding> Edit(Errand errand, CancellationToken ct) => IsVideo(errand.Receipt!)
        ? await Video(errand, errand.Receipt!, video => Plain(video.Text("description")) == Plain(FacebookPublisher.TextOf(errand.Post)), ct)
        : await Live(errand, ct) switch
    {
        { Post: { } post } => SameText(post, errand) && ReceiptOf(post) is { } receipt ? new Finding.Found(receipt) : new Finding.Absent(),
        { Gone: true } => new Finding.CannotTell(Say.PostGone(Name)),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(Name, answer)),
    };

    public async Task<Finding> Delete(Errand errand, CancellationToken ct) => await Live(errand, ct) switch
    {
        { Post: not null } => errand.Refusal is { } refusal ? new Finding.Clear(new Step.Refused(refusal)) : new Finding.Absent(),
        { Gone: true } => new Finding.Found(errand.Receipt!),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(Name, answer)),
    };

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct) => await Live(errand, ct) switch
    {
        { Post: { } video } when IsVideo(errand.Receipt!) && IsPublic(video) => new Finding.Found(errand.Receipt!),
        { Post: { } post } when !IsVideo(errand.Receipt!) && ReceiptOf(post) is { } receipt => new Finding.Found(receipt),
        { Gone: true } => new Finding.Absent(),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(Name, answer)),
    };

    /// <summary>The page's post behind a link: by the number in it, else as the list names it (newer links hold no number).</summary>
    public async Task<Receipt?> Behind(Uri link, Session session, CancellationToken ct)
    {
        if (link.Host != "fb.com" && link.Host != "facebook.com" && !link.Host.EndsWith(".facebook.com", StringComparison.Ordinal))
            return null;
        if (VideoIn(link) is { } id)
        {
            var (video, _, _, _) = await videos.Find(session, id, null, ct);
            return video is { } seen && seen.Text("from", "id") == session.AccountId && IsPublic(seen)
                ? FacebookReels.IsPublished(seen) ? FacebookReels.ReceiptOf(id) : ReceiptOf(session, id) : null;
        }
        if (NumberIn(link) is { } number)
        {
            var (post, _, _) = await One(session, $"{session.AccountId}_{number}", null, ct);
            return post is { } found ? ReceiptOf(found) : null;
        }
        var (posts, _, _) = await List(session, null, ct);
        return posts?.Select(ReceiptOf).FirstOrDefault(receipt => receipt is not null && IsSame(receipt.Link, link));
    }

    /// <summary>What a post's own answer says of it; a link is made where it has none.</summary>
    public static Receipt? ReceiptOf(JsonElement post)
    {
        var id = post.Text("id");
        return TheirWords.IsPostId(id) && (TheirWords.IsPostLink(post.Text("permalink_url"), out var link) || TheirWords.IsPostLink($"https://www.facebook.com/{id}", out link))
            ? new Receipt(id, link)
            : null;
    }

    /// <summary>Of a video; its id is a number alone, that of a post begins with the page's.</summary>
    public static Receipt? ReceiptOf(Session session, string id) =>
        FacebookVideo.IsNumber(id) && TheirWords.IsPostLink($"https://www.facebook.com/{session.AccountId}/videos/{id}/", out var link) ? new Receipt(id, link) : null;

    public static bool IsVideo(Receipt receipt) => FacebookVideo.IsNumber(receipt.RemoteId);

    private async Task<(JsonElement? Post, bool Gone, Answer Answer)> Live(Errand errand, CancellationToken ct)
    {
        if (!IsVideo(errand.Receipt!))
            return await One(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct);
        var (video, _, gone, answer) = await videos.State(errand, errand.Receipt!.RemoteId, ct);
        return (video, gone, answer);
    }

    private async Task<(JsonElement? Post, bool Gone, Answer Answer)> One(Session session, string id, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session, Uri.EscapeDataString(id), $"fields={Uri.EscapeDataString(Shown)}", "{post}", note, ct);
        return answer is not Answer.Heard { IsOwn: true } heard ? (null, false, answer)
            : heard is { Good: true, Json: { } post } && post.Text("id") == id ? (post, false, answer)
            : (null, GraphError.In(heard) is { IsGone: true }, answer);
    }

    private async Task<(IReadOnlyList<JsonElement>? Posts, Answer.Heard? Heard, Finding? Unclear)> List(Session session, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session, $"{session.AccountId}/published_posts", $"fields={Uri.EscapeDataString(Shown)}&limit=25", "{page}/published_posts", note, ct);
        return Verdict.LookUp(answer, Name) is { } unclear ? (null, null, unclear)
            : answer is Answer.Heard { Good: true, Json: { } json } heard && json.At("data") is { ValueKind: JsonValueKind.Array } ? ([.. json.Items("data")], heard, null)
            : (null, null, new Finding.CannotTell(Say.LookUpFailed(Name, answer)));
    }

    private static bool Shows(JsonElement post, Errand errand) => SameText(post, errand) && Photos(post) == errand.Post.Pictures.Count;

    private static bool SameText(JsonElement post, Errand errand) => Plain(post.Text("message")) == Plain(FacebookPublisher.TextOf(errand.Post));

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    // One photo is an attachment of its own, several are parts of one.
    private static int Photos(JsonElement post) => post.Items("attachments", "data").Sum(one =>
        one.Items("subattachments", "data").Count() is var parts and > 0 ? parts : one.Text("media_type") == "photo" ? 1 : 0);

    // permalink.php and photo.php name the post behind the question mark; whatever else stands there follows the reader about.
    private static bool IsSame(Uri one, Uri other) =>
        one.AbsolutePath.TrimEnd('/') == other.AbsolutePath.TrimEnd('/') && Naming.All(name => Named(one, name) == Named(other, name));

    private static string? Named(Uri link, string name) => link.Query.TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith(name, StringComparison.Ordinal));

    private static bool IsPublic(JsonElement video) => video.At("published") is { ValueKind: JsonValueKind.True } || FacebookReels.IsPublished(video);

    // /{page}/videos/123/, /{page}/videos/some-words/123/, /reel/123, /watch/?v=123
    private static string? VideoIn(Uri link)
    {
        var words = link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var id = words.Contains("videos") || words is ["reel", _] ? words[^1] : words is ["watch"] ? Named(link, "v=")?["v=".Length..] : null;
        return id is not null && FacebookVideo.IsNumber(id) ? id : null;
    }

    // /{page}/posts/123, /permalink.php?story_fbid=123&id=page
    private static string? NumberIn(Uri link)
    {
        var words = link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Concat(link.Query.TrimStart('?').Split('&')
            .Where(pair => pair.StartsWith("story_fbid=", StringComparison.Ordinal)).Select(pair => pair["story_fbid=".Length..]));
        return words.LastOrDefault() is { Length: > 0 and <= 30 } last && last.All(char.IsAsciiDigit) ? last : null;
    }
}
