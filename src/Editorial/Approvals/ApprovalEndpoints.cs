using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Decisions and comments over the API.</summary>
internal static class ApprovalEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization().WithTags("Editorial").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapGet("/decisions", List).WithName("Decisions").WithSummary("Who decided what about which post, newest first.").Produces<DecisionPageAnswer>();
        api.MapPost("/posts/{id}/comments", Say).WithName("AddComment").WithSummary("Says something about a post; neither its state nor its approval moves.").Produces(204);
    }

    private static async Task<IResult> List(
        DecisionList list, IActors actors, Words words, string? kind, UnitId? unit, bool? mine, string? cursor, CancellationToken ct)
    {
        DecisionKind? only = Enum.TryParse<DecisionKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        if (kind is not null && only is null)
            return Problems.Answer([Refusal.Invalid("Editorial.DecisionUnknown").On("kind")], words);
        var below = DecidedPlace.Read(cursor);
        if (cursor is not null && below is null)
            return Problems.Answer([Refusal.Invalid("Editorial.CursorUnknown").On("cursor")], words);
        var page = await list.Run(await actors.Current(ct), new DecisionQuery(only, unit, mine ?? false), below, ct);
        return Results.Ok(new DecisionPageAnswer(
            [.. page.Rows.Select(row => new DecidedAnswer(row.Kind.ToString(), row.By, row.For, row.At, row.Post, row.Title, row.Unit, row.Comment, row.Due))],
            page.Older?.ToString()));
    }

    private static async Task<IResult> Say(PostId id, CommentBody body, AddComment use, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await use.Run(await actors.Current(ct), id, body.Text, ct), words, _ => Results.NoContent());
}

/// <param name="Text">At most 2,000 characters; seen by everybody who may see the post, never public.</param>
internal sealed record CommentBody(string? Text);

internal sealed record CommentAnswer(string By, DateTime At, string Text);

/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record DecisionPageAnswer(IReadOnlyList<DecidedAnswer> Decisions, string? Next);

/// <param name="By">Empty when it happened by the clock.</param>
/// <param name="StandingInFor">For whom a deputy decided; null otherwise.</param>
internal sealed record DecidedAnswer(string Kind, string By, string? StandingInFor, DateTime At, PostId Post, string Title, string Unit, string? Comment, DateTime? Due);
