using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>
/// Brings the document to LinkedIn in one piece, and waits until it has worked on it. What is kept: whose bytes they are, when that was noted (Unix seconds), "begun", "wait" or
/// "ready", and the URN. After an interruption LinkedIn is asked whether the bytes came after all; if not, the upload begins anew with another URN, for it takes no second half.
/// </summary>
internal sealed class LinkedInDocument(LinkedInApi api, TimeProvider clock)
{
    private const string Part = "document", Sent = "sent";
    private const string Begun = "begun", Wait = "wait", Ready = "ready";

    // How long it keeps what no post uses nobody says.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    // What is there this moment need not be known everywhere yet.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(30);

    // A document of 300 pages is worked on for a while; one that takes so long will not be done any more.
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(30);

    public static string? IdOf(Errand errand) => Kept(errand) is { State: Ready } kept && kept.Name == errand.Post.Document?.Name ? kept.Urn : null;

    /// <summary>Null when it is there and worked through.</summary>
    public async Task<Step?> Bring(Errand errand, OutgoingDocument document, CancellationToken ct)
    {
        if (LinkedInNetwork.Network.Rules.Documents!.Faults(document.MediaType, document.Bytes, document.Pages).Any())
            return new Step.Refused(Say.DocumentRefused(LinkedInNetwork.Name, string.Create(CultureInfo.InvariantCulture, $"{document.MediaType}, {document.Bytes} B, {document.Pages} p.")));
        if (Kept(errand) is not { } kept || kept.Name != document.Name || clock.GetUtcNow() - kept.At >= Fresh)
            return await Upload(errand, document, ct);
        if (kept.State == Begun)
        {
            if (await State(errand, kept.Urn, ct) is not Answer.Heard { Good: true } heard || heard.Text("status") is not ("PROCESSING" or "AVAILABLE"))
                return await Upload(errand, document, ct);
            await Keep(errand, document.Name, Wait, kept.Urn, ct);
        }
        return kept.State == Ready ? null : await Ask(errand, kept.Urn, clock.GetUtcNow() - kept.At, ct);
    }

    private async Task<Step?> Upload(Errand errand, OutgoingDocument document, CancellationToken ct)
    {
        var wish = new JsonObject { ["initializeUploadRequest"] = new JsonObject { ["owner"] = errand.Session.AccountId } };
        var answer = await api.Post(errand.Session, "rest/documents?action=initializeUpload", wish, "documents?action=initializeUpload", errand.Note, ct);
        if (Judge(answer) is { } no)
            return no;
        if (answer is not Answer.Heard { Json: { } json } || json.Text("value", "document") is not { Length: > 0 } urn || !TheirWords.IsPostId(urn) || urn.Contains(' ')
            || !Uri.TryCreate(json.Text("value", "uploadUrl"), UriKind.Absolute, out var there) || !LinkedInApi.IsTheirs(there, errand.Session))
            return new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
        await Keep(errand, document.Name, Begun, urn, ct);
        await using var bytes = await document.Open(ct);
        var file = new Slice(bytes, 0, document.Bytes) { Beat = (sent, token) => errand.Keep(Sent, $"{sent}", token), Headers = { ContentType = MediaTypeHeaderValue.Parse(document.MediaType) } };
        var put = await api.PutWhole(errand.Session, there, file, errand.Note, ct);
        if (put is not Answer.Heard { Good: true })
            return Judge(put) ?? new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, put));
        await Keep(errand, document.Name, Wait, urn, ct);
        return await Ask(errand, urn, TimeSpan.Zero, ct);
    }

    private async Task<Step?> Ask(Errand errand, string urn, TimeSpan age, CancellationToken ct)
    {
        var answer = await State(errand, urn, ct);
        if (answer is Answer.Heard { Status: 404, IsOwn: true })
            return age < Settled ? new Step.Waiting(urn, Soon) : await Anew(errand, new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer)), ct);
        if (Judge(answer) is { } no)
            return no;
        switch (((Answer.Heard)answer).Text("status"))
        {
            case "AVAILABLE":
                await Keep(errand, Kept(errand)!.Value.Name, Ready, urn, ct);
                return null;
            case "PROCESSING" or "WAITING_UPLOAD" when age > TooLong:
                return await Anew(errand, new Step.Later(null, Say.DocumentProcessing(LinkedInNetwork.Name)), ct);
            case "PROCESSING" or "WAITING_UPLOAD":
                return new Step.Waiting(urn, age < Settled ? Soon : Seldom);
            case "PROCESSING_FAILED":
                return await Anew(errand, new Step.Refused(Say.DocumentRefused(LinkedInNetwork.Name, "PROCESSING_FAILED")), ct);
            default:
                return new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
        }
    }

    private Task<Answer> State(Errand errand, string urn, CancellationToken ct) =>
        api.Get(errand.Session, $"rest/documents/{Uri.EscapeDataString(urn)}", "documents/{id}", errand.Note, ct);

    // It is brought from the beginning when the post is tried again.
    private static async Task<Step> Anew(Errand errand, Step step, CancellationToken ct)
    {
        await errand.Keep(Part, "", ct);
        return step;
    }

    private Step? Judge(Answer answer)
    {
        if ((api.VersionOver(answer) ?? (answer is Answer.Heard { Status: 413 } ? null : Verdict.Upload(answer, LinkedInNetwork.Name))) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return heard.Status switch
        {
            401 => new Step.SignInLost(Say.SignInLost(LinkedInNetwork.Name)),
            403 => new Step.Refused(Say.NotAllowed(LinkedInNetwork.Name, LinkedInApi.Reason(heard))),
            409 => new Step.Later(null, Say.TooFast(LinkedInNetwork.Name)),
            >= 400 => new Step.Refused(Say.DocumentRefused(LinkedInNetwork.Name, LinkedInApi.Reason(heard))),
            _ => null,
        };
    }

    private Task Keep(Errand errand, string name, string state, string urn, CancellationToken ct) =>
        errand.Keep(Part, string.Create(CultureInfo.InvariantCulture, $"{name} {clock.GetUtcNow().ToUnixTimeSeconds()} {state} {urn}"), ct);

    private static (string Name, DateTimeOffset At, string State, string Urn)? Kept(Errand errand) =>
        errand.Parts.GetValueOrDefault(Part)?.Split(' ') is [var name, var at, var state, var urn] && long.TryParse(at, CultureInfo.InvariantCulture, out var seconds)
            ? (name, DateTimeOffset.FromUnixTimeSeconds(seconds), state, urn)
            : null;
}
