using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>What belongs to a video before it is said to be complete: its subtitles, without which it does not go out, and its still, which is not worth holding one back.</summary>
internal sealed class LinkedInVideoExtras(LinkedInApi api, IOptions<LinkedInSettings> settings)
{
    private const string Subtitles = "subtitles", Still = "still";

    public async Task<Step?> Bring(Errand errand, OutgoingVideo video, LinkedInPlan plan, CancellationToken ct) =>
        await BringSubtitles(errand, video, plan, ct) ?? await BringStill(errand, video, plan, ct);

    private async Task<Step?> BringSubtitles(Errand errand, OutgoingVideo video, LinkedInPlan plan, CancellationToken ct)
    {
        if (!settings.Value.Subtitles || video.Subtitles is not { } words || errand.Parts.GetValueOrDefault(Subtitles) == $"{plan.Urn} {words.Name}")
            return null;
        if (plan.Captions is not { } there)
            return new Step.Refused(new Sentence("Networks.LinkedIn.SubtitlesRefused", "–"));
        var culture = CultureInfo.CreateSpecificCulture(words.Language);
        var about = new JsonObject
        {
            ["format"] = "SRT", ["formattedForEasyReader"] = true, ["largeText"] = true, ["source"] = "USER_PROVIDED", ["transcriptType"] = "CLOSED_CAPTION",
            ["locale"] = new JsonObject { ["language"] = culture.TwoLetterISOLanguageName.ToUpperInvariant(), ["country"] = culture.Name.Split('-')[^1].ToUpperInvariant() },
        };
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(about.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }, "\"metadata\"");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(SubRip.Of(words.WebVtt))) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-subrip") } }, "\"file\"", "\"untertitel.srt\"");
        var answer = await api.Send(errand.Session, HttpMethod.Post, there, form, null, "POST captions", errand.Note, ct);
        if (answer is not Answer.Heard { Good: true })
            return LinkedInVideo.Judge(api, answer) switch
            {
                Step.Refused { Why: { Key: "Networks.VideoRefused", Args: var why } } => new Step.Refused(new Sentence("Networks.LinkedIn.SubtitlesRefused", why[1])),
                { } no => no,
                _ => new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer)),
            };
        await errand.Keep(Subtitles, $"{plan.Urn} {words.Name}", ct);
        return null;
    }

    private async Task<Step?> BringStill(Errand errand, OutgoingVideo video, LinkedInPlan plan, CancellationToken ct)
    {
        if (video.Poster is not { } poster || plan.Still is not { } there || errand.Parts.GetValueOrDefault(Still) == $"{plan.Urn} {poster.Name}")
            return null;
        await using var bytes = await poster.Open(ct);
        using var file = new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(poster.MediaType) } };
        var answer = await api.Send(errand.Session, HttpMethod.Put, there, file, "STILLIMAGE", "PUT thumbnail", errand.Note, ct);
        if (answer is not Answer.Heard { Good: true } && (LinkedInVideo.Judge(api, answer) ?? new Step.Later(null, Say.UploadFailed(LinkedInNetwork.Name, answer))) is var no and not Step.Refused)
            return no;
        await errand.Keep(Still, $"{plan.Urn} {poster.Name}", ct);
        return null;
    }
}
