using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Videos;

namespace Stadtfunk.Media.Library;

/// <param name="Id">For the pictures of a post.</param>
/// <param name="Preview">Site-relative address of a small rendition.</param>
/// <param name="Notes">What happened on the way in: already known, first frame only.</param>
internal sealed record PictureAnswer(
    PictureId Id, UnitId Unit, string FileName, string MediaType, int Width, int Height, string Alt, string Credit, double FocusX, double FocusY, string? Preview, IReadOnlyList<string> Notes)
{
    /// <summary>Only where one picture is asked for.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Only where one picture is asked for.</summary>
    public PictureRights? Rights { get; init; }

    /// <summary>Why it may not be used now; null when it may.</summary>
    public string? Blocked { get; init; }

    /// <summary>Null for a picture that does not move.</summary>
    public VideoPart? Video { get; init; }

    /// <summary>Null for a picture. A document has no width and no height, and its alt text is its title.</summary>
    public DocumentPart? Document { get; init; }
}

/// <param name="Path">Site-relative address; null until it is ready.</param>
/// <param name="Missing">What is missing before it can be published; null when nothing is.</param>
internal sealed record VideoPart(string? Path, double Seconds, int Width, int Height, string? Subtitles, string? Missing);

/// <param name="Path">Site-relative address.</param>
internal sealed record DocumentPart(string Path, int Pages, long Bytes);

/// <summary>Pictures, videos and documents for programs. A file is read as it comes, so that memory bears nothing of it and the disk no more than is allowed.</summary>
internal static class PictureEndpoints
{
    private const int MaxField = 8 * 1024;
    private const long MaxDrained = 300L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/media", Add).WithName("AddPicture").WithTags("Media").RequireAuthorization().WithMetadata(new AnswerKeptAfterwards(services => Most(services.GetRequiredService<VideoLimit>())))
            .WithSummary("Adds a picture, a video or a PDF: multipart/form-data with the fields unit, alt, credit and, last, file.")
            .Produces<PictureAnswer>(StatusCodes.Status201Created).Produces<PictureAnswer>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        routes.MapGet("/api/v1/media/{id:guid}", Show).WithName("GetPicture").WithTags("Media").RequireAuthorization()
            .WithSummary("A picture of the library.").Produces<PictureAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        MediaApi.Map(routes);
    }

    private static async Task<IResult> Show(Guid id, PictureShow show, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await show.Run(await actors.Current(ct), PictureId.Of(id), ct), words, shown => Results.Ok(Answer(shown, words)));

    private static async Task<IResult> Add(HttpRequest request, AddPicture add, VideoLimit limit, PictureShow show, IActors actors, Words words, CancellationToken ct)
    {
        var actor = await actors.Current(ct);
        if (!actor.MayAnywhere(Permission.Write))
            return Problems.Answer([Refusal.Forbidden()], words);
        // Our own limit speaks a sentence; the server's would cut the line.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (request.ContentLength > Most(limit))
        {
            await Drain(request.Body, ct);
            return Problems.Answer([Upload.TooBig(request.ContentLength.Value)], words);
        }
        var sent = await Read(request, ct);
        if (!sent.Ok)
            return Problems.Answer(sent.Refusals, words);
        var added = await add.Run(actor, sent.Value, ct);
        if (!added.Ok)
        {
            await Drain(request.Body, ct);
            return Problems.Answer(added.Refusals, words);
        }
        var taken = added.Value;
        List<string> notes = [];
        if (taken.Known)
            notes.Add(words["Media.Known"]);
        if (taken.StillOnly)
            notes.Add(words["Media.StillOnly"]);
        var shown = await show.Run(actor, taken.Picture.Id, ct);
        var answer = Answer(taken.Picture, shown.Value?.Preview, notes, words);
        return taken.Known ? Results.Ok(answer) : Results.Created($"/api/v1/media/{taken.Picture.Id}", answer);
    }

    /// <summary>The largest file that there can be, and the fields around it.</summary>
    private static long Most(VideoLimit video) => Math.Max(Math.Max(Upload.MaxBytes, Upload.DocumentBytes), video.Bytes) + (64 * 1024);

    /// <summary>Reads fields up to the file; the file itself stays a stream.</summary>
    private static async Task<Outcome<NewPicture>> Read(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data" || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary)
            return Refusal.Invalid("Media.NotMultipart");
        var fields = new Dictionary<string, string>();
        try
        {
            var reader = new MultipartReader(boundary.Value!, request.Body) { HeadersLengthLimit = 16 * 1024 };
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var what))
                    continue;
                var name = HeaderUtilities.RemoveQuotes(what.Name).ToString();
                if (what.IsFileDisposition())
                    return UnitId.TryParse(fields.GetValueOrDefault("unit"), null, out var unit)
                        ? new NewPicture(unit, FileName(what), section.Body, fields.GetValueOrDefault("alt", ""), fields.GetValueOrDefault("credit", ""))
                        : Refusal.Invalid("Media.NoUnitSent").On("unit");
                fields[name] = await Field(section.Body, ct);
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return Refusal.Invalid("Media.NotMultipart");
        }
        return Refusal.Invalid("Media.NoFileSent").On("file");
    }

    /// <summary>Most senders read the answer only after they have sent everything: throws away what still comes, within reason.</summary>
    private static async Task Drain(Stream body, CancellationToken ct)
    {
        var buffer = new byte[81920];
        int read;
        for (var left = MaxDrained; left > 0 && (read = await body.ReadAsync(buffer, ct)) > 0; left -= read)
        {
        }
    }

    private static string FileName(ContentDispositionHeaderValue what) =>
        HeaderUtilities.RemoveQuotes(what.FileNameStar.HasValue ? what.FileNameStar : what.FileName).ToString();

    private static async Task<string> Field(Stream body, CancellationToken ct)
    {
        var buffer = new byte[MaxField];
        var read = await body.ReadAtLeastAsync(buffer, MaxField, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    public static PictureAnswer Answer(PictureCardView shown, Words words) => Answer(shown.Picture, shown.Preview, [], words) with { Tags = shown.Tags, Rights = shown.Rights };

    public static PictureAnswer Answer(PictureView picture, string? preview, IReadOnlyList<string> notes, Words words) => new(
        picture.Id, picture.Unit, picture.FileName, picture.MediaType, picture.Width, picture.Height, picture.Alt, picture.Credit, picture.FocusX, picture.FocusY, preview, notes)
    {
        Blocked = picture.Blocked is { } blocked ? words.Of(blocked) : null,
        Video = picture.Video is { } video
            ? new VideoPart(video.Path, video.Length.TotalSeconds, video.Width, video.Height, video.Subtitles?.Path, video.Unfinished is { } missing ? words.Of(missing) : null)
            : null,
        Document = picture.Document is { } document ? new DocumentPart(document.Path, document.Pages, document.Bytes) : null,
    };
}
