using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>Uploads pictures, videos and subtitles and finds out who is mentioned; keeps all of it, so that a repetition finds them again.</summary>
internal sealed class BlueskyParts(Xrpc xrpc, TimeProvider clock)
{
    private const string Nobody = "-";
    private const string Name = "Bluesky";
    private const string Method = "com.atproto.repo.uploadBlob";
    private const string Sent = "sent";

    // app.bsky.embed.video: subtitles of one language.
    private const int MostSubtitles = 20_000;

    // A server throws an uploaded picture away that no post uses for some hours. Uploading the same bytes again gives the same picture.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    public async Task<Step?> Upload(Errand errand, OutgoingPicture picture, CancellationToken ct)
    {
        if (IsFresh(errand, picture.Name))
            return null;
        await using var bytes = await picture.Open(ct);
        var content = new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType), ContentLength = picture.Bytes } };
        var answer = await xrpc.Call(errand.Session.Home(), Method, content, errand.Session.Secret(BlueskySession.AccessToken), errand.Note, ct);
        return await Heard(errand, picture.Name, answer, why => Say.PictureRefused(Name, why), ct);
    }

    /// <summary>A server takes a file in no pieces: it goes in one call, however long that takes, and from its beginning after an interruption.</summary>
    public async Task<Step?> Upload(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        if (video.Subtitles is { } words && await Upload(errand, words, ct) is { } no)
            return no;
        if (IsFresh(errand, video.Name))
            return null;
        await using var bytes = await video.Open(ct);
        var file = new Slice(bytes, 0, video.Bytes) { Beat = (sent, token) => errand.Keep(Sent, $"{sent}", token), Headers = { ContentType = MediaTypeHeaderValue.Parse(video.MediaType) } };
        var answer = await xrpc.Upload(errand.Session.Home(), Method, file, errand.Session.Secret(BlueskySession.AccessToken), errand.Note, ct);
        return await Heard(errand, video.Name, answer, why => Say.VideoRefused(Name, why), ct);
    }

    private async Task<Step?> Upload(Errand errand, OutgoingSubtitles words, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(words.WebVtt);
        if (bytes.Length > MostSubtitles)
            return new Step.Refused(new Sentence("Networks.Bluesky.SubtitlesTooLong", $"{bytes.Length}", $"{MostSubtitles}"));
        if (IsFresh(errand, words.Name))
            return null;
        var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/vtt") } };
        var answer = await xrpc.Call(errand.Session.Home(), Method, content, errand.Session.Secret(BlueskySession.AccessToken), errand.Note, ct);
        return await Heard(errand, words.Name, answer, why => Say.VideoRefused(Name, why), ct);
    }

    private async Task<Step?> Heard(Errand errand, string name, Answer answer, Func<string, Sentence> refused, CancellationToken ct)
    {
        if (answer is Answer.Heard { Status: 413 } large)
            return new Step.Refused(refused(Xrpc.Reason(large) is { Length: > 0 } why ? why : large.Word));
        if (Verdict.Upload(answer, Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (Xrpc.IsSignInLost(heard))
            return new Step.SignInLost(Say.SignInLost(Name));
        if (!heard.Good)
            return new Step.Refused(refused(Xrpc.Reason(heard)));
        if (heard.Json?.At("blob") is not { ValueKind: System.Text.Json.JsonValueKind.Object } blob)
            return new Step.Later(null, Say.UploadFailed(Name, answer));
        await errand.Keep(Key(name), string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()} {blob.GetRawText()}"), ct);
        return null;
    }

    /// <summary>What was uploaded under this name (a picture's, a video's, or that of subtitles); null when nothing was.</summary>
    public static JsonNode? Blob(Errand errand, string name) => Kept(errand, name)?.Blob;

    /// <summary>What was kept under these names: the server no longer has it.</summary>
    public static IReadOnlyList<string> Of(Errand errand, IEnumerable<string> names) => [.. names.Select(Key).Where(errand.Parts.ContainsKey)];

    /// <summary>A handle that nobody has stays plain text.</summary>
    public async Task<Step?> Resolve(Errand errand, string handle, CancellationToken ct)
    {
        if (errand.Parts.ContainsKey($"did:{handle}"))
            return null;
        var answer = await xrpc.Query(errand.Session.Home(), "com.atproto.identity.resolveHandle", $"handle={handle}", null, errand.Note, ct);
        // A server that cannot ask around answers 5xx; a mention is not worth a post that does not go out.
        if (answer is not Answer.Heard { Status: not 429 } heard)
            return Verdict.Upload(answer, Name);
        var did = heard.Good ? heard.Text("did") : "";
        await errand.Keep($"did:{handle}", did.StartsWith("did:", StringComparison.Ordinal) ? did : Nobody, ct);
        return null;
    }

    public static IReadOnlyDictionary<string, string> Dids(Errand errand) => errand.Parts
        .Where(part => part.Key.StartsWith("did:", StringComparison.Ordinal) && part.Value != Nobody)
        .ToDictionary(part => part.Key["did:".Length..], part => part.Value);

    private bool IsFresh(Errand errand, string name) => Kept(errand, name) is { } kept && clock.GetUtcNow().ToUnixTimeSeconds() - kept.At < Fresh.TotalSeconds;

    private static string Key(string name) => $"blob:{name}";

    private static (long At, JsonNode Blob)? Kept(Errand errand, string name) =>
        errand.Parts.GetValueOrDefault(Key(name)) is { } kept && kept.IndexOf(' ') is var gap and > 0
            && long.TryParse(kept.AsSpan(0, gap), CultureInfo.InvariantCulture, out var at)
            ? (at, JsonNode.Parse(kept[gap..])!)
            : null;
}
