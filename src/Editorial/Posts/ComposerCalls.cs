using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A step that somebody takes with a post at the desk.</summary>
internal abstract record PostStep;

internal sealed record Submitting : PostStep;

internal sealed record Returning(string Comment) : PostStep;

internal sealed record Approving(AfterApproval Then) : PostStep;

/// <param name="When">Null: as planned.</param>
internal sealed record Releasing(PostDue? When) : PostStep;

internal sealed record Rescheduling(PostDue When) : PostStep;

internal sealed record CallingOff : PostStep;

internal sealed record Withdrawing(string Reason) : PostStep;

internal sealed record Reopening : PostStep;

internal sealed record DroppingCorrection : PostStep;

/// <summary>What the composer asks for: every call in a scope of its own, with today's rights.</summary>
internal sealed class ComposerCalls(IServiceProvider services)
{
    public Task<Outcome<PostView>> Read(PostId id, CancellationToken ct) =>
        Use<PostDetail>().Now((detail, actor) => detail.Run(actor, id, ct), ct);

    public Task<Outcome<PostView>> Blank(UnitId? unit, CancellationToken ct) =>
        Use<BlankPost>().Now((blank, actor) => blank.Run(actor, unit, ct), ct);

    public Task<Outcome<Saved>> Save(Draft draft, CancellationToken ct)
    {
        var (standing, content, due) = (draft.View.Standing, draft.Content, draft.Due);
        return standing.Version == 0
            ? Use<CreatePost>().Now((create, actor) => create.Run(actor, draft.View.Unit.Id, content, due, false, ct), ct)
            : Use<SavePost>().Now((save, actor) => save.Run(actor, standing.Id, standing.Version, content, due, ct), ct);
    }

    public Task<Outcome<Saved>> Copy(PostId id, CancellationToken ct) => Use<CopyPost>().Now((copy, actor) => copy.Run(actor, id, ct), ct);

    public Task<Outcome<Saved>> ChangeUnit(PostStanding at, UnitId unit, CancellationToken ct) =>
        Use<ChangeUnit>().Now((change, actor) => change.Run(actor, at.Id, at.Version, unit, ct), ct);

    public Task<Outcome<Saved>> Restore(PostStanding at, int edition, CancellationToken ct) =>
        Use<RestoreEdition>().Now((restore, actor) => restore.Run(actor, at.Id, at.Version, edition, ct), ct);

    public Task<Outcome<Clash>> Compare(Draft draft, CancellationToken ct)
    {
        var (id, mine) = (draft.View.Standing.Id, draft.Content);
        return Use<CompareDraft>().Now((compare, actor) => compare.Run(actor, id, mine, ct), ct);
    }

    /// <summary>Who sits here.</summary>
    public Task<(PersonId Person, string Name)> Me(CancellationToken ct) =>
        Use<PostDoor>().Now((_, actor) => Task.FromResult((actor.Person, actor.Name)), ct);

    public Task<Outcome<PostStanding>> BringBack(GoneDraft draft, CancellationToken ct) => Use<BringBackDraft>().Now((back, actor) => back.Run(actor, draft, ct), ct);

    public Task<Outcome<GoneDraft>> Delete(PostId id, CancellationToken ct) => Use<DeleteDraft>().Now((delete, actor) => delete.Run(actor, id, ct), ct);

    public Task<Outcome<PostStanding>> Do(PostStep step, PostStanding at, CancellationToken ct) => step switch
    {
        Submitting => Use<SubmitPost>().Now((use, actor) => use.Run(actor, at.Id, at.Version, ct), ct),
        Returning back => Use<ReturnPost>().Now((use, actor) => use.Run(actor, at.Id, at.Version, back.Comment, ct), ct),
        Approving yes => Use<ApprovePost>().Now((use, actor) => use.Run(actor, at.Id, at.Version, yes.Then, ct), ct),
        Releasing release => Use<ReleasePost>().Now((use, actor) => use.Run(actor, at.Id, at.Version, release.When, ct), ct),
        Rescheduling later => Use<ReschedulePost>().Now((use, actor) => use.Run(actor, at.Id, at.Version, later.When, ct), ct),
        CallingOff => Use<CallOffPost>().Now((use, actor) => use.Run(actor, at.Id, at.Version, ct), ct),
        Withdrawing away => Use<WithdrawPost>().Now((use, actor) => use.Run(actor, at.Id, at.Version, away.Reason, ct), ct),
        DroppingCorrection => Use<DropCorrection>().Now((use, actor) => use.Run(actor, at.Id, at.Version, ct), ct),
        Reopening => Use<ReopenPost>().Now((use, actor) => use.Run(actor, at.Id, at.Version, ct), ct),
        _ => throw new InvalidOperationException("A step of another kind cannot exist."),
    };

    private Use<T> Use<T>()
        where T : class => services.GetRequiredService<Use<T>>();
}
