using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Facebook;

/// <summary>What belongs to a video before anybody sees it: its subtitles, without which it does not go out, and its still, which is not worth holding one back.</summary>
internal sealed class FacebookVideoExtras(GraphApi api)
{
    private const string Subtitles = "subtitles", Still = "still";

    public async Task<Step?> Bring(Errand errand, OutgoingVideo video, string id, CancellationToken ct) =>
        await BringSubtitles(errand, video, id, ct) ?? await BringStill(errand, video, id, ct);

    private async Task<Step?> BringSubtitles(Errand errand, OutgoingVideo video, string id, CancellationToken ct)
    {
        if (video.Subtitles is not { } words || errand.Parts.GetValueOrDefault(Subtitles) == $"{id} {words.Name}")
            return null;
        var locale = LocaleOf(words.Language);
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(SubRip.Of(words.WebVtt))) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-subrip") } };
        // Facebook reads the language out of the file's name.
        form.Add(file, "\"captions_file\"", $"\"untertitel.{locale}.srt\"");
        form.Add(new StringContent(locale), "\"default_locale\"");
        // The same language again replaces what was there.
        if (FacebookVideo.Judge(await api.Upload(errand, $"{id}/captions", form, "{video}/captions", ct)) is { } no)
            return no is Step.Refused { Why: { Key: "Networks.Facebook.VideoRefused", Args: var why } } ? new Step.Refused(new Sentence("Networks.Facebook.SubtitlesRefused", why[0])) : no;
        await errand.Keep(Subtitles, $"{id} {words.Name}", ct);
        return null;
    }

    private async Task<Step?> BringStill(Errand errand, OutgoingVideo video, string id, CancellationToken ct)
    {
        if (video.Poster is not { } poster || errand.Parts.GetValueOrDefault(Still) == $"{id} {poster.Name}")
            return null;
        await using var bytes = await poster.Open(ct);
        using var form = new MultipartFormDataContent();
        form.Add(new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(poster.MediaType) } }, "\"source\"", $"\"bild.{poster.MediaType.Split('/')[^1]}\"");
        form.Add(new StringContent("true"), "\"is_preferred\"");
        if (FacebookVideo.Judge(await api.Upload(errand, $"{id}/thumbnails", form, "{video}/thumbnails", ct)) is { } no and not Step.Refused)
            return no;
        await errand.Keep(Still, $"{id} {poster.Name}", ct);
        return null;
    }

    /// <summary>"de" is de_DE there.</summary>
    private static string LocaleOf(string language) => CultureInfo.CreateSpecificCulture(language).Name.Replace('-', '_');
}
