using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Facebook;

/// <summary>
/// Brings the video to the page without publishing it: in the pieces that Facebook asks for, then it is worked on. What is kept: the id that Facebook named at
/// the start, the upload, and which piece it wants next (none: all are there); when that upload began, or ended (Unix seconds).
/// </summary>
internal sealed class FacebookVideo(GraphApi api, FacebookVideoExtras extras, TimeProvider clock)
{
    private const string Name = FacebookNetwork.Name;
    private const string Part = "video";

    // An upload that was begun is kept for a day; one that was finished and is not published for longer.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(20);

    // Then something else of the channel has its turn, and people see how far it is.
    private const int MostPieces = 16;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    // What was finished this moment need not be readable everywhere yet.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(30);

    public static readonly IReadOnlyList<string> Parts = [Part];

    private sealed record Kept(string Video, string Id, string Upload, long From, long To, long At)
    {
        public bool IsThere => Upload == "-";

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Video} {Id} {Upload} {From} {To} {At}");
    }

    public static string? IdOf(Errand errand) => Read(errand) is { IsThere: true, Id: var id } ? id : null;

    /// <summary>Null when it is there, unpublished, worked through, and with everything that belongs to it.</summary>
    public async Task<Step?> Ready(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        var kept = Read(errand);
        if (kept is null || kept.Video != video.Name || (!kept.IsThere && Now - kept.At >= Fresh.TotalSeconds))
        {
            (kept, var no) = await Begin(errand, video, ct);
            if (kept is null)
                return no;
        }
        else if (!kept.IsThere && kept.From == kept.To && await State(errand, kept.Id, ct) is { Words: "upload_complete" or "processing" or "ready" })
            // It was finished, and the answer was lost.
            await Keep(errand, kept = kept with { Upload = "-", At = Now }, ct);
        if (!kept.IsThere && await Send(errand, video, kept, ct) is { } step)
            return step;
        return await WorkedThrough(errand, video, Read(errand)!, ct);
    }

    /// <summary>A video as its page sees it: is it public, and how far is Facebook with it? Gone when it is not there.</summary>
    public async Task<(JsonElement? Video, string Words, bool Gone, Answer Answer)> State(Errand errand, string id, CancellationToken ct) => await Find(errand.Session, id, errand.Note, ct);

    public async Task<(JsonElement? Video, string Words, bool Gone, Answer Answer)> Find(Session session, string id, Action<Call>? note, CancellationToken ct)
    {
        var answer = await api.Get(session, Uri.EscapeDataString(id), "fields=id%2Cdescription%2Cpublished%2Cstatus%2Cfrom", "{video}", note, ct);
        return answer is not Answer.Heard { IsOwn: true } heard ? (null, "", false, answer)
            : heard is { Good: true, Json: { } video } && video.Text("id") == id ? (video, video.Text("status", "video_status"), false, answer)
            : (null, "", GraphError.In(heard) is { IsGone: true }, answer);
    }

    private async Task<(Kept? Kept, Step? No)> Begin(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        var answer = await api.Post(errand.Session, $"{errand.Session.AccountId}/videos", Fields(("upload_phase", "start"), ("file_size", $"{video.Bytes}")), "{page}/videos start", errand.Note, ct);
        if (Judge(answer) is { } no)
            return (null, no);
        var json = ((Answer.Heard)answer).Json!.Value;
        var (id, upload) = (json.Text("video_id"), json.Text("upload_session_id"));
        if (!IsNumber(id) || upload.Length is 0 or > 200 || upload.Contains(' ') || upload == "-" || Place(json, "start_offset") is not { } from || Place(json, "end_offset") is not { } to)
            return (null, new Step.Later(null, Say.UploadFailed(Name, answer)));
        var kept = new Kept(video.Name, id, upload, from, to, Now);
        await Keep(errand, kept, ct);
        return (kept, null);
    }

    private async Task<Step?> Send(Errand errand, OutgoingVideo video, Kept kept, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        await using var file = await video.Open(ct);
        for (var pieces = 0; kept.From < kept.To; pieces++)
        {
            if (pieces == MostPieces || clock.GetElapsedTime(began) >= Turn)
                return new Step.Waiting("", Breath) { Percent = (int)(kept.From * 100 / video.Bytes) };
            if (kept.To > video.Bytes)
                return new Step.Later(null, new Sentence("Networks.Facebook.UploadStuck"));
            using var form = new MultipartFormDataContent();
            foreach (var (name, value) in Fields(("upload_phase", "transfer"), ("upload_session_id", kept.Upload), ("start_offset", $"{kept.From}")))
                form.Add(new StringContent(value), $"\"{name}\"");
            form.Add(new Slice(file, kept.From, kept.To - kept.From) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "\"video_file_chunk\"", "\"stueck.mp4\"");
            var answer = await api.Upload(errand, $"{errand.Session.AccountId}/videos", form, "{page}/videos transfer", ct);
            if (Next(answer) is not var (from, to))
                return Judge(answer) ?? new Step.Later(null, Say.UploadFailed(Name, answer));
            // A yes has to lead further; where Facebook wants an earlier piece again, it gets it.
            if (from > video.Bytes || (answer is Answer.Heard { Good: true } && from <= kept.From))
                return new Step.Later(null, new Sentence("Networks.Facebook.UploadStuck"));
            await Keep(errand, kept = kept with { From = from, To = to }, ct);
        }
        var fields = Fields(("upload_phase", "finish"), ("upload_session_id", kept.Upload), ("published", "false"), ("description", FacebookPublisher.TextOf(errand.Post)));
        var finished = await api.Post(errand.Session, $"{errand.Session.AccountId}/videos", fields, "{page}/videos finish", errand.Note, ct);
        if (Judge(finished) is { } no)
            return no;
        await Keep(errand, kept with { Upload = "-", At = Now }, ct);
        return null;
    }

    private async Task<Step?> WorkedThrough(Errand errand, OutgoingVideo video, Kept kept, CancellationToken ct)
    {
        var (found, words, gone, answer) = await State(errand, kept.Id, ct);
        switch (words)
        {
            case "ready":
                return await extras.Bring(errand, video, kept.Id, ct);
            case "error" or "upload_failed":
                return new Step.Refused(new Sentence("Networks.Facebook.VideoRefused", words));
            case "" when found is null && !gone:
                return Judge(answer) ?? new Step.Later(null, Say.UploadFailed(Name, answer));
            case "" when found is not null || Now - kept.At < Settled.TotalSeconds:
                return new Step.Waiting("", Soon);
            // Once it was asked for in public, it may be there after all: it is not brought a second time.
            case "expired" or "" when errand.IntentAt is not null:
                return new Step.Later(null, Say.UploadFailed(Name, answer));
            case "expired" or "":
                await errand.Keep(Part, "", ct);
                return new Step.Later(null, Say.UploadFailed(Name, answer));
            default:
                return new Step.Waiting("", Now - kept.At < 600 ? Soon : Seldom);
        }
    }

    // After an interruption Facebook may want another piece than we think: it says which.
    private static (long From, long To)? Next(Answer answer)
    {
        if (answer is not Answer.Heard { Json: { } json } heard)
            return null;
        var said = heard.Good ? json : GraphError.In(heard) is { Subcode: 1363037 } ? json.At("error", "error_data") : null;
        return said is { } data && Place(data, "start_offset") is { } from && Place(data, "end_offset") is { } to && to >= from ? (from, to) : null;
    }

    public static Step? Judge(Answer answer)
    {
        if (Verdict.Upload(answer, Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return heard.Good ? null : GraphError.OfUpload(heard, Name) is Step.Refused { Why: { Key: "Networks.PictureRefused", Args: var args } }
            ? new Step.Refused(new Sentence("Networks.Facebook.VideoRefused", args[1]))
            : GraphError.OfUpload(heard, Name);
    }

    public static bool IsNumber(string id) => id.Length is > 0 and <= 30 && id.All(char.IsAsciiDigit);

    // A number, or one written as a text.
    private static long? Place(JsonElement json, string name) =>
        json.Number(name) ?? (long.TryParse(json.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null);

    private static Dictionary<string, string> Fields(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var all = new Dictionary<string, string>();
        foreach (var (name, value) in fields)
            all[name] = value;
        return all;
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private static Task Keep(Errand errand, Kept kept, CancellationToken ct) => errand.Keep(Part, kept.ToString(), ct);

    private static Kept? Read(Errand errand) => errand.Parts.GetValueOrDefault(Part)?.Split(' ') is [var video, var id, var upload, var from, var to, var at]
        && long.TryParse(from, CultureInfo.InvariantCulture, out var first) && long.TryParse(to, CultureInfo.InvariantCulture, out var last) && long.TryParse(at, CultureInfo.InvariantCulture, out var since)
            ? new Kept(video, id, upload, first, last, since)
            : null;
}
