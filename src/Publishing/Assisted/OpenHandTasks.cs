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
        foreach (var (row, channel) in await Candidates(actor, ct))
            if (row.State == DeliveryState.Processing || await rights.Refuses(actor, row, ct) is not null)
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
                x.Row.Id, x.Row.Kind, posts.GetValueOrDefault(x.Row.Post)?.Title ?? "", PlaceOf(x.Row, x.Channel), x.Channel.Name, HandTasks.DeadlineOf(x.Row),
                x.Row.State == DeliveryState.Asking,
                claims.GetValueOrDefault((x.Row.Id, x.Row.Attempt)) is { } claim && claim.Taker != actor.Person ? names.GetValueOrDefault(claim.Taker)?.Name ?? "" : null))
                .OrderBy(x => x.Deadline),
        ];
    }

    private string PlaceOf(Delivery row, ChannelView channel) => networks.On(row.Network, channel.Rules)?.RealName ?? networks.NameOf(row.Network) ?? "";

    public async Task<int> Count(Actor actor, CancellationToken ct) => (await Run(actor, ct)).Count(x => x.TakenBy is null);

    /// <summary>Owners are asked before anything is cut off: however much waits on the channels of others, it hides nothing of one's own.</summary>
    private async Task<List<(Delivery, ChannelView)>> Candidates(Actor actor, CancellationToken ct)
    {
        var open = db.Set<Delivery>().AsNoTracking().Where(x =>
            (x.State == DeliveryState.Processing && (tasks.Keys.Contains(x.Network) || x.SentenceKey != null)) || (x.State == DeliveryState.Asking && (tasks.Keys.Contains(x.Network) || x.SentenceKey == Delivery.HandLate)));
        var own = new Dictionary<ChannelId, ChannelView>();
        foreach (var channel in await channels.Many(await open.Select(x => x.Channel).Distinct().ToListAsync(ct), ct))
            if ((await owners.Of(channel, ct)).Contains(actor.Person))
                own[channel.Id] = channel;
        var rows = new List<Delivery>();
        // What is asked about may be answered elsewhere, and takes no place from what is to be done.
        foreach (var state in own.Count == 0 ? [] : (DeliveryState[])[DeliveryState.Processing, DeliveryState.Asking])
            rows.AddRange(await open.Where(x => x.State == state && own.Keys.Contains(x.Channel)).OrderByDescending(x => x.Due).ThenByDescending(x => x.Id).Take(Most).ToListAsync(ct));
        return [.. rows.Select(x => (x, own[x.Channel]))];
    }
}
