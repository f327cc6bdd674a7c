using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Afterwards;

/// <summary>Channels on which the version before a correction still stands, because their network allows no changes.</summary>
internal sealed class OlderCopies(Db db, IPostHeads heads, IReleasedPosts posts, NetworkBook networks)
{
    public async Task<IReadOnlySet<ChannelId>> Run(Actor actor, PostId post, CancellationToken ct)
    {
        var older = new HashSet<ChannelId>();
        if (!(await heads.Many([post], ct)).TryGetValue(post, out var head) || !actor.May(Permission.See, head.Unit))
            return older;
        var live = await db.Set<Release>().Where(x => x.Post == post && x.LiveAt != null).MaxAsync(x => (int?)x.Revision, ct) ?? 0;
        var rows = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post && x.Revision < live && x.State == DeliveryState.Published).ToListAsync(ct);
        var gone = rows.Where(x => x.Kind == DeliveryKind.Delete).Select(x => x.Target).ToHashSet();
        var fixedThere = rows.Where(x => x.Kind == DeliveryKind.Publish && !gone.Contains(x.Id) && networks.Find(x.Network)?.Can.Edit == false).ToList();
        if (fixedThere.Count == 0 || await posts.Revision(post, live, ct) is not { } now)
            return older;
        foreach (var row in fixedThere)
            if (await posts.Revision(post, row.Revision, ct) is { } then && then.DiffersOn(row.Channel, now))
                older.Add(row.Channel);
        return older;
    }
}

internal static class Versions
{
    /// <summary>True when a reader of that channel would see another post.</summary>
    public static bool DiffersOn(this ReleasedPost old, ChannelId channel, ReleasedPost now) =>
        TextOn(now, channel) != TextOn(old, channel) || now.Link != old.Link || !now.Pictures.SequenceEqual(old.Pictures);

    private static string? TextOn(ReleasedPost post, ChannelId channel) => post.Channels.FirstOrDefault(x => x.Channel == channel)?.Text;
}
