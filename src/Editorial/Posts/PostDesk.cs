using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

internal sealed class PostDesk(CreatePost create, SubmitPost submit, ApprovePost approve, ReturnPost send, ReleasePost release) : IPostDesk
{
    public async Task<Outcome<PostId>> Write(Actor author, NewPost post, CancellationToken ct)
    {
        var saved = await create.Run(author, post.Unit, ContentOf(post), post.Due is { } due ? new PostDue.At(due) : new PostDue.Open(), false, ct);
        return saved.To(done => done.Standing.Id);
    }

    public async Task<Outcome<Done>> Submit(Actor author, PostId post, CancellationToken ct) =>
        (await submit.Run(author, post, null, ct)).To(_ => default(Done));

    public async Task<Outcome<Done>> Approve(Actor approver, PostId post, CancellationToken ct) =>
        (await approve.Run(approver, post, null, new AfterApproval.Wait(), ct)).To(_ => default(Done));

    public async Task<Outcome<Done>> Return(Actor approver, PostId post, string comment, CancellationToken ct) =>
        (await send.Run(approver, post, null, comment, ct)).To(_ => default(Done));

    public async Task<Outcome<Done>> Release(Actor approver, PostId post, DateTime? due, CancellationToken ct) =>
        (await release.Run(approver, post, null, due is { } at ? new PostDue.At(at) : null, ct)).To(_ => default(Done));

    public static PostContent ContentOf(NewPost post) => new(
        post.Title,
        post.Text,
        post.Link,
        post.Category,
        "",
        [.. post.Pictures.Select(picture => new PictureInPost(picture.Picture, picture.Alt, picture.Decorative))],
        [.. post.Channels.Select(channel => new ChannelChoice(channel, true, post.OwnTexts?.GetValueOrDefault(channel)))]);
}
