using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;

namespace Stadtfunk.Publishing.Foresight;

/// <summary>Is more planned on a channel than its network takes?</summary>
internal sealed class AllowancesAhead(Allowances allowances, IReleasedPosts posts, NetworkBook networks, CityTime time)
{
    // What is counted by minutes goes out a little later by itself.
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <param name="channel">Whose posts it is about.</param>
    /// <param name="connection">Its own.</param>
    /// <param name="planned">On this channel …</param>
    /// <param name="ofNetwork">… and on all channels of its network.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Hitch?> Of(ChannelView channel, Connection? connection, List<Planned> planned, List<Planned> ofNetwork, DateTime now, CancellationToken ct)
    {
        var network = networks.Find(channel.Network);
        if (await allowances.Of(channel.Id, network, KnownHealth.Read(connection?.Health), now, ct) is { } allowance && allowance.Per >= Shortest
            && TooMany(channel.Id, allowance, planned, now, Refusal.Conflict("Publishing.Ahead.Quota", allowance.Total, (int)allowance.Per.TotalHours)) is { } used)
            return used;
        foreach (var limit in network?.DayLimits ?? [])
        {
            var concerned = await Concerned(limit, limit.OfApp ? ofNetwork : planned, ct);
            if (concerned.Count == 0)
                continue;
            var day = await allowances.Of(limit, channel.Id, channel.Network, null, now, ct);
            var why = network!.FormOf(limit.Form) is { } form ? Refusal.Conflict("Publishing.Ahead.QuotaOfForm", limit.Posts, Refusal.Conflict(form.Label))
                : Refusal.Conflict(limit.Drafts ? "Publishing.Ahead.QuotaOfDrafts" : "Publishing.Ahead.QuotaOfDay", limit.Posts);
            if (TooMany(channel.Id, day, [.. concerned.Where(x => !day.Begun.Contains(x.Id))], now, why) is { } hitch)
                return hitch;
        }
        return null;
    }

    private async Task<List<Planned>> Concerned(DayLimit limit, List<Planned> planned, CancellationToken ct)
    {
        if (limit is { Form: null, AsDraft: null } || planned.Count == 0)
            return planned;
        var concerned = (await posts.Revisions([.. planned.Select(x => (x.Post, x.Revision)).Distinct()], ct))
            .SelectMany(x => x.Channels.Where(variant => limit.Concerns(variant.Form, variant.Terms)).Select(variant => (x.Id, x.Revision, variant.Channel))).ToHashSet();
        return [.. planned.Where(x => concerned.Contains((x.Post, x.Revision, x.Channel)))];
    }

    private Hitch? TooMany(ChannelId channel, Allowance allowance, List<Planned> planned, DateTime now, Refusal why)
    {
        var tooMany = allowance.TooMany(planned, x => x.Due < now ? now : x.Due).Where(x => x.Channel == channel).ToList();
        return tooMany.Count == 0 ? null : Hitch.Of(channel, "Quota", why, tooMany, $"{DateOnly.FromDateTime(time.ToLocal(tooMany[0].Due)):yyyyMMdd}");
    }
}
