using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A post in a list.</summary>
/// <param name="Correction">True while something that is already public is being corrected.</param>
/// <param name="Due">UTC; null: as soon as it is released.</param>
internal sealed record PostRow(
    PostId Id,
    string Title,
    PostState State,
    bool Correction,
    UnitId Unit,
    string UnitName,
    CategoryView? Category,
    DateTime? Due,
    DateTime? PublicSince,
    DateTime ChangedAt,
    PersonId Author,
    string AuthorName,
    IReadOnlyList<RowChannel> Channels)
{
    /// <summary>Headline of the post that has to appear before this one; null when it waits for none, or is out.</summary>
    public string? WaitsFor { get; init; }
}

internal sealed record RowChannel(ChannelId Id, string Name, string Network, string Mark, bool Practice);

/// <summary>Makes rows of posts that a query has found; it does not ask who may see them.</summary>
internal sealed class PostRows(Db db, IUnits units, IPeople people, IChannels channels, NetworkBook networks, ICategories categories)
{
    public async Task<IReadOnlyList<PostRow>> Read(IQueryable<Post> posts, CancellationToken ct)
    {
        var found = await posts.AsNoTracking().Select(post => new
        {
            post.Id,
            post.Title,
            post.State,
            Correction = post.PublicSince != null && post.WithdrawnAt == null && !Post.Moving.Contains(post.State),
            post.Unit,
            post.Category,
            post.Due,
            post.PublicSince,
            post.ChangedAt,
            post.Author,
            post.AfterPost,
        }).ToListAsync(ct);
        var awaited = found.Where(post => post.PublicSince is null).Select(post => post.AfterPost).OfType<PostId>().Distinct().ToList();
        var titles = awaited.Count == 0 ? [] : await db.Set<Post>().AsNoTracking().Where(post => awaited.Contains(post.Id)).ToDictionaryAsync(post => post.Id, post => (post.Title, post.Unit), ct);
        var ids = found.Select(post => post.Id).ToList();
        var chosen = (await db.Set<Variant>().AsNoTracking().Where(variant => variant.Chosen && ids.Contains(variant.Post))
            .Select(variant => new { variant.Post, variant.Channel }).ToListAsync(ct)).ToLookup(x => x.Post, x => x.Channel);
        var marks = await Marks([.. chosen.SelectMany(x => x).Distinct()], ct);
        var unitNames = (await units.Tree(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        var names = await people.Many([.. found.Select(post => post.Author).Distinct()], ct);
        var topics = (await categories.All(ct)).ToDictionary(category => category.Id);
        return [.. found.Select(post => new PostRow(
            post.Id,
            post.Title,
            post.State,
            post.Correction,
            post.Unit,
            unitNames.GetValueOrDefault(post.Unit, ""),
            post.Category is { } category ? topics.GetValueOrDefault(category) : null,
            post.Due,
            post.PublicSince,
            post.ChangedAt,
            post.Author,
            names.TryGetValue(post.Author, out var author) ? author.Name : "",
            [.. marks.Where(mark => chosen[post.Id].Contains(mark.Id))])
        {
            // Only within one unit is it certain that whoever sees the one may see the other.
            WaitsFor = post.PublicSince is null && post.AfterPost is { } first ? titles.TryGetValue(first, out var other) && other.Unit == post.Unit ? other.Title : "…" : null,
        })];
    }

    private async Task<IReadOnlyList<RowChannel>> Marks(IReadOnlyCollection<ChannelId> ids, CancellationToken ct) =>
        [.. (await channels.Many(ids, ct)).Select(channel =>
        {
            var network = networks.On(channel.Network, channel.Rules);
            return new RowChannel(channel.Id, channel.Name, network?.Name ?? channel.Network, network?.Mark ?? "?", network?.IsPractice == true);
        })];
}
