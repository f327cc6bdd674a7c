using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Notices;

/// <summary>Those who can approve hear that a post waits, whoever wrote it that it came back or that somebody said something about it.</summary>
internal sealed class PostNotices(Db db, Approvers approvers, IPeople people, INotices notices)
    : IHandle<PostSubmitted>, IHandle<PostStageApproved>, IHandle<PostReturned>, IHandle<PostCommented>
{
    public Task Handle(PostSubmitted happened, CancellationToken ct) => Waits(happened.Post, happened.By, $"submitted/{happened.Post}/{happened.At.Ticks}", "Editorial.Notice.Waits", ct);

    public Task Handle(PostStageApproved happened, CancellationToken ct) => Waits(happened.Post, happened.By, $"stage/{happened.Post}/{happened.At.Ticks}", "Editorial.Notice.Stage", ct);

    public async Task Handle(PostReturned happened, CancellationToken ct)
    {
        if (await Find(happened.Post, ct) is not { } post || post.Author == happened.By)
            return;
        await Tell([post.Author], NoticeKind.PostReturned, $"returned/{happened.Post}/{happened.At.Ticks}", "Editorial.Notice.Returned", post, happened.By, ct);
    }

    public async Task Handle(PostCommented happened, CancellationToken ct)
    {
        if (await Find(happened.Post, ct) is not { } post)
            return;
        var spoke = await db.Set<Comment>().AsNoTracking().Where(comment => comment.Post == post.Id).Select(comment => comment.By).Distinct().ToListAsync(ct);
        var may = (await people.WhoMay(Permission.See, post.Unit, ct)).Select(person => person.Id).ToHashSet();
        PersonId[] whom = [.. spoke.Append(post.Author).Append(post.ChangedBy).Where(one => one != happened.By && may.Contains(one)).Distinct()];
        await Tell(whom, NoticeKind.Comment, $"comment/{happened.Comment}", "Editorial.Notice.Comment", post, happened.By, ct);
    }

    internal static string LinkOf(PostId post) => $"/desk/beitraege/{post}";

    private async Task Waits(PostId id, PersonId by, string key, string text, CancellationToken ct)
    {
        // Already approved, returned or withdrawn again: then there is nothing to do.
        if (await Find(id, ct) is not { State: PostState.Submitted } post)
            return;
        var who = (await approvers.Of(post, ct)).Select(person => person.Id).Where(one => one != by).ToList();
        await Tell(who, NoticeKind.ApprovalWaits, key, text, post, by, ct);
    }

    private Task<Post?> Find(PostId id, CancellationToken ct) => db.Set<Post>().AsNoTracking().SingleOrDefaultAsync(post => post.Id == id, ct);

    private async Task Tell(IReadOnlyCollection<PersonId> whom, NoticeKind kind, string key, string text, Post post, PersonId by, CancellationToken ct)
    {
        var name = (await people.Many([by], ct)).TryGetValue(by, out var one) ? one.Name : "";
        await notices.Tell(whom, new Notice(kind, key, text, [post.Title, name], LinkOf(post.Id)), ct);
        await db.SaveChangesAsync(ct);
    }
}
