using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Afterwards;

/// <summary>Why the version before a correction still stands on a channel.</summary>
internal enum OlderCopy
{
    /// <summary>The network allows no changes.</summary>
    Fixed,

    /// <summary>The network allows changes for a short while only, and not many.</summary>
    Late,

    /// <summary>So is the form in which it stands there; it goes away by itself.</summary>
    Passes,

    /// <summary>The channel was left out of the correction, and nothing is taken away there.</summary>
    LeftOut,
}

/// <param name="Form">In which it stands there; null for a post.</param>
internal sealed record OlderVersion(OlderCopy Why, PostForm? Form = null);

/// <summary>Channels on which the version before a correction still stands.</summary>
internal sealed class OlderCopies(Db db, IPostHeads heads, IReleasedPosts posts, NetworkBook networks, IChannels channels, EditWindows windows, DatabaseClock clock)
{
    public async Task<IReadOnlyDictionary<ChannelId, OlderVersion>> Run(Actor actor, PostId post, CancellationToken ct)
    {
        var older = new Dictionary<ChannelId, OlderVersion>();
        if (!(await heads.Many([post], ct)).TryGetValue(post, out var head) || !actor.May(Permission.See, head.Unit))
            return older;
        var live = await db.Set<Release>().Where(x => x.Post == post && x.LiveAt != null).MaxAsync(x => (int?)x.Revision, ct) ?? 0;
        var rows = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post && x.Kind != DeliveryKind.Edit).ToListAsync(ct);
        // So does a change of this revision, and one that was made before shows what stands there.
        var changes = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post && x.Kind == DeliveryKind.Edit && x.State != DeliveryState.Withdrawn).ToListAsync(ct);
        // A deletion speaks for itself, whether it waits or was refused.
        var leaving = rows.Where(x => x.Kind == DeliveryKind.Delete && x.State != DeliveryState.Withdrawn).Select(x => x.Target).ToHashSet();
        var standing = rows.Where(x => x is { Kind: DeliveryKind.Publish, State: DeliveryState.Published } && x.Revision < live && !leaving.Contains(x.Id)).ToList();
        if (standing.Count == 0 || await posts.Revision(post, live, ct) is not { } now)
            return older;
        foreach (var row in standing)
        {
            var shown = changes.Where(x => x.Target == row.Id && x.State == DeliveryState.Published).Select(x => x.Revision).Append(row.Revision).Max();
            if (now.Channels.All(x => x.Channel != row.Channel))
                older[row.Channel] = new OlderVersion(OlderCopy.LeftOut);
            else if (networks.Find(row.Network) is { Can.Edit: false } network && !changes.Exists(x => x.Target == row.Id && x.Revision == live)
                && await posts.Revision(post, shown, ct) is { } then && then.DiffersOn(row.Channel, now)
                && network.FormOf(then.Channels.FirstOrDefault(x => x.Channel == row.Channel)?.Form) is var form && !(row.PublishedAt + form?.Lasts <= clock.Now))
                older[row.Channel] = new OlderVersion(form?.Lasts is not null ? OlderCopy.Passes : windows.RulesOf(row.Network, (await channels.Find(row.Channel, ct))?.Rules) is null ? OlderCopy.Fixed : OlderCopy.Late, form);
        }
        return older;
    }
}

internal static class Versions
{
    /// <summary>True when a reader of that channel would see another post.</summary>
    public static bool DiffersOn(this ReleasedPost old, ChannelId channel, ReleasedPost now) =>
        On(now, channel) != On(old, channel) || now.Link != old.Link || !now.Pictures.SequenceEqual(old.Pictures);

    private static ReleasedVariant? On(ReleasedPost post, ChannelId channel) => post.Channels.FirstOrDefault(x => x.Channel == channel);
}
