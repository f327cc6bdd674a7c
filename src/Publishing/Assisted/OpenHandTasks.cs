using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Assisted;

/// <param name="TakenBy">Somebody else who does it already; null for nobody, and for oneself.</param>
internal sealed record HandTaskLine(DeliveryId Id, DeliveryKind Kind, string Title, string Place, string ChannelName, DateTime Deadline, bool Late, string? TakenBy);

/// <summary>
/// What this person is to do by hand now. What is past its deadline is asked about among the checks; here it stays for owners who may not answer there.
/// </summary>
internal sealed class OpenHandTasks(Db db, HandTasks tasks, HandOwners owners, Rights rights, IPostHeads heads, IChannels channels, IPeople people, NetworkBook networks) : IWaiting
{
    private const int Most = 100;

    public async Task<IReadOnlyList<HandTaskLine>> Run(Actor actor, CancellationToken ct)
    {
        var mine = new List<(Delivery Row, ChannelView Channel)>();
        foreach (var (row, channel) in await Candidates(ct))
            if ((await owners.Of(channel, ct)).Contains(actor.Person) && (row.State == DeliveryState.Processing || await rights.Refuses(actor, row, ct) is not null))
                mine.Add((row, channel));
        if (mine.Count == 0)
            return [];
        var ids = mine.Select(x => x.Row.Id).ToList();
        var claims = (await db.Set<HandClaim>().AsNoTracking().Where(x => ids.Contains(x.Delivery)).ToListAsync(ct)).ToDictionary(x => (x.Delivery, x.Attempt));
        var names = await people.Many([.. claims.Values.Select(x => x.Taker).Distinct()], ct);
        var posts = await heads.Many([.. mine.Select(x => x.Row.Post).Distinct()], ct);
        return
        [
            .. mine.Select(x => new HandTaskLine(
                x.Row.Id, x.Row.Kind, posts.GetValueOrDefault(x.Row.Post)?.Title ?? "", networks.On(x.Row.Network, x.Channel.Rules)?.RealName ?? "", x.Channel.Name, HandTasks.DeadlineOf(x.Row),
                x.Row.State == DeliveryState.Asking,
                claims.GetValueOrDefault((x.Row.Id, x.Row.Attempt)) is { } claim && claim.Taker != actor.Person ? names.GetValueOrDefault(claim.Taker)?.Name ?? "" : null))
                .OrderBy(x => x.Deadline),
        ];
    }

    public async Task<int> Count(Actor actor, CancellationToken ct) => (await Run(actor, ct)).Count(x => x.TakenBy is null);

    private async Task<List<(Delivery, ChannelView)>> Candidates(CancellationToken ct)
    {
        var rows = await db.Set<Delivery>().AsNoTracking()
            .Where(x => (x.State == DeliveryState.Processing || x.State == DeliveryState.Asking) && tasks.Keys.Contains(x.Network))
            .OrderBy(x => x.Due).Take(Most).ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var known = (await channels.Many([.. rows.Select(x => x.Channel).Distinct()], ct)).ToDictionary(x => x.Id);
        return [.. rows.Where(x => known.ContainsKey(x.Channel)).Select(x => (x, known[x.Channel]))];
    }
}
