using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Notices;
using Log = Stadtfunk.Publishing.Deliveries.Log;

namespace Stadtfunk.Publishing.Foresight;

/// <summary>
/// Each hour: asks the networks of channels for which something is planned in the next three days, at most every six hours each, and tells those who can mend
/// it what stands in the way.
/// </summary>
internal sealed class PreflightRound(Db db, IChannels channels, PreflightNotices notices, IServiceScopeFactory scopes, CityTime time, ILogger<PreflightRound> log) : IRound
{
    public const string Name = "preflight";

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(6);

    public async Task Tick(CancellationToken ct)
    {
        var now = time.UtcNow;
        var ids = (await Preflight.Planned(db, now, ct)).Select(x => x.Channel).Distinct().ToList();
        var stale = (await db.Set<Connection>().AsNoTracking().Where(x => ids.Contains(x.Channel) && x.IsGood && x.Secrets != "").ToListAsync(ct))
            .Where(x => !(KnownHealth.Read(x.Health)?.At > now - Fresh)).Select(x => x.Channel).ToList();
        foreach (var channel in await channels.Many(stale, ct))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ChannelProbe>().Ask(channel.Id, channel.Network, ct);
            }
            catch (Exception away) when (!ct.IsCancellationRequested)
            {
                // One channel must not keep the others from being looked at.
                Log.RoundStumbled(log, channel.Id.Value, away);
            }
        }
        await notices.Tell(ct);
    }
}

/// <summary>Tells once of each trouble: who manages the channel, who may release there, or who wrote the post, by what it is.</summary>
internal sealed class PreflightNotices(Db db, Preflight preflight, IChannels channels, IPeople people, IPostHeads heads, INotices notices, CityTime time)
{
    public async Task Tell(CancellationToken ct)
    {
        var hitches = await preflight.Of(ct);
        var posts = await heads.Many([.. hitches.Values.Select(x => x.Post).Distinct()], ct);
        foreach (var channel in (await channels.Many([.. hitches.Keys], ct)).Where(x => x.State == ChannelState.Active))
        {
            var hitch = hitches[channel.Id];
            var at = NoticeTime.Of(time.ToLocal(hitch.First));
            var key = $"ahead/{hitch.Key}/{channel.Id}/{hitch.Episode}";
            if (hitch.Key == "Post" && posts.TryGetValue(hitch.Post, out var post))
                await Tell(Permission.Release, post.Unit, post.Author, new Notice(NoticeKind.PostTrouble, $"ahead/{hitch.Episode}", "Publishing.Notice.Ahead.Post", [post.Title, at], hitch.Link), ct);
            else if (hitch.IsOfPost)
                // That a network refused it was told when it did.
                continue;
            else if (hitch.Key == "Lost")
                // Told already, or now: never twice.
                await Tell(Permission.ManageChannels, channel.Unit, null, ChannelTroubleRound.OfLost(channel, time), ct);
            else
                await Tell(
                    hitch.Key is "Paused" or "Quota" ? Permission.Release : Permission.ManageChannels, channel.Unit, null,
                    new Notice(NoticeKind.ChannelTrouble, key, $"Publishing.Notice.Ahead.{hitch.Key}", [channel.Name, at], hitch.Link), ct);
        }
        await db.SaveChangesAsync(ct);
    }

    private async Task Tell(Permission who, UnitId unit, PersonId? author, Notice notice, CancellationToken ct)
    {
        var told = (await people.WhoMay(who, unit, ct)).Select(person => person.Id);
        await notices.Tell([.. author is { } one ? told.Append(one).Distinct() : told], notice, ct);
    }
}
