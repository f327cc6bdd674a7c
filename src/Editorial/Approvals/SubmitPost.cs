using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Gives a post to those who approve.</summary>
internal sealed class SubmitPost(PostDoor door, Submission submission)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var refusals = await submission.Give(actor, opened.Value, ct);
        return refusals.Count > 0 ? Outcome<PostStanding>.Refused(refusals) : await door.Close(opened.Value, ct);
    }
}
