using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>
/// Brings the video to X in numbered segments, and waits until X has worked on it. What is kept: which video, until when X keeps it (Unix seconds), its id, and
/// which segment comes next ("end": X knows that this were all; "ready": it is worked through). X does not say which segments it has.
/// </summary>
internal sealed class XVideo(XApi api, XVideoExtras extras, TimeProvider clock)
{
    private const string Part = "video";
    private const string End = "end", Finished = "ready";
    private const string Upload = "2/media/upload";

    // As large as others send them; X counts to a thousand.
    private const int Segment = 1024 * 1024;

    // Then something else of the channel has its turn, and people see how far it is.
    private const int MostSegments = 32;
    private const long KeptAtLeast = 3600;

    // A post must not be sent with a video that goes away meanwhile.
    private const long Margin = 600;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(60);

    public static readonly IReadOnlyList<string> Parts = [Part];

    private sealed record Kept(string Video, long Until, string Id, string Next)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Video} {Until} {Id} {Next}");
    }

    /// <summary>Null while it is not ready.</summary>
    public static string? IdOf(Errand errand) => Read(errand) is { Next: Finished, Id: var id } ? id : null;

    /// <summary>Null when it is there, worked through, and with what belongs to it.</summary>
    public async Task<Step?> Ready(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        var kept = Read(errand);
        if (kept is null || kept.Video != video.Name || kept.Until - Margin <= Now)
        {
            (kept, var no) = await Begin(errand, video, ct);
            if (kept is null)
                return no;
        }
        if (int.TryParse(kept.Next, NumberStyles.None, CultureInfo.InvariantCulture, out var next))
        {
            if (await Send(errand, video, kept, next, ct) is { } step)
                return step;
            kept = Read(errand)!;
        }
        if (kept.Next == End && await WorkedThrough(errand, kept, ct) is { } wait)
            return wait;
        return await extras.Bring(errand, video, kept.Id, ct);
    }

    private async Task<(Kept? Kept, Step? No)> Begin(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        using var body = XApi.Json(new JsonObject { ["media_type"] = video.MediaType, ["total_bytes"] = video.Bytes, ["media_category"] = "tweet_video" });
        var answer = await api.Post(errand.Session, $"{Upload}/initialize", body, $"{Upload}/initialize", errand.Note, ct);
        if (Judge(answer) is { } no)
            return (null, no);
        if (answer is not Answer.Heard { Json: { } json } || json.Text("data", "id") is not { Length: > 0 } id || !TheirWords.IsPostId(id) || !id.All(char.IsAsciiDigit))
            return (null, new Step.Later(null, Say.UploadFailed(XNetwork.Name, answer)));
        var kept = new Kept(video.Name, Now + Math.Max(json.Number("data", "expires_after_secs") ?? 0, KeptAtLeast), id, "0");
        await Keep(errand, kept, ct);
        return (kept, null);
    }

    private async Task<Step?> Send(Errand errand, OutgoingVideo video, Kept kept, int next, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        await using var file = await video.Open(ct);
        var all = (int)((video.Bytes + Segment - 1) / Segment);
        for (var segments = 0; next < all; segments++)
        {
            if (segments == MostSegments || clock.GetElapsedTime(began) >= Turn)
                return new Step.Waiting("", Breath) { Percent = (int)((long)next * 100 / all) };
            var from = (long)next * Segment;
            using var form = new MultipartFormDataContent();
            form.Add(new StringContent($"{next}"), "\"segment_index\"");
            form.Add(new Slice(file, from, Math.Min(Segment, video.Bytes - from)) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "\"media\"", "\"stueck.mp4\"");
            var answer = await api.Post(errand.Session, $"{Upload}/{kept.Id}/append", form, $"{Upload}/{{id}}/append", errand.Note, ct);
            if (Judge(answer) is { } no)
                return no is Step.Refused && IsUnknown(answer) ? await Anew(errand, answer, ct) : no;
            await Keep(errand, kept = kept with { Next = $"{++next}" }, ct);
        }
        return await Finish(errand, kept, ct);
    }

    private async Task<Step?> Finish(Errand errand, Kept kept, CancellationToken ct)
    {
        var answer = await api.Post(errand.Session, $"{Upload}/{kept.Id}/finalize", new ByteArrayContent([]), $"{Upload}/{{id}}/finalize", errand.Note, ct);
        // An earlier answer may have been lost: does X work on it already? Otherwise something is missing, and nobody says what.
        if (Judge(answer) is { } no)
        {
            var known = no is Step.Refused ? await State(errand, kept.Id, ct) : answer;
            if (StateIn(known).Length == 0 && !IsDone(known))
                return no is Step.Refused && answer is Answer.Heard { Status: 400 or 404 } ? await Anew(errand, answer, ct) : no;
            answer = known;
        }
        await Keep(errand, kept with { Next = IsDone(answer) ? Finished : End }, ct);
        return null;
    }

    private async Task<Step?> WorkedThrough(Errand errand, Kept kept, CancellationToken ct)
    {
        var answer = await State(errand, kept.Id, ct);
        if (Judge(answer) is { } no)
            return no is Step.Refused && IsUnknown(answer) ? await Anew(errand, answer, ct) : no;
        var json = ((Answer.Heard)answer).Json;
        switch (StateIn(answer))
        {
            case "pending" or "in_progress":
                var after = TimeSpan.FromSeconds(json?.Number("data", "processing_info", "check_after_secs") ?? 0);
                return new Step.Waiting("", after < Soon ? Soon : after > Seldom ? Seldom : after);
            case "failed":
                return new Step.Refused(Say.VideoRefused(XNetwork.Name, json?.Text("data", "processing_info", "error", "message") ?? ""));
            case "succeeded":
                await Keep(errand, kept with { Next = Finished }, ct);
                return null;
            case "" when IsDone(answer):
                await Keep(errand, kept with { Next = Finished }, ct);
                return null;
            default:
                return new Step.Later(null, Say.UploadFailed(XNetwork.Name, answer));
        }
    }

    private Task<Answer> State(Errand errand, string id, CancellationToken ct) =>
        api.Get(errand.Session, $"{Upload}?command=STATUS&media_id={id}", $"{Upload}?command=STATUS", errand.Note, ct);

    // X says what it works on, where it works on something; a short video may be ready at once.
    private static bool IsDone(Answer answer) => answer is Answer.Heard { Good: true, Json: { } json } && json.Text("data", "id").Length > 0 && json.At("data", "processing_info") is null;

    private static string StateIn(Answer answer) => answer is Answer.Heard { Good: true, Json: { } json } ? json.Text("data", "processing_info", "state") : "";

    // X has it no more, or not whole: it is brought from the beginning when the post is tried again.
    private static async Task<Step> Anew(Errand errand, Answer answer, CancellationToken ct)
    {
        await errand.Keep(Part, "", ct);
        return new Step.Later(null, Say.UploadFailed(XNetwork.Name, answer));
    }

    private static bool IsUnknown(Answer answer) => answer is Answer.Heard heard
        && (heard.Status == 404 || (heard.Status == 400 && XApi.Reason(heard).Contains("media id", StringComparison.OrdinalIgnoreCase)));

    public static Step? Judge(Answer answer)
    {
        if ((XApi.OutOfCredit(answer) ?? (answer is Answer.Heard { Status: 413 } ? null : Verdict.Upload(answer, XNetwork.Name))) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return heard.Status switch
        {
            401 => new Step.SignInLost(Say.SignInLost(XNetwork.Name)),
            403 => XApi.Stopped(heard) ?? (Step)new Step.Refused(Say.NotAllowed(XNetwork.Name, XApi.Reason(heard))),
            >= 400 => new Step.Refused(Say.VideoRefused(XNetwork.Name, XApi.Reason(heard))),
            _ => null,
        };
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private static Task Keep(Errand errand, Kept kept, CancellationToken ct) => errand.Keep(Part, kept.ToString(), ct);

    private static Kept? Read(Errand errand) => errand.Parts.GetValueOrDefault(Part)?.Split(' ') is [var video, var until, var id, var next] && long.TryParse(until, CultureInfo.InvariantCulture, out var seconds)
        ? new Kept(video, seconds, id, next)
        : null;
}
