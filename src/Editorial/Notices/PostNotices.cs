using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Notices;

/// <summary>Those who can approve hear that a post waits, whoever wrote it that it came back.</summary>
internal sealed class PostNotices(Db db, IPostHeads heads, IPeople people, INotices notices) : IHandle<PostSubmitted>, IHandle<PostReturned>
{
    public async Task Handle(PostSubmitted happened, CancellationToken ct)
    {
        // Already approved, returned or withdrawn again: then there is nothing to do.
        if (!(await heads.Many([happened.Post], ct)).TryGetValue(happened.Post, out var post) || post.State != PostState.Submitted)
            return;
        var who = (await people.WhoMay(Permission.Approve, post.Unit, ct)).Select(person => person.Id).Where(id => id != post.Author && id != happened.By).ToList();
        var by = await NameOf(happened.By, ct);
        await notices.Tell(who, new Notice(NoticeKind.ApprovalWaits, $"submitted/{happened.Post}/{happened.At.Ticks}", "Editorial.Notice.Waits", [post.Title, by], LinkOf(happened.Post)), ct);
        await db.SaveChangesAsync(ct);
    }

    public async Task Handle(PostReturned happened, CancellationToken ct)
    {
        if (!(await heads.Many([happened.Post], ct)).TryGetValue(happened.Post, out var post) || post.Author == happened.By)
            return;
        var by = await NameOf(happened.By, ct);
        await notices.Tell([post.Author], new Notice(NoticeKind.PostReturned, $"returned/{happened.Post}/{happened.At.Ticks}", "Editorial.Notice.Returned", [post.Title, by], LinkOf(happened.Post)), ct);
        await db.SaveChangesAsync(ct);
    }

    internal static string LinkOf(PostId post) => $"/desk/beitraege/{post}";

    private async Task<string> NameOf(PersonId person, CancellationToken ct) => (await people.Many([person], ct)).TryGetValue(person, out var one) ? one.Name : "";
}
