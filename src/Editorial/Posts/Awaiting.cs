using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A post that goes out when another has appeared, and with its link.</summary>
internal static class Awaiting
{
    // As long as the longer addresses that networks give to posts: what has room for it has room for the real one. Nobody is ever sent there (RFC 2606).
    public static readonly Uri Placeholder = new($"https://link.invalid/{new string('x', 150)}");

    /// <summary>A text to be read by people: words in the place of the link that is not known yet.</summary>
    public static string Spoken(string text, string words) => text.Replace(Placeholder.AbsoluteUri, words, StringComparison.Ordinal);

    /// <summary>"(Link zum Beitrag „Video“ auf YouTube)"; without names where the reader may not see it.</summary>
    public static string Words(Words words, Draft draft) =>
        draft.Awaited is not { } awaited || awaited.Awaited != draft.Waits ? words["Editorial.Awaited.AnyLink"] : words["Editorial.Awaited.Link", awaited.Title, awaited.ChannelName];
}

/// <summary>What is waited for, with names.</summary>
internal sealed record AwaitedView(AwaitedPost Awaited, string Title, string ChannelName)
{
    /// <summary>For the choice in a list.</summary>
    public string Key => $"{Awaited.Post}/{Awaited.Channel}";
}

/// <summary>Looks whether what a post waits for can come at all.</summary>
internal sealed class AwaitedCheck(Db db)
{
    private const int Longest = 20;

    public async Task<Problem?> Of(PostId post, PostContent content, CancellationToken ct)
    {
        if (content.Waits is not { } waits)
            return null;
        if (!string.IsNullOrEmpty(content.Link))
            return Say("Editorial.AwaitedAndLink");
        var awaited = await db.Set<Post>().AsNoTracking().Where(x => x.Id == waits.Post)
            .Select(x => new { x.Title, x.State, Chosen = x.Variants.Any(variant => variant.Channel == waits.Channel && variant.Chosen) }).SingleOrDefaultAsync(ct);
        if (awaited is null || awaited.State == PostState.Withdrawn)
            return Say("Editorial.AwaitedGone");
        if (!awaited.Chosen)
            return Say("Editorial.AwaitedNotThere", awaited.Title);
        return await Circles(post, waits.Post, ct) ? Say("Editorial.AwaitedCircle", awaited.Title) : null;
    }

    private async Task<bool> Circles(PostId post, PostId from, CancellationToken ct)
    {
        PostId? at = from;
        for (var step = 0; step < Longest && at is { } here; step++)
        {
            if (here == post)
                return true;
            at = await db.Set<Post>().AsNoTracking().Where(x => x.Id == here).Select(x => x.AfterPost).SingleOrDefaultAsync(ct);
        }
        return at is not null;
    }

    private static Problem Say(string key, params object[] args) => new(Refusal.Invalid(key, args).On("waits"), null);
}

/// <summary>What a post may wait for: posts that are not out yet, or just now, each on the channels that were chosen for it; last changed first.</summary>
internal sealed class AwaitablePosts(Db db, IChannels channels)
{
    private const int Most = 20;

    private static readonly PostState[] Coming =
        [PostState.Draft, PostState.Submitted, PostState.Returned, PostState.Approved, PostState.Scheduled, PostState.Publishing, PostState.Published, PostState.PartlyPublished];

    public async Task<IReadOnlyList<AwaitedView>> Run(Actor actor, PostId self, AwaitedPost? chosen, CancellationToken ct)
    {
        var seen = actor.UnitsWith(Permission.See);
        var already = chosen?.Post;
        var posts = await db.Set<Post>().AsNoTracking()
            .Where(x => x.Id != self && seen.Contains(x.Unit) && (x.Id == already || (Coming.Contains(x.State) && x.Variants.Any(variant => variant.Chosen))))
            .OrderByDescending(x => x.Id == already).ThenByDescending(x => x.ChangedAt).Take(Most)
            .Select(x => new { x.Id, x.Title, On = x.Variants.Where(variant => variant.Chosen).Select(variant => variant.Channel).ToList() }).ToListAsync(ct);
        var names = (await channels.Many([.. posts.SelectMany(x => x.On).Distinct()], ct)).ToDictionary(x => x.Id, x => x.Name);
        return [.. posts.SelectMany(x => x.On.Where(names.ContainsKey).OrderBy(channel => names[channel], StringComparer.CurrentCulture)
            .Select(channel => new AwaitedView(new AwaitedPost(x.Id, channel), x.Title, names[channel])))];
    }
}
