using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial;

/// <summary>The API of this room: the same use cases as the desk.</summary>
internal static class EditorialEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization().WithTags("Editorial")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/categories", Categories).WithName("Categories").WithSummary("The categories, in the desk's order.").Produces<IReadOnlyList<CategoryView>>();
        api.MapGet("/posts", List).WithName("Posts").WithSummary("Posts that the token may see, last changed first.").Produces<PostPageAnswer>();
        api.MapGet("/posts/{id}", Get).WithName("Post").WithSummary("One post: variants with counters, problems, history.").Produces<PostAnswer>();
        api.MapPost("/posts", Create).WithName("CreatePost").WithSummary("Begins a post.").Produces<StandingAnswer>(201);
        api.MapPut("/posts/{id}", Save).WithName("SavePost")
            .WithSummary("Replaces the content. Needs the version that was read; a change takes an approval away.").Produces<StandingAnswer>();
        api.MapPut("/posts/{id}/variants/{channel}", SaveOne).WithName("SaveVariant")
            .WithSummary("Chooses a channel, with a text of its own or following the common text.").Produces<StandingAnswer>();
        Steps(api);
    }

    private static void Steps(IEndpointRouteBuilder api)
    {
        Step(api, "submit", "SubmitPost", "Gives a draft to those who approve.",
            (SubmitPost use, Actor actor, PostId id, StepBody body, CancellationToken ct) => use.Run(actor, id, body.Version, ct));
        Step(api, "return", "ReturnPost", "Gives a post back with a comment.",
            (ReturnPost use, Actor actor, PostId id, StepBody body, CancellationToken ct) => use.Run(actor, id, body.Version, body.Comment, ct));
        Step(api, "approve", "ApprovePost", "Approves the content as it is now; not by the one who wrote or changed it last. With release: lets it out as well.",
            (ApprovePost use, Actor actor, PostId id, ApproveBody body, CancellationToken ct) => body.Release
                ? At(new ReleaseBody(body.Version, body.At, body.Now), planned: true, due => use.Run(actor, id, body.Version, new AfterApproval.Release(due), ct))
                : use.Run(actor, id, body.Version, new AfterApproval.Wait(), ct));
        Step(api, "release", "ReleasePost", "Lets an approved post out: at a time, at the planned time, or now.",
            (ReleasePost use, Actor actor, PostId id, ReleaseBody body, CancellationToken ct) => At(body, planned: true, due => use.Run(actor, id, body.Version, due, ct)));
        Step(api, "reschedule", "ReschedulePost", "Gives a new time to what is scheduled or missed its time.",
            (ReschedulePost use, Actor actor, PostId id, ReleaseBody body, CancellationToken ct) =>
                At(body, planned: false, due => use.Run(actor, id, body.Version, due ?? new PostDue.Open(), ct)));
        Step(api, "call-off", "CallOffPost", "Takes a scheduled post back before it is out.",
            (CallOffPost use, Actor actor, PostId id, StepBody body, CancellationToken ct) => use.Run(actor, id, body.Version, ct));
        Step(api, "withdraw", "WithdrawPost", "Takes a public post away everywhere.",
            (WithdrawPost use, Actor actor, PostId id, StepBody body, CancellationToken ct) => use.Run(actor, id, body.Version, body.Comment, ct));
        Step(api, "correct", "ReopenPost", "Begins a correction of a post that is out.",
            (ReopenPost use, Actor actor, PostId id, StepBody body, CancellationToken ct) => use.Run(actor, id, body.Version, ct));
        Step(api, "drop-correction", "DropCorrection", "Gives a begun correction up: the post stands again as it is published.",
            (DropCorrection use, Actor actor, PostId id, StepBody body, CancellationToken ct) => use.Run(actor, id, body.Version, ct));
    }

    private static void Step<TUse, TBody>(
        IEndpointRouteBuilder api, string path, string name, string summary, Func<TUse, Actor, PostId, TBody, CancellationToken, Task<Outcome<PostStanding>>> run)
        where TUse : class
        where TBody : class =>
        api.MapPost($"/posts/{{id}}/{path}", async (PostId id, TBody body, TUse use, IActors actors, Words words, CancellationToken ct) =>
            Problems.Answer(await run(use, await actors.Current(ct), id, body, ct), words, standing => Results.Ok(Answer(standing, [], words))))
            .WithName(name).WithSummary(summary).Produces<StandingAnswer>();

    private static async Task<Outcome<PostStanding>> At(ReleaseBody body, bool planned, Func<PostDue?, Task<Outcome<PostStanding>>> run)
    {
        if (body.Now)
            return await run(new PostDue.Open());
        if (body.At is null)
            return planned ? await run(null) : Refusal.Invalid("Editorial.TimeNeedsOffset").On("at");
        var due = ApiTime.Read(body.At, "at");
        return due.Ok ? await run(due.Value) : Outcome<PostStanding>.Refused(due.Refusals);
    }

    private static async Task<IResult> Categories(ICategories categories, CancellationToken ct) => Results.Ok(await categories.All(ct));

    private static async Task<IResult> List(
        PostList list, IActors actors, Words words, PostState[]? state, UnitId? unit, CategoryId? category, string? text, bool? mine, string? cursor, int? take,
        CancellationToken ct)
    {
        var page = await list.Run(await actors.Current(ct), new PostQuery(state ?? [], unit, category, text, mine ?? false, cursor, take ?? 50), ct);
        return Problems.Answer(page, words, found => Results.Ok(new PostPageAnswer(
            [.. found.Posts.Select(row => new PostRowAnswer(
                row.Id, row.Unit, row.State, row.Title, row.Category?.Id, row.Due, row.PublicSince, row.ChangedAt, row.AuthorName, [.. row.Channels.Select(channel => channel.Id)]))],
            found.Next)));
    }

    private static async Task<IResult> Get(PostId id, PostDetail detail, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await detail.Run(await actors.Current(ct), id, ct), words, view => Results.Ok(PostAnswer.Of(view, words)));

    private static async Task<IResult> Create(PostBody body, CreatePost create, IActors actors, Words words, CancellationToken ct)
    {
        if (body.Unit is not { } unit)
            return Problems.Answer([Refusal.Invalid("Editorial.UnitMissing").On("unit")], words);
        var due = ApiTime.Read(body.Due, "due");
        if (!due.Ok)
            return Problems.Answer(due.Refusals, words);
        return Problems.Answer(await create.Run(await actors.Current(ct), unit, body.Content, due.Value, body.Submit, ct), words, saved =>
            Results.Created($"/api/v1/posts/{saved.Standing.Id}", Answer(saved.Standing, saved.Notices, words)));
    }

    private static async Task<IResult> Save(PostId id, PostBody body, SavePost save, IActors actors, Words words, CancellationToken ct)
    {
        if (body.Version is not { } version)
            return Problems.Answer([Refusal.Invalid("Editorial.VersionMissing").On("version")], words);
        var due = ApiTime.Read(body.Due, "due");
        if (!due.Ok)
            return Problems.Answer(due.Refusals, words);
        return Problems.Answer(await save.Run(await actors.Current(ct), id, version, body.Content, due.Value, ct), words, saved =>
            Results.Ok(Answer(saved.Standing, saved.Notices, words)));
    }

    private static async Task<IResult> SaveOne(PostId id, ChannelId channel, ChoiceBody body, SaveVariant save, IActors actors, Words words, CancellationToken ct) =>
        Problems.Answer(await save.Run(await actors.Current(ct), id, body.Version, new ChannelChoice(channel, body.Chosen, body.Text) { Form = body.Form, Terms = body.Terms }, body.FormStays, body.TermsStay, ct), words, saved =>
            Results.Ok(Answer(saved.Standing, saved.Notices, words)));

    private static StandingAnswer Answer(PostStanding standing, IReadOnlyList<Refusal> notices, Words words) => new(
        standing.Id, standing.State, standing.Version, standing.Revision,
        [.. notices.Select(notice => new ProblemSentence(notice.Field, notice.Key, words.Of(notice)))]);
}
