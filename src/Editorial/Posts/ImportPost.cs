using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A post goes its whole way at once, each step dated as it was then; the same gates hold.</summary>
internal sealed class ImportPost(PostDoor door, Writing writing, PostCheck check, CityTime time) : IPostImport
{
    private static readonly TimeSpan Written = TimeSpan.FromHours(3);
    private static readonly TimeSpan Submitted = TimeSpan.FromHours(2);
    private static readonly TimeSpan Approved = TimeSpan.FromHours(1);

    public async Task<Outcome<PostId>> Import(Actor actor, PastPost past, CancellationToken ct)
    {
        if (!actor.May(Permission.Administer, past.Post.Unit))
            return Refusal.Forbidden();
        if (past.At > door.Now)
            return Refusal.Invalid("Editorial.ImportNotPast", time.WordsOf(past.At)).On("at");
        var post = new Post(PostId.New(), past.Post.Unit, past.Author, "", Slugs.NewCode(), past.At - Written);
        var written = await writing.Read(actor, post, PostDesk.ContentOf(past.Post), new PostDue.Open(), ct);
        if (!written.Ok)
            return Outcome<PostId>.Refused(written.Refusals);
        post.Change(written.Value.Content, past.At, past.Author, past.At - Written);
        post.FiledUnder(Slugs.Of(post.Title, post.Code, time.ToLocal(past.At)));
        var seen = await check.Of(post, ct);
        if (seen.Problems.Count > 0)
            return seen.Refusals;
        var no = post.Submit(past.At - Submitted)
            ?? post.Approve(past.Approver, seen.Hash, past.At - Approved)
            ?? post.Release(seen.Hash, past.At, seen.Slug, past.At - Approved);
        if (no is not null)
            return no;
        Keep(post, past, seen);
        return (await door.Close(post, ct)).To(standing => standing.Id);
    }

    private void Keep(Post post, PastPost past, Checked seen)
    {
        door.Add(post);
        door.Add(new Revision(seen.Freeze(post, past.At - Approved), past.Approver));
        door.Note(new Decision(post.Id, DecisionKind.Submitted, past.Author, past.At - Submitted) { Hash = seen.Hash });
        door.Note(new Decision(post.Id, DecisionKind.Approved, past.Approver, past.At - Approved) { Hash = seen.Hash });
        door.Note(new Decision(post.Id, DecisionKind.Released, past.Approver, past.At - Approved) { Hash = seen.Hash, Due = past.At });
    }
}
