using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>For the audit log: of which post, on which channel.</summary>
internal sealed class DeliveryNames(Db db, IPostHeads heads, IChannels channels) : IAuditedNames
{
    public string Thing => "Publishing/Delivery";

    public async Task<IReadOnlyDictionary<Guid, string>> Of(IReadOnlyCollection<Guid> keys, CancellationToken ct)
    {
        var ids = keys.Select(DeliveryId.Of).ToList();
        var rows = await db.Set<Delivery>().AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Post, row.Channel }).ToListAsync(ct);
        var posts = await heads.Many([.. rows.Select(row => row.Post).Distinct()], ct);
        var names = (await channels.Many([.. rows.Select(row => row.Channel).Distinct()], ct)).ToDictionary(channel => channel.Id, channel => channel.Name);
        return rows.ToDictionary(
            row => row.Id.Value,
            row => string.Join(" · ", new[] { posts.GetValueOrDefault(row.Post)?.Title, names.GetValueOrDefault(row.Channel) }.Where(name => !string.IsNullOrEmpty(name))));
    }
}
