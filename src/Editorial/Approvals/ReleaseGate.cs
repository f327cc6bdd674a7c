using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>
/// The last gate of an approved post: freezes it as a revision and tells those who send. Whoever releases, or whoever approved, must have that right
/// in the unit of every chosen channel; a writer alone cannot speak through the city's main channels.
/// </summary>
internal sealed class ReleaseGate(PostDoor door, ReleaseTime time, IPeople people)
{
    /// <param name="post">Opened by the actor, who may release in its unit.</param>
    /// <param name="when">Null: the time that is planned on the post; open: now.</param>
    /// <returns>Nothing when the post is through; the caller saves it. Refusals leave nothing to be saved.</returns>
    public async Task<IReadOnlyList<Refusal>> Let(Actor actor, Post post, Checked seen, PostDue? when, CancellationToken ct)
    {
        var due = time.Read(when, post.Due);
        if (post.Release(seen.HashFor(post.ApprovedHash), due.Ok ? due.Value : door.Now, seen.Slug, door.Now) is { } no)
            return [no];
        if (!due.Ok)
            return due.Refusals;
        if (seen.Problems.Count > 0)
            return seen.Refusals;
        if (await NotTheirs(actor, post, seen, ct) is { } notTheirs)
            return [notTheirs];
        door.Add(new Revision(seen.Freeze(post, door.Now), actor.Person));
        door.Note(new Decision(post.Id, DecisionKind.Released, actor.Person, door.Now) { Hash = seen.Hash, Due = due.Value, StandingInFor = actor.StandsInFor(Permission.Release, post.Unit) });
        door.Raise(new PostReleased(post.Id, post.LastRevision, due.Value, actor.Person));
        return [];
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
