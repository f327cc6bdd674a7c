using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Afterwards;

/// <summary>What becomes of one copy.</summary>
internal enum Fate
{
    /// <summary>It has not gone out: the new text goes, or nothing at all.</summary>
    NotOut,

    /// <summary>It is being sent or looked up: it follows as soon as that is known.</summary>
    Open,

    /// <summary>The program does it there.</summary>
    Done,

    /// <summary>The network has no way; the copy stays as it is until a person acts there.</summary>
    Stays,

    /// <summary>It has been taken away there already.</summary>
    Gone,
}

/// <param name="Link">Of the copy; null where it is not known.</param>
/// <param name="Corrected">What a correction does there.</param>
/// <param name="Withdrawn">What a withdrawal does there.</param>
internal sealed record CopyAfterwards(ChannelId Channel, string ChannelName, Network? Network, Uri? Link, Fate Corrected, Fate Withdrawn);

/// <summary>For a post that is out: what correcting or withdrawing it can do on each of its channels.</summary>
internal sealed class CopiesAfterwards(Db db, IPostHeads heads, IChannels channels, NetworkBook networks)
{
    public async Task<IReadOnlyList<CopyAfterwards>> Run(Actor actor, PostId post, CancellationToken ct)
    {
        if (!(await heads.Many([post], ct)).TryGetValue(post, out var head) || !actor.May(Permission.See, head.Unit))
            return [];
        var rows = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post).ToListAsync(ct);
        var gone = rows.Where(x => x is { Kind: DeliveryKind.Delete, State: DeliveryState.Published }).Select(x => x.Target).ToHashSet();
        var named = (await channels.Many([.. rows.Select(x => x.Channel).Distinct()], ct)).ToDictionary(x => x.Id);
        return
        [
            .. rows.Where(x => x.Kind == DeliveryKind.Publish).GroupBy(x => x.Channel).Select(x => x.MaxBy(row => row.Revision)!)
                .Where(row => named.ContainsKey(row.Channel))
                .Select(row => Of(row, gone.Contains(row.Id), named[row.Channel]))
                .OrderBy(x => x.ChannelName, StringComparer.CurrentCulture),
        ];
    }

    private CopyAfterwards Of(Delivery row, bool gone, ChannelView channel)
    {
        var network = networks.On(row.Network, channel.Rules);
        return new CopyAfterwards(
            row.Channel, channel.Name, network, row.Link is { } link ? new Uri(link) : null,
            FateOf(row, gone, network?.Can.Edit == true), FateOf(row, gone, network?.Can.Delete == true));
    }

    private static Fate FateOf(Delivery row, bool gone, bool can) => row.State switch
    {
        _ when gone => Fate.Gone,
        DeliveryState.Sending or DeliveryState.Processing or DeliveryState.Unknown or DeliveryState.Asking => can ? Fate.Open : Fate.Stays,
        DeliveryState.Published => can ? Fate.Done : Fate.Stays,
        _ => Fate.NotOut,
    };
}
