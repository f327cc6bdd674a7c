using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Turns rows into what rooms above and screens show.</summary>
internal sealed class DeliveryList(Db db, IChannels channels, NetworkBook networks, Words words) : IDeliveries
{
    public async Task<ILookup<PostId, DeliveryView>> OfPosts(IReadOnlyCollection<PostId> posts, CancellationToken ct)
    {
        var rows = await db.Set<Delivery>().AsNoTracking().Where(x => posts.Contains(x.Post)).ToListAsync(ct);
        return (await Views(rows, ct)).ToLookup(x => x.Post);
    }

    public async Task<IReadOnlyList<PublicCopy>> Copies(PostId post, CancellationToken ct)
    {
        var rows = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post).ToListAsync(ct);
        // What is being taken away is linked no more, whatever comes of it; a deletion whose correction is not live yet has not begun.
        var gone = rows.Where(x => x.Kind == DeliveryKind.Delete && x.State != DeliveryState.Withdrawn && (x.State != DeliveryState.Waiting || x.NextAt is not null))
            .Select(x => x.Target).ToHashSet();
        var live = rows.Where(x => x is { Kind: DeliveryKind.Publish, State: DeliveryState.Published, Link: not null } && !gone.Contains(x.Id)).ToList();
        var byId = (await channels.Many([.. live.Select(x => x.Channel).Distinct()], ct)).ToDictionary(x => x.Id);
        return
        [
            .. live.Where(x => byId.ContainsKey(x.Channel))
                .Select(x => new PublicCopy(
                    x.Channel, byId[x.Channel].Name, x.Network, PublicName(x.Network, byId[x.Channel].Rules), new Uri(x.Link!), networks.Find(x.Network)?.IsPractice == true))
                .OrderBy(x => x.NetworkName, StringComparer.CurrentCulture).ThenBy(x => x.ChannelName, StringComparer.CurrentCulture),
        ];
    }

    private string PublicName(string network, string? rules) => networks.On(network, rules)?.RealName ?? networks.NameOf(network) ?? network;

    internal async Task<IReadOnlyList<DeliveryView>> Views(IReadOnlyList<Delivery> rows, CancellationToken ct)
    {
        var known = (await channels.Many([.. rows.Select(x => x.Channel).Distinct()], ct)).ToDictionary(x => x.Id);
        var names = known.ToDictionary(x => x.Key, x => x.Value.Name);
        return
        [
            .. rows.OrderByDescending(x => x.Revision).ThenBy(x => names.GetValueOrDefault(x.Channel, ""), StringComparer.CurrentCulture).ThenBy(x => x.Kind)
                .Select(x => new DeliveryView(
                    x.Id, x.Post, x.Revision, x.Channel, names.GetValueOrDefault(x.Channel, ""), x.Network, x.Kind, x.State, x.Due, x.NextAt, x.Attempt,
                    x.Link is null ? null : new Uri(x.Link), x.PublishedAt, x.VerifiedAt, Say(words, x.SentenceKey, x.SentenceArgs))
                    {
                        Face = networks.On(x.Network, known.GetValueOrDefault(x.Channel)?.Rules),
                        Target = x.Target,
                    }),
        ];
    }

    internal static string? Say(Words words, string? key, string? args) =>
        key is null ? null : words[key, [.. (args ?? "").Split('\u001f')]];
}

/// <summary>What the people who ask may see: deliveries of posts in their units.</summary>
internal sealed class PostDeliveries(DeliveryList list, IPostHeads heads)
{
    public async Task<IReadOnlyList<DeliveryView>> Run(Actor actor, PostId post, CancellationToken ct) =>
        (await heads.Many([post], ct)).TryGetValue(post, out var head) && actor.May(Permission.See, head.Unit)
            ? [.. (await list.OfPosts([post], ct))[post]]
            : [];
}

/// <summary>One attempt as a person reads it.</summary>
internal sealed record AttemptView(int Number, DateTime At, string What, int? Status, string? Code, string? RequestId, int Milliseconds, DeliveryState State);

internal sealed class DeliveryAttempts(Db db, IPostHeads heads)
{
    public async Task<IReadOnlyList<AttemptView>> Run(Actor actor, DeliveryId delivery, CancellationToken ct)
    {
        var post = await db.Set<Delivery>().AsNoTracking().Where(x => x.Id == delivery).Select(x => (PostId?)x.Post).SingleOrDefaultAsync(ct);
        if (post is not { } id || !(await heads.Many([id], ct)).TryGetValue(id, out var head) || !actor.May(Permission.See, head.Unit))
            return [];
        return await db.Set<Attempt>().AsNoTracking().Where(x => x.Delivery == delivery).OrderBy(x => x.Id)
            .Select(x => new AttemptView(x.Number, x.At, x.What, x.Status, x.Code, x.RequestId, x.Milliseconds, x.State)).ToListAsync(ct);
    }
}
