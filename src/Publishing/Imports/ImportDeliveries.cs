using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Imports;

internal sealed class ImportDeliveries(Db db, IReleasedPosts posts, IChannels channels, IPostProgress progress, PastSending sending) : IDeliveryImport
{
    private const int First = 1;

    public async Task<Outcome<Done>> Import(Actor actor, PostId id, DateTime at, CancellationToken ct)
    {
        if (await posts.Revision(id, First, ct) is not { } post || !actor.May(Permission.See, post.Unit))
            return Refusal.NotFound("Publishing.RevisionGone");
        if (!actor.May(Permission.Administer, post.Unit))
            return Refusal.Forbidden();
        if (await db.Set<Release>().AnyAsync(x => x.Post == id && x.Revision == First, ct))
            return Done.Ok;
        var made = new List<PastSending.Made>();
        foreach (var channel in await channels.Many([.. post.Channels.Select(variant => variant.Channel)], ct))
        {
            var sent = await sending.Send(post, channel, at, ct);
            if (!sent.Ok)
                return Outcome<Done>.Refused(sent.Refusals);
            made.Add(sent.Value);
        }
        await db.InTransaction(() => Keep(post, made, at, ct), ct);
        return Done.Ok;
    }

    private async Task Keep(ReleasedPost post, List<PastSending.Made> made, DateTime at, CancellationToken ct)
    {
        var release = new Release(post.Id, First, at);
        release.WentLive(at);
        db.Add(release);
        await progress.WentLive(post.Id, First, at, ct);
        foreach (var (row, attempts) in made)
        {
            db.Add(row);
            db.AddRange(attempts);
            db.Raise(new PostPublished(post.Id, First, row.Channel, row.Id, row.RemoteId!, row.Link!));
        }
        await db.SaveChangesAsync(ct);
        await progress.Moved(post.Id, First, WhenDeliveryMoved.Whole(release, [.. made.Select(one => one.Row.State)])!.Value, ct);
    }
}
