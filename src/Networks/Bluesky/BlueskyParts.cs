using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>Uploads pictures and finds out who is mentioned; keeps both, so that a repetition finds them again.</summary>
internal sealed class BlueskyParts(Xrpc xrpc, TimeProvider clock)
{
    private const string Nobody = "-";
    private const string Name = "Bluesky";

    // A server throws an uploaded picture away that no post uses for some hours. Uploading the same bytes again gives the same picture.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    public async Task<Step?> Upload(Errand errand, OutgoingPicture picture, CancellationToken ct)
    {
        if (Kept(errand, picture) is { } kept && clock.GetUtcNow().ToUnixTimeSeconds() - kept.At < Fresh.TotalSeconds)
            return null;
        await using var bytes = await picture.Open(ct);
        var content = new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType), ContentLength = picture.Bytes } };
        var answer = await xrpc.Call(errand.Session.Home(), "com.atproto.repo.uploadBlob", content, errand.Session.Secret(BlueskySession.AccessToken), errand.Note, ct);
        if (Verdict.Upload(answer, Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (Xrpc.IsSignInLost(heard))
            return new Step.SignInLost(Say.SignInLost(Name));
        if (!heard.Good)
            return new Step.Refused(Say.PictureRefused(Name, Xrpc.Reason(heard)));
        if (heard.Json?.At("blob") is not { ValueKind: System.Text.Json.JsonValueKind.Object } blob)
            return new Step.Later(null, Say.UploadFailed(Name, answer));
        await errand.Keep(Key(picture), string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()} {blob.GetRawText()}"), ct);
        return null;
    }

    public static JsonNode? Blob(Errand errand, OutgoingPicture picture) => Kept(errand, picture)?.Blob;

    /// <summary>What was kept of these pictures: the server no longer has them.</summary>
    public static IReadOnlyList<string> Of(Errand errand, IEnumerable<OutgoingPicture> pictures) => [.. pictures.Select(Key).Where(errand.Parts.ContainsKey)];

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

    private static string Key(OutgoingPicture picture) => $"blob:{picture.Name}";

    private static (long At, JsonNode Blob)? Kept(Errand errand, OutgoingPicture picture) =>
        errand.Parts.GetValueOrDefault(Key(picture)) is { } kept && kept.IndexOf(' ') is var gap and > 0
            && long.TryParse(kept.AsSpan(0, gap), CultureInfo.InvariantCulture, out var at)
            ? (at, JsonNode.Parse(kept[gap..])!)
            : null;
}
