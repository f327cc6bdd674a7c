using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Where a post stands after a use case; the version is what the next change has to name.</summary>
/// <param name="Revision">Last released revision; 0 before the first.</param>
internal sealed record PostStanding(PostId Id, PostState State, int Version, int Revision);

/// <summary>The one way in which use cases get at a post and save it: asks for permission, minds the version, beats the pulse.</summary>
internal sealed class PostDoor(Db db, PostQueries queries, KeepEditions editions, IPeople people, Pulse pulse, TimeProvider clock)
{
    private readonly List<Decision> noted = [];

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <param name="version">What the actor has seen; null for whatever is there.</param>
    public async Task<Outcome<Post>> Open(Actor actor, PostId id, Permission needed, int? version, CancellationToken ct)
    {
        var post = await queries.Find(db, id, ct);
        if (post is null || !actor.May(Permission.See, post.Unit))
            return Refusal.NotFound("Editorial.PostUnknown");
        if (!actor.May(needed, post.Unit))
            return needed == Permission.Approve ? Refusal.Forbidden("Editorial.MayNotApprove") : Refusal.Forbidden();
        return version is null || version == post.Version ? post : await Conflict(post, ct);
    }

    public void Note(Decision decision)
    {
        db.Add(decision);
        noted.Add(decision);
    }

    /// <summary>Others have seen, or are about to see, the time that this post had: that it has another one now belongs to its history.</summary>
    public void NoteTime(Post post, Actor actor)
    {
        if (post.State is PostState.Submitted or PostState.Approved)
            Note(new Decision(post.Id, DecisionKind.Rescheduled, actor.Person, Now) { Due = post.Due, StandingInFor = actor.StandsInFor(Permission.Write, post.Unit) });
    }

    public void Raise(object happened) => db.Raise(happened);

    public void Add(object row) => db.Add(row);

    public async Task<Outcome<PostStanding>> Close(Post post, CancellationToken ct)
    {
        await editions.Of(post, ct);
        noted.ForEach(decision => decision.About(post));
        noted.Clear();
        var tracker = db.ChangeTracker;
        // Looked at once, here: saving need not look again.
        tracker.DetectChanges();
        tracker.AutoDetectChangesEnabled = false;
        // Pictures and texts of channels are the post's own: a change of theirs alone raises its version too.
        var entry = db.Entry(post);
        if (entry.State == EntityState.Unchanged && tracker.HasChanges())
            entry.State = EntityState.Modified;
        db.AfterCommit(() => pulse.Beat("posts", post.Id.Value));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException quicker) when (SomebodyWasQuicker(quicker))
        {
            tracker.Clear();
            return await Conflict(post, ct);
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = true;
        }
        return Standing(post);
    }

    public static PostStanding Standing(Post post) => new(post.Id, post.State, post.Version, post.LastRevision);

    // A newer version, or the same picture or channel just added by somebody else: 23 is the SQL standard's class "integrity constraint violation",
    // which SQLite tells only in its message. A full disk is an outage and no conflict.
    private static bool SomebodyWasQuicker(DbUpdateException failed) =>
        failed is DbUpdateConcurrencyException
        || (failed.InnerException is DbException inner
            && (inner.SqlState?.StartsWith("23", StringComparison.Ordinal) == true || inner.Message.StartsWith("SQLite Error 19", StringComparison.Ordinal)));

    private async Task<Refusal> Conflict(Post post, CancellationToken ct)
    {
        var by = await db.Set<Post>().AsNoTracking().Where(x => x.Id == post.Id).Select(x => x.ChangedBy).FirstOrDefaultAsync(ct);
        var names = await people.Many([by], ct);
        return names.TryGetValue(by, out var person)
            ? Refusal.Conflict("Editorial.ChangedMeanwhileBy", person.Name)
            : Refusal.Conflict("Editorial.ChangedMeanwhile");
    }
}
