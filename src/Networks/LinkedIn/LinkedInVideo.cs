using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>
/// Brings the video to LinkedIn in the parts for which it names addresses, and waits until it has worked on it. What is kept: the plan of the upload (sealed:
/// who has its addresses can send bytes), what LinkedIn said to each part that it took, and when all were there (Unix seconds), "ready" or "wait", and the URN.
/// </summary>
internal sealed class LinkedInVideo(LinkedInApi api, LinkedInVideoExtras extras, TimeProvider clock)
{
    private const string Plan = "plan", Taken = "taken", Video = "video";
    private const string Ready = "ready", Wait = "wait";

    // Then something else of the channel has its turn, and people see how far it is.
    private const int MostParts = 16;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    // How long it keeps what no post uses nobody says.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    // What is there this moment need not be known everywhere yet.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(30);

    public static string? IdOf(Errand errand) => Kept(errand) is { State: Ready, Urn: var urn } ? urn : null;

    /// <summary>Null when it is there, worked through, and with everything that belongs to it.</summary>
    public async Task<Step?> Bring(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        if (Kept(errand) is { } kept && kept.Name == video.Name && clock.GetUtcNow() - kept.At < Fresh)
            return kept.State == Ready ? null : await Ask(errand, kept.Urn, clock.GetUtcNow() - kept.At, ct);
        var plan = LinkedInPlan.Read(errand.Opened(Plan));
        if (plan is null || plan.Name != video.Name || plan.Ends <= clock.GetUtcNow())
        {
            (plan, var no) = await Begin(errand, video, ct);
            if (plan is null)
                return no;
        }
        return await Send(errand, video, plan, ct)
            ?? await extras.Bring(errand, video, plan, ct)
            ?? await Finish(errand, plan, ct)
            ?? await Ask(errand, plan.Urn, TimeSpan.Zero, ct);
    }

    private async Task<(LinkedInPlan? Plan, Step? No)> Begin(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        var wish = new JsonObject
        {
            ["initializeUploadRequest"] = new JsonObject
            {
                ["owner"] = errand.Session.AccountId, ["fileSizeBytes"] = video.Bytes, ["uploadCaptions"] = video.Subtitles is not null, ["uploadThumbnail"] = video.Poster is not null,
            },
        };
        var answer = await api.Post(errand.Session, "rest/videos?action=initializeUpload", wish, "videos?action=initializeUpload", errand.Note, ct);
        if (Judge(api, answer) is { } no)
            return (null, no);
        if (answer is not Answer.Heard { Json: { } json } || LinkedInPlan.Of(json, video, errand.Session, clock.GetUtcNow()) is not { } plan)
            return (null, new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer)));
        // First that nothing was taken yet: what was said to another upload's parts must not be taken for this one's.
        await errand.Keep(Taken, "", ct);
        await errand.KeepSealed(Plan, plan.ToString(), ct);
        return (plan, null);
    }

    private async Task<Step?> Send(Errand errand, OutgoingVideo video, LinkedInPlan plan, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        await using var file = await video.Open(ct);
        for (var (parts, taken) = (0, TakenOf(errand)); taken.Count < plan.Parts.Count; parts++)
        {
            if (parts == MostParts || clock.GetElapsedTime(began) >= Turn)
                return new Step.Waiting("", Breath) { Percent = taken.Count * 100 / plan.Parts.Count };
            var part = plan.Parts[taken.Count];
            using var piece = new Slice(file, part.From, part.To - part.From + 1) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
            var answer = await api.Put(errand.Session, part.There, piece, errand.Note, ct);
            if (answer is not Answer.Heard { Good: true } heard)
                return IsOver(answer) ? await Anew(errand, answer, ct) : Judge(api, answer) ?? new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
            if (heard.Header("etag").Trim('"') is not { Length: > 0 } mark)
                return new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
            taken.Add(mark);
            await errand.Keep(Taken, string.Join('\n', taken), ct);
        }
        return null;
    }

    private async Task<Step?> Finish(Errand errand, LinkedInPlan plan, CancellationToken ct)
    {
        var wish = new JsonObject
        {
            ["finalizeUploadRequest"] = new JsonObject
            {
                ["video"] = plan.Urn, ["uploadToken"] = plan.Token, ["uploadedPartIds"] = new JsonArray([.. TakenOf(errand).Select(mark => (JsonNode)mark)]),
            },
        };
        var answer = await api.Post(errand.Session, "rest/videos?action=finalizeUpload", wish, "videos?action=finalizeUpload", errand.Note, ct);
        // A yes has no body. After a no it may all the same have been heard the time before.
        if (answer is not Answer.Heard { Good: true })
        {
            var step = Judge(api, answer) ?? new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
            if (step is not Step.Refused)
                return step;
            if (StateIn(await State(errand, plan.Urn, ct)) is not ("PROCESSING" or "AVAILABLE"))
                return answer is Answer.Heard { Status: 403 } ? step : await Anew(errand, answer, ct);
        }
        await Keep(errand, plan.Name, Wait, plan.Urn, ct);
        await errand.KeepSealed(Plan, "", ct);
        return null;
    }

    private async Task<Step?> Ask(Errand errand, string urn, TimeSpan age, CancellationToken ct)
    {
        var answer = await State(errand, urn, ct);
        if (answer is Answer.Heard { Status: 404, IsOwn: true })
            return age < Settled ? new Step.Waiting(urn, Soon) : await Anew(errand, answer, ct);
        if (Judge(api, answer) is { } no)
            return no;
        switch (StateIn(answer))
        {
            case "AVAILABLE":
                await Keep(errand, Kept(errand)!.Value.Name, Ready, urn, ct);
                return null;
            case "PROCESSING" or "WAITING_UPLOAD":
                return new Step.Waiting(urn, age < TimeSpan.FromMinutes(2) ? Soon : Seldom);
            case "PROCESSING_FAILED":
                await Anew(errand, answer, ct);
                return new Step.Refused(Say.VideoRefused(LinkedInNetwork.Name, ((Answer.Heard)answer).Text("processingFailureReason") is { Length: > 0 } why ? why : "PROCESSING_FAILED"));
            default:
                return new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
        }
    }

    private Task<Answer> State(Errand errand, string urn, CancellationToken ct) =>
        api.Get(errand.Session, $"rest/videos/{Uri.EscapeDataString(urn)}", "videos/{id}", errand.Note, ct);

    private static string StateIn(Answer answer) => answer is Answer.Heard { Good: true } heard ? heard.Text("status") : "";

    // The address of a part has ended.
    private static bool IsOver(Answer answer) => answer is Answer.Heard { Status: 403 or 404 or 410 };

    // It is brought from the beginning when the post is tried again.
    private static async Task<Step> Anew(Errand errand, Answer answer, CancellationToken ct)
    {
        await errand.KeepSealed(Plan, "", ct);
        await errand.Keep(Video, "", ct);
        return new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer));
    }

    public static Step? Judge(LinkedInApi api, Answer answer)
    {
        if ((api.VersionOver(answer) ?? (answer is Answer.Heard { Status: 413 } ? null : Verdict.Upload(answer, LinkedInNetwork.Name))) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return heard.Status switch
        {
            401 => new Step.SignInLost(Say.SignInLost(LinkedInNetwork.Name)),
            403 => new Step.Refused(Say.NotAllowed(LinkedInNetwork.Name, LinkedInApi.Reason(heard))),
            409 => new Step.Later(null, Say.TooFast(LinkedInNetwork.Name)),
            >= 400 => new Step.Refused(Say.VideoRefused(LinkedInNetwork.Name, LinkedInApi.Reason(heard))),
            _ => null,
        };
    }

    private static List<string> TakenOf(Errand errand) => [.. errand.Parts.GetValueOrDefault(Taken, "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private Task Keep(Errand errand, string name, string state, string urn, CancellationToken ct) =>
        errand.Keep(Video, string.Create(CultureInfo.InvariantCulture, $"{name} {clock.GetUtcNow().ToUnixTimeSeconds()} {state} {urn}"), ct);

    private static (string Name, DateTimeOffset At, string State, string Urn)? Kept(Errand errand) =>
        errand.Parts.GetValueOrDefault(Video)?.Split(' ') is [var name, var at, var state, var urn] && long.TryParse(at, CultureInfo.InvariantCulture, out var seconds)
            ? (name, DateTimeOffset.FromUnixTimeSeconds(seconds), state, urn)
            : null;
}
