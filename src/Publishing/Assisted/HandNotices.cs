using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Assisted;

/// <summary>A task has opened: its owners hear of it, on the desk and by mail, as each has chosen.</summary>
internal sealed class WhenHandTaskOpens(Db db, HandTasks tasks, HandOwners owners, IPostHeads heads, IChannels channels, INotices notices) : IHandle<DeliveryMoved>
{
    public async Task Handle(DeliveryMoved happened, CancellationToken ct)
    {
        if (happened.State != DeliveryState.Processing
            || await db.Set<Delivery>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == happened.Delivery && x.State == DeliveryState.Processing, ct) is not { } row
            || !tasks.IsTask(row))
            return;
        if (await channels.Find(row.Channel, ct) is not { } channel || !(await heads.Many([row.Post], ct)).TryGetValue(row.Post, out var post))
            return;
        await notices.Tell(await owners.Of(channel, ct), Notice(row, post, channel, again: false), ct);
        await db.SaveChangesAsync(ct);
    }

    internal static Notice Notice(Delivery row, PostHead post, ChannelView channel, bool again) => new(
        NoticeKind.ByHand, $"hand/{row.Id}/{row.Attempt}{(again ? "/2" : "")}",
        row.ForPerson is not null ? again ? "Publishing.Notice.DraftAgain" : "Publishing.Notice.Draft" : again ? $"Publishing.Notice.HandAgain.{row.Kind}" : $"Publishing.Notice.Hand.{row.Kind}",
        [post.Title, channel.Name], HandTasks.PathOf(row.Id));
}

/// <summary>Reminds once, half-way to the deadline; after it the task is asked about: nobody knows whether it was done.</summary>
internal sealed class HandTaskRound(Db db, HandTasks tasks, HandOwners owners, Ledger ledger, IPostHeads heads, IChannels channels, INotices notices, ILogger<HandTaskRound> log) : IRound
{
    public const string Name = "hand-tasks";
    private const int Most = 200;

    public async Task Tick(CancellationToken ct)
    {
        var open = await db.Set<Delivery>().AsNoTracking().Where(x => x.State == DeliveryState.Processing && (tasks.Keys.Contains(x.Network) || x.SentenceKey != null))
            .OrderBy(x => x.Due).Take(Most).Select(x => x.Id).ToListAsync(ct);
        foreach (var id in open)
        {
            try
            {
                await Look(id, ct);
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                // One task must not keep the others from being remembered.
                Log.RoundStumbled(log, id.Value, bug);
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task Look(DeliveryId id, CancellationToken ct)
    {
        if (await ledger.Load(id, ct) is not { State: DeliveryState.Processing } row || !tasks.IsTask(row))
            return;
        var end = HandTasks.DeadlineOf(row);
        if (end <= ledger.Now)
        {
            row.Ask(new Sentence(Delivery.HandLate));
            await ledger.Write(row, ct);
            return;
        }
        if (row.Due + ((end - row.Due) / 2) > ledger.Now)
            return;
        if (await channels.Find(row.Channel, ct) is not { } channel || !(await heads.Many([row.Post], ct)).TryGetValue(row.Post, out var post))
            return;
        await notices.Tell(await owners.Of(channel, ct), WhenHandTaskOpens.Notice(row, post, channel, again: true), ct);
        await db.SaveChangesAsync(ct);
    }
}
