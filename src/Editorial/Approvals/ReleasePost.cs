using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>
/// Lets an approved post out: freezes it as a revision and tells those who send. Whoever releases, or whoever approved, must have that right
/// in the unit of every chosen channel; a writer alone cannot speak through the city's main channels.
/// </summary>
internal sealed class ReleasePost(PostDoor door, PostCheck check, ReleaseTime time, IPeople people)
{
    /// <param name="when">Null: the time that is planned on the post; open: now.</param>
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, PostDue? when, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Release, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var post = opened.Value;
        var due = time.Read(when, post.Due);
        var seen = await check.Of(post, ct);
        var slug = seen.Slug;
        if (post.Release(seen.Hash, due.Ok ? due.Value : door.Now, slug, door.Now) is { } no)
            return no;
        if (!due.Ok)
            return Outcome<PostStanding>.Refused(due.Refusals);
        if (seen.Problems.Count > 0)
            return seen.Refusals;
        if (await NotTheirs(actor, post, seen, ct) is { } notTheirs)
            return notTheirs;
        door.Add(new Revision(seen.Freeze(post, door.Now), actor.Person));
        door.Note(new Decision(id, DecisionKind.Released, actor.Person, door.Now) { Hash = seen.Hash, Due = due.Value });
        door.Raise(new PostReleased(id, post.LastRevision, due.Value, actor.Person));
        return await door.Close(post, ct);
    }

    private async Task<Refusal?> NotTheirs(Actor actor, Post post, Checked seen, CancellationToken ct)
    {
        foreach (var channel in seen.ChosenChannels)
            if (!actor.May(Permission.Release, channel.Unit)
                && (await people.WhoMay(Permission.Release, channel.Unit, ct)).All(person => person.Id != post.ApprovedBy))
                return Refusal.Forbidden("Editorial.ChannelOfOthers", channel.Name).On("channels");
        return null;
    }
}
