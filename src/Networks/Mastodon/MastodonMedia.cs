using System.Globalization;
using System.Net.Http.Headers;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>Brings pictures or a video to the server and waits until it has worked on them. What is kept: when it was seen ready (0: not yet) and its id.</summary>
internal sealed class MastodonMedia(MastodonApi api, TimeProvider clock)
{
    private const string Sent = "sent";

    // A server throws away media that no post uses. A post that names one of those may go out without its picture, so older ones are asked for again.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskForVideo = TimeSpan.FromSeconds(5);

    /// <summary>Null when everything is ready.</summary>
    /// <param name="errand">Keeps the parts.</param>
    /// <param name="attached">Ids that the live post already shows (an edit keeps them).</param>
    /// <param name="ct">Stops.</param>
    public async Task<Step?> Ready(Errand errand, IReadOnlySet<string> attached, CancellationToken ct)
    {
        Step? wait = null;
        foreach (var medium in MastodonMedium.Of(errand.Post))
        {
            var step = await Ready(errand, medium, attached, ct);
            // While the server works on one, the next can already be uploaded.
            if (step is Step.Waiting)
                wait = step;
            else if (step is not null)
                return step;
        }
        return wait;
    }

    public static IReadOnlyList<string> Ids(Errand errand) => [.. MastodonMedium.Of(errand.Post).Select(medium => Kept(errand, medium)!.Value.Id)];

    /// <summary>
    /// After a refusal, whose words differ by language: what was it about? Null when something is gone (thrown away, or already part of a post, which
    /// may be ours). Otherwise no post has them: one is not ready yet, or it was refused for the reason that was given.
    /// </summary>
    public async Task<Finding?> Explain(Errand errand, Sentence refusal, CancellationToken ct)
    {
        var host = errand.Session.Server.Host;
        var working = false;
        foreach (var id in Ids(errand))
            switch (await State(errand, id, ct))
            {
                case Answer.Heard { Status: 404, IsOwn: true }:
                    return null;
                case Answer.Heard { Status: 206 }:
                    working = true;
                    break;
                case Answer.Heard { Good: true, IsOwn: true }:
                    break;
                case var unclear:
                    return new Finding.CannotTell(Say.LookUpFailed(host, unclear));
            }
        return new Finding.Clear(working ? new Step.Later(AskAgain, errand.Post.Video is null ? Say.PictureProcessing(host) : Say.VideoProcessing(host)) : new Step.Refused(refusal));
    }

    private async Task<Step?> Ready(Errand errand, MastodonMedium medium, IReadOnlySet<string> attached, CancellationToken ct)
    {
        if (Kept(errand, medium) is { } kept)
        {
            if (attached.Contains(kept.Id) || (kept.ReadyAt > 0 && Now - kept.ReadyAt < Fresh.TotalSeconds))
                return null;
            var answer = await State(errand, kept.Id, ct);
            if (answer is not Answer.Heard { Status: 404 })
                return await Judge(errand, medium, kept.Id, answer, ct);
        }
        return await Upload(errand, medium, ct);
    }

    private async Task<Step?> Upload(Errand errand, MastodonMedium medium, CancellationToken ct)
    {
        await using var bytes = await medium.Open(ct);
        await using var still = medium.Still is { } poster ? await poster.Open(ct) : Stream.Null;
        using var form = new MultipartFormDataContent();
        if (medium.Alt.Length > 0)
            form.Add(new StringContent(medium.Alt), "\"description\"");
        if (medium.Focus is { } focus)
            form.Add(new StringContent(FocusOf(focus)), "\"focus\"");
        if (medium.Still is { } picture)
            form.Add(new StreamContent(still) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType) } }, "\"thumbnail\"", $"\"standbild.{picture.MediaType.Split('/')[^1]}\"");
        var answer = medium.IsVideo ? await UploadVideo(errand, medium, form, bytes, ct) : await UploadPicture(errand, medium, form, bytes, ct);
        if (answer is not Answer.Heard { Good: true } heard || heard.Text("id") is not { Length: > 0 } id)
            return Judge(errand, medium, answer) ?? new Step.Later(null, Say.UploadFailed(errand.Session.Server.Host, answer));
        if (heard.Status != 202)
            return await Judge(errand, medium, id, answer, ct);
        await Keep(errand, medium, 0, id, ct);
        return await Judge(errand, medium, id, await State(errand, id, ct), ct);
    }

    private Task<Answer> UploadPicture(Errand errand, MastodonMedium picture, MultipartFormDataContent form, Stream bytes, CancellationToken ct)
    {
        form.Add(new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType) } }, "\"file\"", $"\"bild.{picture.MediaType.Split('/')[^1]}\"");
        return api.Post(errand.Session.Server, "api/v2/media", form, errand.Session.Secret(MastodonSession.Token), "v2/media", errand.Note, ct);
    }

    // A server takes a file in no pieces: it goes in one call, however long that takes, and from its beginning after an interruption.
    private Task<Answer> UploadVideo(Errand errand, MastodonMedium video, MultipartFormDataContent form, Stream bytes, CancellationToken ct)
    {
        var file = new Slice(bytes, 0, video.Bytes) { Beat = (sent, token) => errand.Keep(Sent, $"{sent}", token), Headers = { ContentType = MediaTypeHeaderValue.Parse(video.MediaType) } };
        form.Add(file, "\"file\"", "\"video.mp4\"");
        return api.Upload(errand, "api/v2/media", form, file, "v2/media", ct);
    }

    private async Task<Step?> Judge(Errand errand, MastodonMedium medium, string id, Answer answer, CancellationToken ct)
    {
        if (answer is Answer.Heard { Status: 206 or 202 })
            return new Step.Waiting(id, medium.IsVideo ? AskForVideo : AskAgain);
        if (answer is not Answer.Heard { Good: true, IsOwn: true })
            return Judge(errand, medium, answer) ?? new Step.Later(null, Say.UploadFailed(errand.Session.Server.Host, answer));
        await Keep(errand, medium, Now, id, ct);
        return null;
    }

    private static Step? Judge(Errand errand, MastodonMedium medium, Answer answer)
    {
        var host = errand.Session.Server.Host;
        if (medium.IsVideo && answer is Answer.Heard { Status: 413 })
            return new Step.Refused(Say.VideoRefused(host, answer.Word));
        if (Verdict.Upload(answer, host) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return heard.Status switch
        {
            401 => new Step.SignInLost(Say.SignInLost(host)),
            403 => new Step.Refused(Say.NotAllowed(host, MastodonApi.Reason(heard))),
            404 => null,
            >= 400 => new Step.Refused(medium.IsVideo ? Say.VideoRefused(host, MastodonApi.Reason(heard)) : Say.PictureRefused(host, MastodonApi.Reason(heard))),
            _ => null,
        };
    }

    private Task<Answer> State(Errand errand, string id, CancellationToken ct) => api.Get(
        errand.Session.Server, $"api/v1/media/{Uri.EscapeDataString(id)}", errand.Session.Secret(MastodonSession.Token), "media/{id}", errand.Note, ct);

    public static string FocusOf((double X, double Y) focus) => string.Create(CultureInfo.InvariantCulture, $"{focus.X:0.###},{focus.Y:0.###}");

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private static string PartOf(MastodonMedium medium) => $"media:{medium.Name}";

    private static Task Keep(Errand errand, MastodonMedium medium, long readyAt, string id, CancellationToken ct) =>
        errand.Keep(PartOf(medium), string.Create(CultureInfo.InvariantCulture, $"{readyAt} {id}"), ct);

    // An edit has what the live post shows from the row that published it.
    private static (long ReadyAt, string Id)? Kept(Errand errand, MastodonMedium medium) =>
        Read(errand.Parts.GetValueOrDefault(PartOf(medium))) ?? Read(errand.PartsOfLive.GetValueOrDefault(PartOf(medium)));

    private static (long ReadyAt, string Id)? Read(string? kept) =>
        kept?.Split(' ', 2) is [var at, var id] && long.TryParse(at, CultureInfo.InvariantCulture, out var readyAt) ? (readyAt, id) : null;
}
