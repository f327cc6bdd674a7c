using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>
/// Brings pictures to LinkedIn and waits until it has worked on them. What is kept: when the bytes were there (Unix seconds), "ready" or "wait", and its id.
/// </summary>
internal sealed class LinkedInMedia(LinkedInApi api, TimeProvider clock)
{
    private const string Ready = "ready", Wait = "wait", Without = "without";

    // How long it keeps what no post uses nobody says.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskSeldom = TimeSpan.FromSeconds(30);

    // Most pictures are done in seconds; one that takes so long will not be done any more.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(10);

    /// <summary>Null when everything is there.</summary>
    public async Task<Step?> Prepare(Errand errand, OutgoingPicture? thumb, CancellationToken ct)
    {
        Step? wait = null;
        foreach (var picture in errand.Post.Pictures)
        {
            var step = await Bring(errand, picture, ct);
            // While LinkedIn works on one, the next can already be uploaded.
            if (step is Step.Waiting)
                wait = step;
            else if (step is not null)
                return step;
        }
        if (thumb is null || Kept(errand, thumb) is { State: Without })
            return wait;
        var card = await Bring(errand, thumb, ct);
        if (card is not Step.Refused)
            return card ?? wait;
        // Better a card without its picture than no post.
        await Keep(errand, thumb, Without, "-", ct);
        return wait;
    }

    /// <summary>Null when it goes without.</summary>
    public static string? Id(Errand errand, OutgoingPicture picture) => Kept(errand, picture) is { State: Ready, Id: var id } ? id : null;

    private async Task<Step?> Bring(Errand errand, OutgoingPicture picture, CancellationToken ct)
    {
        if (Kept(errand, picture) is not { } kept || clock.GetUtcNow() - kept.At > Fresh)
            return await Upload(errand, picture, ct);
        return kept.State == Ready ? null : await Ask(errand, picture, kept.Id, clock.GetUtcNow() - kept.At, ct);
    }

    private async Task<Step?> Upload(Errand errand, OutgoingPicture picture, CancellationToken ct)
    {
        var session = errand.Session;
        var wish = new JsonObject { ["initializeUploadRequest"] = new JsonObject { ["owner"] = session.AccountId } };
        var answer = await api.Post(session, "rest/images?action=initializeUpload", wish, "images?action=initializeUpload", errand.Note, ct);
        if (Judge(answer) is { } step)
            return step;
        if (answer is not Answer.Heard { Json: { } json } || json.Text("value", "image") is not { Length: > 0 } id || !TheirWords.IsPostId(id)
            || !Uri.TryCreate(json.Text("value", "uploadUrl"), UriKind.Absolute, out var there) || !LinkedInApi.IsTheirs(there, session))
            return new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
        await using var bytes = await picture.Open(ct);
        using var file = new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType) } };
        var put = await api.Put(session, there, file, errand.Note, ct);
        if (put is not Answer.Heard { Good: true })
            return Judge(put) ?? new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, put));
        await Keep(errand, picture, Wait, id, ct);
        return await Ask(errand, picture, id, null, ct);
    }

    // The age is null directly after the upload, when LinkedIn need not know the picture everywhere yet.
    private async Task<Step?> Ask(Errand errand, OutgoingPicture picture, string id, TimeSpan? age, CancellationToken ct)
    {
        var answer = await api.Get(errand.Session, $"rest/images/{Uri.EscapeDataString(id)}", "images/{id}", errand.Note, ct);
        if (answer is Answer.Heard { Status: 404, IsOwn: true })
            return age is null
                ? new Step.Waiting(id, AskAgain)
                : await Forget(errand, picture, new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer)), ct);
        if (Judge(answer) is { } step)
            return step;
        switch (((Answer.Heard)answer).Text("status"))
        {
            case "AVAILABLE":
                await Keep(errand, picture, Ready, id, ct);
                return null;
            case "PROCESSING" or "WAITING_UPLOAD" when age > TooLong:
                return await Forget(errand, picture, new Step.Later(null, Say.PictureProcessing(LinkedInNetwork.Name)), ct);
            case "PROCESSING" or "WAITING_UPLOAD":
                return new Step.Waiting(id, age > Soon ? AskSeldom : AskAgain);
            case "PROCESSING_FAILED":
                return await Forget(errand, picture, new Step.Refused(Say.PictureRefused(LinkedInNetwork.Name, "PROCESSING_FAILED")), ct);
            default:
                return new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
        }
    }

    // It is uploaded anew when the post is tried again.
    private static async Task<Step> Forget(Errand errand, OutgoingPicture picture, Step step, CancellationToken ct)
    {
        await errand.Keep(NameOf(picture), "", ct);
        return step;
    }

    private Step? Judge(Answer answer)
    {
        if ((api.VersionOver(answer) ?? Verdict.Upload(answer, LinkedInNetwork.Name)) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return heard.Status switch
        {
            401 => new Step.SignInLost(Say.SignInLost(LinkedInNetwork.Name)),
            403 => new Step.Refused(Say.NotAllowed(LinkedInNetwork.Name, LinkedInApi.Reason(heard))),
            409 => new Step.Later(null, Say.TooFast(LinkedInNetwork.Name)),
            >= 400 => new Step.Refused(Say.PictureRefused(LinkedInNetwork.Name, LinkedInApi.Reason(heard))),
            _ => null,
        };
    }

    private static string NameOf(OutgoingPicture picture) => $"image:{picture.Name}";

    private Task Keep(Errand errand, OutgoingPicture picture, string state, string id, CancellationToken ct) =>
        errand.Keep(NameOf(picture), string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()} {state} {id}"), ct);

    private static (DateTimeOffset At, string State, string Id)? Kept(Errand errand, OutgoingPicture picture) =>
        errand.Parts.GetValueOrDefault(NameOf(picture))?.Split(' ', 3) is [var at, var state, var id] && long.TryParse(at, CultureInfo.InvariantCulture, out var seconds)
            ? (DateTimeOffset.FromUnixTimeSeconds(seconds), state, id)
            : null;
}
