using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Tests.Publishing;

/// <param name="Faults">What must not be: doubled, lost, hanging, or told wrongly. Empty is good.</param>
internal sealed record KillReport(int Seed, int Kills, int Posts, int Accepted, IReadOnlyDictionary<string, int> States, IReadOnlyList<string> Faults)
{
    public override string ToString() =>
        $"seed {Seed}: {Kills} kills, {Posts} posts, {Accepted} accepted; {string.Join(", ", States.OrderBy(x => x.Key).Select(x => $"{x.Key} {x.Value}"))}; {Faults.Count} faults";
}

/// <summary>A post of a kill run.</summary>
/// <param name="Withdrawn">Somebody has asked to take it away.</param>
internal sealed record KilledPost(PostId Id, string Title)
{
    public bool Withdrawn { get; set; }

    /// <summary>Where it goes to; null: everywhere.</summary>
    public IReadOnlyList<ChannelId>? Channels { get; init; }
}

/// <summary>Compares, post by post and channel by channel, what the networks accepted with what our rows say. The networks are right.</summary>
internal sealed class KillJudge(Trial trial)
{
    /// <summary>So long a process that lives may take to do what has been due. While it was dead, it could not.</summary>
    private static readonly TimeSpan Notices = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LetsGo = TimeSpan.FromSeconds(60);

    private readonly List<string> faults = [];

    public async Task<KillReport> Judge(int seed, int kills, IReadOnlyCollection<KilledPost> posts, TimeSpan patience, CancellationToken ct)
    {
        var rows = await trial.Settle(posts.Sum(x => (x.Channels ?? trial.Channels).Count), patience, ct);
        var accepted = await trial.Accepted([.. posts.Select(x => x.Title)], ct);
        var gone = await trial.Deleted(ct);
        foreach (var post in posts)
            foreach (var channel in post.Channels ?? trial.Channels)
                One(post, channel, [.. rows.Where(x => x.Post == post.Id && x.Channel == channel)], accepted[(channel, post.Title)], gone);
        faults.AddRange(rows.Where(row => !Trial.IsSettled(row, rows)).Select(row => $"{row.Kind} {row.Id} hangs in {row.State} {row.SentenceKey}"));
        await Times(ct);
        await Order(rows, ct);
        return new KillReport(seed, kills, posts.Count, accepted.Values.Sum(), rows.GroupBy(x => $"{x.Kind} {x.State}").ToDictionary(x => x.Key, x => x.Count()), faults);
    }

    private void One(KilledPost post, ChannelId channel, List<Delivery> rows, int there, IReadOnlySet<string> gone)
    {
        var first = rows.Where(x => x.Kind == DeliveryKind.Publish).ToList();
        var published = first.Count(x => x.State == DeliveryState.Published);
        var asked = first.Any(x => x.State == DeliveryState.Asking);
        var deleted = rows.Any(x => x is { Kind: DeliveryKind.Delete, State: DeliveryState.Published });
        var kept = trial.KeepsWhatWasDeleted(channel);
        var what = $"{post.Title} on {channel}: {string.Join(", ", rows.Select(x => $"{x.Kind} r{x.Revision} {x.State} {x.SentenceKey}"))}; there {there}";
        if (first.Count == 0)
            faults.Add($"no row: {what}");
        if (there > 1 || published > 1)
            faults.Add($"doubled: {what}");
        if (first.Any(x => x.State is DeliveryState.Refused or DeliveryState.Missed))
            faults.Add($"not sent: {what}");
        if (published == 1 && there == 0 && (kept || !deleted))
            faults.Add($"said to be there and is not: {what}");
        if (published == 0 && !asked && there > 0)
            faults.Add($"there and nobody knows: {what}");
        if (published == 0 && !asked && !post.Withdrawn)
            faults.Add($"lost: {what}");
        if (post.Withdrawn && published == 1 && !rows.Any(x => x.Kind == DeliveryKind.Delete && x.State is DeliveryState.Published or DeliveryState.Asking))
            faults.Add($"withdrawn and left standing: {what}");
        if (deleted && kept && first.Find(x => x.State == DeliveryState.Published) is { RemoteId: { } id } && !gone.Contains(id))
            faults.Add($"said to be deleted and is not: {what}");
    }

    /// <summary>
    /// Rules 1 and 11: of two first posts whose pages were there, the one that is due earlier is taken up earlier on each channel. What was put back before it was
    /// begun is left out (its turn comes when its wait is over), and so is what had to wait for its page.
    /// </summary>
    private async Task Order(IReadOnlyList<Delivery> rows, CancellationToken ct)
    {
        var moves = await trial.Town.With((Db db) => db.Set<Attempt>().AsNoTracking().Where(x => x.What == Attempt.Moved).OrderBy(x => x.At).ThenBy(x => x.Id)
            .Select(x => new { x.Delivery, x.At, x.State }).ToListAsync(ct));
        var first = moves.GroupBy(x => x.Delivery).ToDictionary(x => x.Key, x => x.First());
        var pages = (await trial.Town.With((Db db) => db.Set<Release>().AsNoTracking().Where(x => x.LiveAt != null).ToListAsync(ct))).ToDictionary(x => (x.Post, x.Revision), x => x.LiveAt!.Value);
        var begun = rows.Where(row => row.Kind == DeliveryKind.Publish && pages.ContainsKey((row.Post, row.Revision))
                && first.TryGetValue(row.Id, out var move) && move.State is DeliveryState.Preparing or DeliveryState.Sending)
            .Select(row => new BegunRow(row.Channel, row.Due, pages[(row.Post, row.Revision)], first[row.Id].At, $"{row.Id}")).ToList();
        faults.AddRange(OutOfOrder(begun));
    }

    /// <param name="Live">When its page was put live: until then it has no turn.</param>
    /// <param name="At">When it was first taken up.</param>
    internal sealed record BegunRow(ChannelId Channel, DateTime Due, DateTime Live, DateTime At, string Name);

    /// <summary>Two nodes read their clocks apart from each other.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMilliseconds(250);

    internal static IEnumerable<string> OutOfOrder(IEnumerable<BegunRow> begun) =>
        from channel in begun.GroupBy(row => row.Channel)
        from earlier in channel
        from later in channel
        where earlier.Due < later.Due && earlier.Live <= later.Live && earlier.At > later.At + ClocksApart
        select $"{earlier.Name} was due before {later.Name} on {channel.Key} and begun {(earlier.At - later.At).TotalSeconds:0.0} s after it";

    /// <summary>From the attempts, which are never changed: how long rows stood where they must not stand long.</summary>
    private async Task Times(CancellationToken ct)
    {
        var moves = await trial.Town.With((Db db) => db.Set<Attempt>().AsNoTracking().Where(x => x.What == "state").OrderBy(x => x.At).ThenBy(x => x.Id)
            .Select(x => new { x.Delivery, x.At, x.State }).ToListAsync(ct));
        foreach (var row in moves.GroupBy(x => x.Delivery))
        {
            DateTime? unknown = null;
            DateTime? sending = null;
            foreach (var move in row)
            {
                if (sending is { } sent && move.State != DeliveryState.Sending && trial.Town.Deaths.Alive(sent + Delivery.SendLease, move.At) > LetsGo)
                    faults.Add($"{row.Key} stood in Sending for {(move.At - sent).TotalSeconds:0} s");
                if (unknown is { } since && move.State != DeliveryState.Unknown && trial.Town.Deaths.Alive(since + Delivery.AskAfter, move.At) > Notices)
                    faults.Add($"{row.Key} was unknown for {(move.At - since).TotalSeconds:0} s before it was {move.State}");
                sending = move.State == DeliveryState.Sending ? sending ?? move.At : null;
                unknown = move.State == DeliveryState.Unknown ? unknown ?? move.At : null;
            }
        }
    }
}
