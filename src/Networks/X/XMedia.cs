using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>Brings pictures to X and describes them there. What is kept: until when X keeps one that no post uses (Unix seconds), and its id.</summary>
internal sealed class XMedia(XApi api, TimeProvider clock)
{
    private const string Upload = "2/media/upload";
    private const string Metadata = "2/media/metadata";

    // Where X does not say it, a day would be right; an hour is on the safe side.
    private const long KeptAtLeast = 3600;

    // A post must not be sent with a picture that goes away meanwhile.
    private const long Margin = 600;

    /// <summary>Null when all pictures are there with their alt texts.</summary>
    public async Task<Step?> Ready(Errand errand, CancellationToken ct)
    {
        foreach (var picture in errand.Post.Pictures)
            if (Kept(errand, picture) is not { } kept || kept.Until - Margin <= Now)
            {
                if (await Bring(errand, picture, ct) is { } step)
                    return step;
            }
        return null;
    }

    public static IReadOnlyList<string> Ids(Errand errand) => [.. errand.Post.Pictures.Select(picture => Kept(errand, picture)!.Value.Id)];

    public static IReadOnlyList<string> Names(Errand errand) => [.. errand.Post.Pictures.Select(NameOf)];

    private async Task<Step?> Bring(Errand errand, OutgoingPicture picture, CancellationToken ct)
    {
        await using var bytes = await picture.Open(ct);
        using var form = new MultipartFormDataContent();
        var file = new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType) } };
        form.Add(file, "\"media\"", $"\"bild.{picture.MediaType.Split('/')[^1]}\"");
        form.Add(new StringContent("tweet_image"), "\"media_category\"");
        form.Add(new StringContent(picture.MediaType), "\"media_type\"");
        var answer = await api.Post(errand.Session, Upload, form, Upload, errand.Note, ct);
        if (Judge(answer) is { } step)
            return step;
        if (answer is not Answer.Heard { Json: { } json } || json.Text("data", "id") is not { Length: > 0 } id || !TheirWords.IsPostId(id))
            return new Step.Later(null, Say.UploadFailed(XNetwork.Name, answer));
        if (picture.Alt.Length > 0 && await Describe(errand, id, picture.Alt, ct) is { } no)
            return no;
        var until = Now + (json.Number("data", "expires_after_secs") ?? KeptAtLeast);
        await errand.Keep(NameOf(picture), string.Create(CultureInfo.InvariantCulture, $"{until} {id}"), ct);
        return null;
    }

    private async Task<Step?> Describe(Errand errand, string id, string alt, CancellationToken ct)
    {
        using var body = XApi.Json(new JsonObject
        {
            ["id"] = id,
            ["metadata"] = new JsonObject { ["alt_text"] = new JsonObject { ["text"] = alt } },
        });
        return Judge(await api.Post(errand.Session, Metadata, body, Metadata, errand.Note, ct));
    }

    private static Step? Judge(Answer answer)
    {
        if ((XApi.OutOfCredit(answer) ?? Verdict.Upload(answer, XNetwork.Name)) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        return heard.Status switch
        {
            401 => new Step.SignInLost(Say.SignInLost(XNetwork.Name)),
            403 => XApi.Stopped(heard) ?? (Step)new Step.Refused(Say.NotAllowed(XNetwork.Name, XApi.Reason(heard))),
            >= 400 => new Step.Refused(Say.PictureRefused(XNetwork.Name, XApi.Reason(heard))),
            _ => null,
        };
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private static string NameOf(OutgoingPicture picture) => $"media:{picture.Name}";

    private static (long Until, string Id)? Kept(Errand errand, OutgoingPicture picture) =>
        errand.Parts.GetValueOrDefault(NameOf(picture))?.Split(' ', 2) is [var until, var id] && long.TryParse(until, CultureInfo.InvariantCulture, out var seconds)
            ? (seconds, id)
            : null;
}
