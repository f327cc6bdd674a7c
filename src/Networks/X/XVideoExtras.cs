using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>
/// What belongs to a video before it goes out: its subtitles, without which it does not, and its alt text, which is not worth holding one back. What is kept is
/// for which id each was brought.
/// </summary>
internal sealed class XVideoExtras(XApi api, IOptions<XSettings> settings)
{
    private const string Subtitles = "subtitles", Words = "words";
    private const string Upload = "2/media/upload", Metadata = "2/media/metadata", Attach = "2/media/subtitles";

    public async Task<Step?> Bring(Errand errand, OutgoingVideo video, string id, CancellationToken ct) =>
        await BringSubtitles(errand, video, id, ct) ?? await Describe(errand, video, id, ct);

    private async Task<Step?> BringSubtitles(Errand errand, OutgoingVideo video, string id, CancellationToken ct)
    {
        if (!settings.Value.Subtitles || video.Subtitles is not { } text || errand.Parts.GetValueOrDefault(Subtitles) == $"{id} {text.Name}")
            return null;
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(SubRip.Of(text.WebVtt))) { Headers = { ContentType = new MediaTypeHeaderValue("text/srt") } };
        form.Add(new StringContent("subtitles"), "\"media_category\"");
        form.Add(new StringContent("text/srt"), "\"media_type\"");
        form.Add(file, "\"media\"", "\"untertitel.srt\"");
        var there = await api.Post(errand.Session, Upload, form, $"{Upload} subtitles", errand.Note, ct);
        if (XVideo.Judge(there) is { } no)
            return OfSubtitles(no);
        if (there is not Answer.Heard { Json: { } json } || json.Text("data", "id") is not { Length: > 0 } named || !TheirWords.IsPostId(named))
            return new Step.Later(null, Say.UploadFailed(XNetwork.Name, there));
        var language = CultureInfo.GetCultureInfo(text.Language);
        using var body = XApi.Json(new JsonObject
        {
            ["id"] = id,
            ["media_category"] = "TweetVideo",
            ["subtitles"] = new JsonObject
            {
                ["id"] = named, ["language_code"] = language.TwoLetterISOLanguageName.ToUpperInvariant(), ["display_name"] = language.NativeName,
            },
        });
        if (XVideo.Judge(await api.Post(errand.Session, Attach, body, Attach, errand.Note, ct)) is { } refused)
            return OfSubtitles(refused);
        await errand.Keep(Subtitles, $"{id} {text.Name}", ct);
        return null;
    }

    private async Task<Step?> Describe(Errand errand, OutgoingVideo video, string id, CancellationToken ct)
    {
        if (video.Alt.Length == 0 || errand.Parts.GetValueOrDefault(Words) == id)
            return null;
        using var body = XApi.Json(new JsonObject { ["id"] = id, ["metadata"] = new JsonObject { ["alt_text"] = new JsonObject { ["text"] = video.Alt } } });
        if (XVideo.Judge(await api.Post(errand.Session, Metadata, body, Metadata, errand.Note, ct)) is { } no and not Step.Refused)
            return no;
        await errand.Keep(Words, id, ct);
        return null;
    }

    private static Step OfSubtitles(Step no) =>
        no is Step.Refused { Why: { Key: "Networks.VideoRefused", Args: var why } } ? new Step.Refused(new Sentence("Networks.X.SubtitlesRefused", why[1])) : no;
}
