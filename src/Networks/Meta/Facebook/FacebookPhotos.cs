using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Facebook;

/// <summary>
/// Brings the photos to the page without showing them; the post then names them. What is kept: when, and the photo's id. The alt text travels with the
/// upload and cannot be changed later, so it belongs to the name under which the id is kept.
/// </summary>
internal sealed class FacebookPhotos(GraphApi api, TimeProvider clock)
{
    private const string Name = FacebookNetwork.Name;

    // An unpublished photo that no post names is thrown away after a day.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(20);

    public async Task<Step?> Ready(Errand errand, CancellationToken ct)
    {
        foreach (var picture in errand.Post.Pictures)
            if (Kept(errand, picture) is not { } kept || clock.GetUtcNow().ToUnixTimeSeconds() - kept.At >= Fresh.TotalSeconds)
                if (await Upload(errand, picture, ct) is { } step)
                    return step;
        return null;
    }

    public static IReadOnlyList<string> Ids(Errand errand) => [.. errand.Post.Pictures.Select(picture => Kept(errand, picture)!.Value.Id)];

    private async Task<Step?> Upload(Errand errand, OutgoingPicture picture, CancellationToken ct)
    {
        await using var bytes = await picture.Open(ct);
        using var form = new MultipartFormDataContent();
        form.Add(new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.MediaType) } }, "\"source\"", $"\"bild.{picture.MediaType.Split('/')[^1]}\"");
        form.Add(new StringContent("false"), "\"published\"");
        if (picture.Alt.Length > 0)
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(picture.Alt)), "\"alt_text_custom\"");
        var answer = await api.Upload(errand, $"{errand.Session.AccountId}/photos", form, "{page}/photos", ct);
        if (Verdict.Upload(answer, Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (!heard.Good || heard.Text("id") is not { Length: > 0 } id)
            return GraphError.OfUpload(heard, Name);
        await errand.Keep(KeyOf(picture), string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()} {id}"), ct);
        return null;
    }

    private static string KeyOf(OutgoingPicture picture) => $"photo:{picture.Name}:{PictureMark.Of(picture.Alt)}";

    private static (long At, string Id)? Kept(Errand errand, OutgoingPicture picture) =>
        errand.Parts.GetValueOrDefault(KeyOf(picture))?.Split(' ', 2) is [var at, var id] && long.TryParse(at, CultureInfo.InvariantCulture, out var when) ? (when, id) : null;
}
