using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <param name="Answer">What a person found.</param>
/// <param name="Link">For <c>ItIsThere</c>: the post's address there.</param>
internal sealed record CheckAnswerBody(CheckAnswer Answer, string? Link);

/// <param name="Due">When; ISO 8601 with offset. Null for now.</param>
internal sealed record SendAgainBody(DateTimeOffset? Due);

internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Deliveries").RequireAuthorization();
        api.MapGet("/posts/{post}/deliveries", OfPost).WithName("ListDeliveries").WithSummary("Deliveries of a post with state and receipt")
            .Produces<IReadOnlyList<DeliveryView>>();
        api.MapGet("/deliveries/{delivery}/attempts", Attempts).WithName("ListAttempts").WithSummary("What was tried and what came back")
            .Produces<IReadOnlyList<AttemptView>>();
        api.MapGet("/checks", Waiting).WithName("ListChecks").WithSummary("What needs a person: please check, refused, missed").Produces<IReadOnlyList<TroubleView>>();
        api.MapPost("/deliveries/{delivery}/answer", Answer).WithMetadata(new AnswerKeptTogether()).WithName("AnswerCheck").WithSummary("Answers a \"please check\"").Produces(StatusCodes.Status204NoContent);
        api.MapPost("/deliveries/{delivery}/send-again", Again).WithName("SendAgain").WithSummary("Gives a missed or refused delivery a new time").Produces(StatusCodes.Status204NoContent);
        api.MapPost("/channels/{channel}/pause", Pause).WithName("PauseChannel").WithSummary("Holds a channel").Produces(StatusCodes.Status204NoContent);
        api.MapPost("/channels/{channel}/resume", Resume).WithName("ResumeChannel").WithSummary("Lets a channel go on").Produces(StatusCodes.Status204NoContent);
        api.MapPost("/pause", PauseAll).WithName("PauseAll").WithSummary("Holds everything").Produces(StatusCodes.Status204NoContent);
        api.MapPost("/resume", ResumeAll).WithName("ResumeAll").WithSummary("Lets everything go on").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> OfPost(PostId post, PostDeliveries deliveries, IActors actors, CancellationToken ct) =>
        Results.Ok(await deliveries.Run(await actors.Current(ct), post, ct));

    private static async Task<IResult> Attempts(DeliveryId delivery, DeliveryAttempts attempts, IActors actors, CancellationToken ct) =>
        Results.Ok(await attempts.Run(await actors.Current(ct), delivery, ct));

    private static async Task<IResult> Waiting(Troubles troubles, IActors actors, CancellationToken ct) =>
        Results.Ok(await troubles.Run(await actors.Current(ct), ct));

    private static async Task<IResult> Answer(DeliveryId delivery, CheckAnswerBody body, AnswerCheck answer, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await answer.Run(await actors.Current(ct), delivery, body.Answer, body.Link, ct), words, _ => Results.NoContent());

    private static async Task<IResult> Again(DeliveryId delivery, SendAgainBody body, SendAgain again, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await again.Run(await actors.Current(ct), delivery, body.Due?.UtcDateTime, ct), words, _ => Results.NoContent());

    private static async Task<IResult> Pause(ChannelId channel, PausePublishing pause, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await pause.Run(await actors.Current(ct), channel, ct), words, _ => Results.NoContent());

    private static async Task<IResult> Resume(ChannelId channel, ResumePublishing resume, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await resume.Run(await actors.Current(ct), channel, ct), words, _ => Results.NoContent());

    private static async Task<IResult> PauseAll(PausePublishing pause, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await pause.Run(await actors.Current(ct), null, ct), words, _ => Results.NoContent());

    private static async Task<IResult> ResumeAll(ResumePublishing resume, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await resume.Run(await actors.Current(ct), null, ct), words, _ => Results.NoContent());
}
