using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Videos;

namespace Stadtfunk.Media.Library;

/// <param name="Next">Give it back as <c>cursor</c>; null at the end.</param>
internal sealed record MediaAnswer(IReadOnlyList<PictureAnswer> Media, string? Next);

/// <param name="Version">When given, only this version is changed.</param>
/// <param name="Tags">Null leaves them as they are.</param>
/// <param name="Rights">Null leaves them as they are.</param>
internal sealed record PictureWordsBody(string? Alt, string? Credit, double FocusX, double FocusY, IReadOnlyList<string>? Tags, PictureRights? Rights, int? Version);

/// <param name="Text">WebVTT or SubRip.</param>
/// <param name="Language">BCP 47; German when left out.</param>
internal sealed record SubtitlesBody(string? Text, string? Language);

/// <summary>The library for programs: looking through it, describing, throwing away, subtitles.</summary>
internal static class MediaApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/media").RequireAuthorization().WithTags("Media").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("", All).WithName("ListMedia").WithSummary("Pictures, videos and documents, newest first; q searches, tag and shelf narrow.").Produces<MediaAnswer>();
        api.MapPut("/{id:guid}", Change).WithName("ChangePicture").WithSummary("Describes a picture: alt text, credit, focus, tags, rights.").Produces<PictureAnswer>();
        api.MapDelete("/{id:guid}", Remove).WithName("RemovePicture").WithSummary("Puts a picture into the bin for 30 days.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/{id:guid}/restore", BringBack).WithName("RestorePicture").WithSummary("Fetches a picture back from the bin.").Produces<PictureAnswer>();
        api.MapPut("/{id:guid}/subtitles", Subtitles).WithName("SetSubtitles").WithSummary("Gives a video its subtitles, as WebVTT or SubRip.").Produces<PictureAnswer>();
    }

    private static async Task<IResult> All(string? q, string? tag, PictureShelf? shelf, string? cursor, int? take, PictureList list, IActors actors, Words words, CancellationToken ct)
    {
        var from = PageCursor.Read(cursor);
        if (cursor is not null && from is null)
            return Problems.Answer([Refusal.Invalid("Media.CursorUnknown").On("cursor")], words);
        var wanted = Math.Clamp(take ?? 50, 1, 100);
        var page = await list.Run(await actors.Current(ct), new PictureQuery(q ?? "", null, from, wanted) { Tag = tag, Shelf = shelf ?? PictureShelf.All }, ct);
        return Results.Ok(new MediaAnswer([.. page.Pictures.Select(one => PictureEndpoints.Answer(one.Picture, one.Preview, [], words))], page.Next?.ToString()));
    }

    private static async Task<IResult> Change(Guid id, PictureWordsBody body, ChangePicture change, PictureShow show, IActors actors, Words words, CancellationToken ct)
    {
        var said = new PictureWords(body.Alt ?? "", body.Credit ?? "", body.FocusX, body.FocusY) { Tags = body.Tags, Rights = body.Rights, Version = body.Version };
        var actor = await actors.Current(ct);
        var changed = await change.Run(actor, PictureId.Of(id), said, ct);
        return changed.Ok ? await Shown(id, actor, show, words, ct) : Problems.Answer(changed.Refusals, words);
    }

    private static async Task<IResult> Remove(Guid id, RemovePicture remove, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await remove.Run(await actors.Current(ct), PictureId.Of(id), ct), words, _ => Results.NoContent());

    private static async Task<IResult> BringBack(Guid id, BringBackPicture bring, PictureShow show, IActors actors, Words words, CancellationToken ct)
    {
        var actor = await actors.Current(ct);
        var back = await bring.Run(actor, PictureId.Of(id), ct);
        return back.Ok ? await Shown(id, actor, show, words, ct) : Problems.Answer(back.Refusals, words);
    }

    private static async Task<IResult> Subtitles(Guid id, SubtitlesBody body, SetSubtitles set, PictureShow show, IActors actors, Words words, CancellationToken ct)
    {
        var actor = await actors.Current(ct);
        var kept = await set.Run(actor, PictureId.Of(id), body.Text ?? "", body.Language ?? "de", ct);
        return kept.Ok ? await Shown(id, actor, show, words, ct) : Problems.Answer(kept.Refusals, words);
    }

    private static async Task<IResult> Shown(Guid id, Actor actor, PictureShow show, Words words, CancellationToken ct) =>
        Problems.Answer(await show.Run(actor, PictureId.Of(id), ct), words, shown => Results.Ok(PictureEndpoints.Answer(shown, words)));
}
