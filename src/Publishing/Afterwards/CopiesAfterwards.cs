using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
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

    /// <summary>The program changes the words there; the network lets no pictures be exchanged.</summary>
    WordsOnly,

    /// <summary>The program does it there as long as the network allows it, which is not for long; it gets another address.</summary>
    Briefly,

    /// <summary>It has stood there for too long to be changed.</summary>
    TooLate,

    /// <summary>It was changed there as often as may be.</summary>
    UsedUp,

    /// <summary>A person gets the task to do it.</summary>
    ByHand,

    /// <summary>The network takes away only what is younger, unless the account has a right of its own to it: tried, but not promised.</summary>
    Late,

    /// <summary>A deletion is on its way already.</summary>
    Leaving,

    /// <summary>The network has no way; the copy stays as it is until a person acts there.</summary>
    Stays,

    /// <summary>It cannot be changed there, and goes away by itself.</summary>
    Passes,

    /// <summary>It has been taken away there already.</summary>
    Gone,
}

/// <param name="Revision">The one that published it.</param>
/// <param name="Active">False for a channel that rests or is retired.</param>
/// <param name="Link">Of the copy; null where it is not known.</param>
/// <param name="Corrected">What a correction does there.</param>
/// <param name="Withdrawn">What a withdrawal does there.</param>
internal sealed record CopyAfterwards(
    ChannelId Channel, string ChannelName, Network? Network, int Revision, bool Active, Uri? Link, Fate Corrected, Fate Withdrawn)
{
    /// <summary>Another form than a post, in which it was published.</summary>
    public PostForm? Form { get; init; }

    /// <summary>On what terms it can be changed, where that is not always so.</summary>
    public EditRules? Edits { get; init; }

    /// <summary>
    /// What the sentences about this copy name: its network, for how many hours that takes posts away, its form, for how many hours that stands, and for how many minutes
    /// and how often it can be changed.
    /// </summary>
    public object[] Names(Words words) =>
        [Network?.Name ?? "", Network?.Can.DeleteWithin is { } limit ? (int)limit.TotalHours : 0, Form is { } form ? words[form.Label] : "", (int)(Form?.Lasts?.TotalHours ?? 0), (int)(Edits?.Within.TotalMinutes ?? 0), Edits?.Most ?? 0];
}

/// <summary>For a post that is out: what correcting or withdrawing it can do on each of its channels.</summary>
internal sealed class CopiesAfterwards(Db db, IPostHeads heads, IReleasedPosts posts, IChannels channels, NetworkBook networks, EditWindows windows, DatabaseClock clock)
{
    public async Task<IReadOnlyList<CopyAfterwards>> Run(Actor actor, PostId post, CancellationToken ct)
    {
        if (!(await heads.Many([post], ct)).TryGetValue(post, out var head) || !actor.May(Permission.See, head.Unit))
            return [];
        var rows = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post).ToListAsync(ct);
        var deletions = rows.Where(x => x is { Kind: DeliveryKind.Delete, Target: not null } && x.State != DeliveryState.Withdrawn).ToLookup(x => x.Target!.Value, x => x.State);
        var named = (await channels.Many([.. rows.Select(x => x.Channel).Distinct()], ct)).ToDictionary(x => x.Id);
        var copies = new List<CopyAfterwards>();
        foreach (var row in rows.Where(x => x.Kind == DeliveryKind.Publish).GroupBy(x => x.Channel).Select(x => x.MaxBy(row => row.Revision)!))
            if (named.TryGetValue(row.Channel, out var channel) && networks.On(row.Network, channel.Rules) is var network)
                copies.Add(Of(row, [.. deletions[row.Id]], channel, network, await FormOf(row, network, ct), windows.Of(network, row, channel.Rules, rows, clock.Now)));
        return [.. copies.OrderBy(x => x.ChannelName, StringComparer.CurrentCulture)];
    }

    private async Task<PostForm?> FormOf(Delivery row, Network? network, CancellationToken ct) => network is not { Forms.Count: > 0 } ? null
        : network.FormOf((await posts.Revision(row.Post, row.Revision, ct))?.Channels.FirstOrDefault(x => x.Channel == row.Channel)?.Form);

    private CopyAfterwards Of(Delivery row, IReadOnlyList<DeliveryState> deletions, ChannelView channel, Network? network, PostForm? form, EditWindow window)
    {
        var gone = deletions.Contains(DeliveryState.Published);
        return new CopyAfterwards(
            row.Channel, channel.Name, network, row.Revision, channel.State == ChannelState.Active, row.Link is { } link ? new Uri(link) : null,
            gone ? Fate.Gone : Corrected(row, network, form, window),
            gone ? Fate.Gone : deletions.Any(x => x is not (DeliveryState.Refused or DeliveryState.Missed)) ? Fate.Leaving : Withdrawn(row, network))
        {
            Form = form, Edits = windows.RulesOf(row.Network, channel.Rules),
        };
    }

    private static Fate Corrected(Delivery row, Network? network, PostForm? form, EditWindow window) => FateOf(row, network, window == EditWindow.Open && form?.Lasts is null) switch
    {
        Fate.Stays when form?.Lasts is not null => Fate.Passes,
        Fate.Stays when window == EditWindow.Late => Fate.TooLate,
        Fate.Stays when window == EditWindow.UsedUp => Fate.UsedUp,
        Fate.Done or Fate.Open when network is { Can.Edit: false } => Fate.Briefly,
        Fate.Done when !network!.Can.ExchangePictures => Fate.WordsOnly,
        var fate => fate,
    };

    private Fate Withdrawn(Delivery row, Network? network) => FateOf(row, network, network?.Can.Delete == true) switch
    {
        Fate.Done when row.PublishedAt + network!.Can.DeleteWithin <= clock.Now => Fate.Late,
        var fate => fate,
    };

    private static Fate FateOf(Delivery row, Network? network, bool can) => row.State switch
    {
        DeliveryState.Waiting or DeliveryState.Preparing or DeliveryState.Refused or DeliveryState.Missed or DeliveryState.Withdrawn => Fate.NotOut,
        _ when !can => Fate.Stays,
        _ when network?.IsByHand == true => Fate.ByHand,
        DeliveryState.Published => Fate.Done,
        _ => Fate.Open,
    };
}
