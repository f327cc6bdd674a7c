using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Hooks;

/// <summary>
/// A network has knocked: what it may be about is asked now instead of at its next turn, in the way in which it is always asked. Nothing is taken from the call itself,
/// so one that comes twice, late or for nothing costs a question. The body stays for others who wait for it.
/// </summary>
internal sealed class WhenHookArrived(Db db, IHooks hooks, Webhooks doors, Ledger ledger, Rounds rounds) : IHandle<HookArrived>
{
    private const int MostNews = 50;

    // A flood of calls is no flood of questions.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    public async Task Handle(HookArrived happened, CancellationToken ct)
    {
        if (doors.At(happened.Door) is not IHookReader reader || await hooks.Body(happened.Id, ct) is not { } body)
            return;
        foreach (var news in reader.Read(body).Distinct().Take(MostNews))
            await (news.About == HookAbout.SignIn ? Doubt(news, ct) : LookNow(news, ct));
    }

    // The version is the session's, and that has not changed: whoever is renewing it just now must not think that somebody else did.
    private async Task Doubt(HookNews news, CancellationToken ct)
    {
        await Of(news).Where(x => x.IsGood && x.Secrets != "").ExecuteUpdateAsync(set => set.SetProperty(x => x.CheckedAt, (DateTime?)null), ct);
        db.AfterCommit(() => rounds.Nudge(DoubtRound.Name));
    }

    private async Task LookNow(HookNews news, CancellationToken ct)
    {
        var (now, channels) = (ledger.Now, await Of(news).Select(x => x.Channel).ToListAsync(ct));
        var soon = now + Breath;
        // Of what is unknown the ticket may be just what got lost.
        var waiting = await db.Set<Delivery>().AsNoTracking()
            .Where(x => channels.Contains(x.Channel) && x.NextAt > soon && (x.LeaseUntil == null || x.LeaseUntil <= now)
                && (x.State == DeliveryState.Unknown || (x.State == DeliveryState.Processing && (news.Ticket == null || x.Ticket == news.Ticket))))
            .Select(x => x.Id).ToListAsync(ct);
        foreach (var id in waiting)
        {
            if (await ledger.Load(id, ct) is not { State: DeliveryState.Unknown or DeliveryState.Processing } row || row.IsLeased(now))
                continue;
            row.LookNow(now);
            await ledger.Write(row, ct);
        }
        if (waiting.Count > 0)
            db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
    }

    private IQueryable<Connection> Of(HookNews news) => db.Set<Connection>().Where(x => x.Network == news.Network && (news.Account == null || x.AccountId == news.Account));
}
