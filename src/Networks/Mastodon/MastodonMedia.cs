using System.Globalization;
using System.Net.Http.Headers;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>Brings pictures to the server and waits until it has worked on them. What is kept: when it was seen ready (0: not yet) and its id.</summary>
internal sealed class MastodonMedia(MastodonApi api, TimeProvider clock)
{
    // A server throws away media that no post uses. A post that names one of those may go out without its picture, so older ones are asked for again.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    /// <summary>Null when all pictures are ready.</summary>
    /// <param name="errand">Keeps the parts.</param>
    /// <param name="attached">Ids that the live post already shows (an edit keeps them).</param>
    /// <param name="ct">Stops.</param>
    public async Task<Step?> Ready(Errand errand, IReadOnlySet<string> attached, CancellationToken ct)
    {
        Step? wait = null;
        foreach (var picture in errand.Post.Pictures)
        {
            var step = await Ready(errand, picture, attached, ct);
            // While the server works on one, the next can already be uploaded.
            if (step is Step.Waiting)
                wait = step;
            else if (step is not null)
                return step;
        }
        return wait;
    }

    public static IReadOnlyList<string> Ids(Errand errand) => [.. errand.Post.Pictures.Select(picture => Kept(errand, picture)!.Value.Id)];

    /// <summary>
    /// After a refusal, whose words differ by language: what was it about? Null when a picture is gone (thrown away, or already part of a post, which
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
        return new Finding.Clear(working ? new Step.Later(AskAgain, Say.PictureProcessing(host)) : new Step.Refused(refusal));
    }

    private async Task<Step?> Ready(Errand errand, OutgoingPicture picture, IReadOnlySet<string> attached, CancellationToken ct)
    {
        if (Kept(errand, picture) is { } kept)
        {
            if (attached.Contains(kept.Id) || (kept.ReadyAt > 0 && Now - kept.ReadyAt < Fresh.TotalSeconds))
                return null;
            var answer = await State(errand, kept.Id, ct);
            if (answer is not Answer.Heard { Status: 404 })
                return await Judge(errand, picture, kept.Id, answer, ct);
        }
        return await Upload(errand, picture, ct);
    }

    private async Task<Step?> Upload(Errand errand, OutgoingPicture picture, CancellationToken ct)
    {
        await using var bytes = await picture.Open(ct);
        using var form = new MultipartFormDataContent();
        var file = new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType) } };
        form.Add(file, "\"file\"", $"\"bild.{picture.MediaType.Split('/')[^1]}\"");
        if (picture.Alt.Length > 0)
            form.Add(new StringContent(picture.Alt), "\"description\"");
        if (picture.Focus is { } focus)
            form.Add(new StringContent(FocusOf(focus)), "\"focus\"");
        var answer = await api.Post(errand.Session.Server, "api/v2/media", form, errand.Session.Secret(MastodonSession.Token), "v2/media", errand.Note, ct);
        if (answer is not Answer.Heard { Good: true } heard || heard.Text("id") is not { Length: > 0 } id)
            return Judge(errand, answer) ?? new Step.Later(null, Say.UploadFailed(errand.Session.Server.Host, answer));
        if (heard.Status != 202)
            return await Judge(errand, picture, id, answer, ct);
        await Keep(errand, picture, 0, id, ct);
        return await Judge(errand, picture, id, await State(errand, id, ct), ct);
    }

    private async Task<Step?> Judge(Errand errand, OutgoingPicture picture, string id, Answer answer, CancellationToken ct)
    {
        if (answer is Answer.Heard { Status: 206 or 202 })
            return new Step.Waiting(id, AskAgain);
        if (answer is not Answer.Heard { Good: true, IsOwn: true })
            return Judge(errand, answer) ?? new Step.Later(null, Say.UploadFailed(errand.Session.Server.Host, answer));
        await Keep(errand, picture, Now, id, ct);
        return null;
    }

    private static Step? Judge(Errand errand, Answer answer)
    {
        var host = errand.Session.Server.Host;
        if (Verdict.Upload(answer, host) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return heard.Status switch
        {
            401 => new Step.SignInLost(Say.SignInLost(host)),
            403 => new Step.Refused(Say.NotAllowed(host, MastodonApi.Reason(heard))),
            404 => null,
            >= 400 => new Step.Refused(Say.PictureRefused(host, MastodonApi.Reason(heard))),
            _ => null,
        };
    }

    private Task<Answer> State(Errand errand, string id, CancellationToken ct) => api.Get(
        errand.Session.Server, $"api/v1/media/{Uri.EscapeDataString(id)}", errand.Session.Secret(MastodonSession.Token), "media/{id}", errand.Note, ct);

    public static string FocusOf((double X, double Y) focus) => string.Create(CultureInfo.InvariantCulture, $"{focus.X:0.###},{focus.Y:0.###}");

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private static Task Keep(Errand errand, OutgoingPicture picture, long readyAt, string id, CancellationToken ct) =>
        errand.Keep($"media:{picture.Name}", string.Create(CultureInfo.InvariantCulture, $"{readyAt} {id}"), ct);

    private static (long ReadyAt, string Id)? Kept(Errand errand, OutgoingPicture picture) =>
        errand.Parts.GetValueOrDefault($"media:{picture.Name}")?.Split(' ', 2) is [var at, var id] && long.TryParse(at, CultureInfo.InvariantCulture, out var readyAt)
            ? (readyAt, id)
            : null;
}
