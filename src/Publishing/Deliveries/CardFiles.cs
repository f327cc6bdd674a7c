using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Pictures of link cards are in no library; until the row is out, or called off, it may need its own again.</summary>
internal sealed class CardFiles(Db db) : IFileUse
{
    public async Task<IReadOnlySet<string>> Needed(CancellationToken ct)
    {
        var cards = await db.Set<Part>().AsNoTracking()
            .Where(part => part.Name == LinkCards.PartName
                && db.Set<Delivery>().Any(row => row.Id == part.Delivery && row.State != DeliveryState.Published && row.State != DeliveryState.Withdrawn))
            .Select(part => part.Value)
            .ToListAsync(ct);
        return cards.Select(LinkCards.FileOf).OfType<string>().ToHashSet();
    }
}
