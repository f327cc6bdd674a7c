using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Notices;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Reminds those who may approve of what waits for long, and brings it before those who lead when nobody came. Each once per waiting.</summary>
internal sealed class ApprovalRound(Db db, ApprovalRules rules, Approvers approvers, INotices notices, CityTime time, Pulse pulse) : IRound
{
    public const string Name = "approvals";

    public async Task Tick(CancellationToken ct)
    {
        var now = time.UtcNow;
        var soonest = now.AddHours(-1);
        var waiting = await db.Set<Post>().AsNoTracking()
            .Where(post => post.State == PostState.Submitted && post.SubmittedAt <= soonest && post.EscalatedAt == null)
            .Select(post => new { post.Id, post.Unit, Since = post.SubmittedAt!.Value, post.RemindedAt }).ToListAsync(ct);
        var ways = await rules.Many([.. waiting.Select(post => post.Unit)], ct);
        foreach (var post in waiting)
        {
            var way = ways[post.Unit];
            if (way.EscalateAfter > 0 && post.Since.AddHours(way.EscalateAfter) <= now)
                await Escalate(post.Id, post.Since, ct);
            else if (way.RemindAfter > 0 && post.RemindedAt is null && post.Since.AddHours(way.RemindAfter) <= now)
                await Remind(post.Id, post.Since, ct);
        }
    }

    private Task Remind(PostId id, DateTime since, CancellationToken ct) => db.InTransaction(async () =>
    {
        db.ChangeTracker.Clear();
        var now = time.UtcNow;
        // One statement asks and marks: of two nodes only one says it.
        if (await Waiting(id, since).Where(post => post.RemindedAt == null).ExecuteUpdateAsync(set => set.SetProperty(post => post.RemindedAt, now), ct) == 0)
            return;
        var post = await db.Set<Post>().AsNoTracking().SingleAsync(post => post.Id == id, ct);
        await Tell(await approvers.Of(post, ct), NoticeKind.ApprovalWaits, "Reminder", post, ct);
        await db.SaveChangesAsync(ct);
    }, ct);

    private Task Escalate(PostId id, DateTime since, CancellationToken ct) => db.InTransaction(async () =>
    {
        db.ChangeTracker.Clear();
        var now = time.UtcNow;
        if (await Waiting(id, since).Where(post => post.EscalatedAt == null).ExecuteUpdateAsync(set => set.SetProperty(post => post.EscalatedAt, now), ct) == 0)
            return;
        var post = await db.Set<Post>().AsNoTracking().SingleAsync(post => post.Id == id, ct);
        // By the clock, not by a person.
        var escalated = new Decision(id, DecisionKind.Escalated, default, now);
        escalated.About(post);
        db.Add(escalated);
        await Tell(await approvers.Above(post, ct), NoticeKind.Escalation, "Escalation", post, ct);
        db.AfterCommit(() => pulse.Beat("posts", id.Value));
        await db.SaveChangesAsync(ct);
    }, ct);

    // Since: what was given back and submitted again meanwhile waits anew.
    private IQueryable<Post> Waiting(PostId id, DateTime since) => db.Set<Post>().Where(post => post.Id == id && post.State == PostState.Submitted && post.SubmittedAt == since);

    private async Task Tell(IReadOnlyList<PersonView> whom, NoticeKind kind, string what, Post post, CancellationToken ct)
    {
        var since = NoticeTime.Of(time.ToLocal(post.SubmittedAt!.Value));
        await notices.Tell(
            [.. whom.Select(person => person.Id)],
            new Notice(kind, $"{what}/{post.Id}/{post.SubmittedAt.Value.Ticks}", $"Editorial.Notice.{what}", [post.Title, since], PostNotices.LinkOf(post.Id)),
            ct);
    }
}
