using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Channels;

/// <summary>Questions that every step of a post asks, translated once. One of these lives as long as the program: a translated question belongs to one database's model.</summary>
internal sealed class ChannelQueries
{
    private readonly Func<Db, List<ChannelId>, IAsyncEnumerable<Channel>> many = EF.CompileAsyncQuery((Db db, List<ChannelId> ids) =>
        db.Set<Channel>().AsNoTracking().Where(one => ids.Contains(one.Id)).OrderBy(one => one.Name).AsQueryable());

    private readonly Func<Db, IAsyncEnumerable<Channel>> all = EF.CompileAsyncQuery((Db db) =>
        db.Set<Channel>().AsNoTracking().OrderBy(one => one.Name).AsQueryable());

    /// <summary>By name.</summary>
    public Task<List<Channel>> Many(Db db, List<ChannelId> ids, CancellationToken ct) => Read(many(db, ids), ct);

    /// <summary>By name.</summary>
    public Task<List<Channel>> All(Db db, CancellationToken ct) => Read(all(db), ct);

    private static async Task<List<Channel>> Read(IAsyncEnumerable<Channel> rows, CancellationToken ct)
    {
        var found = new List<Channel>();
        await foreach (var row in rows.WithCancellation(ct))
            found.Add(row);
        return found;
    }
}
