using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Foresight;

/// <summary>Why a planned post would not go out as it is.</summary>
/// <param name="Channel">Null: nowhere.</param>
/// <param name="Refused">By the network already, ahead of its time.</param>
internal sealed record PostTrouble(PostId Post, int Revision, ChannelId? Channel, Refusal Why, bool Refused = false);

/// <summary>Looks at planned posts themselves: may their pictures be shown when they are due, and do they still fit the rules of their channels?</summary>
internal sealed class PostsAhead(IReleasedPosts posts, IPictures pictures, IStillFits fits, CityTime time)
{
    /// <summary>At most one for each post and channel; what stops a post everywhere comes first.</summary>
    public async Task<IReadOnlyList<PostTrouble>> Of(IReadOnlyCollection<Planned> planned, CancellationToken ct)
    {
        if (planned.Count == 0)
            return [];
        var released = await posts.Revisions([.. planned.Select(x => (x.Post, x.Revision)).Distinct()], ct);
        var shown = await pictures.Many([.. released.SelectMany(x => x.Pictures).Select(x => x.Picture).Distinct()], ct);
        var due = planned.GroupBy(x => (x.Post, x.Revision)).ToDictionary(x => x.Key, x => x.Max(one => one.Due));
        var stopped = released.Select(x => (Post: x, Why: OfPictures(x, shown, due[(x.Id, x.Revision)]))).Where(x => x.Why is not null)
            .Select(x => new PostTrouble(x.Post.Id, x.Post.Revision, null, Named(x.Post, x.Why!))).ToList();
        var refused = planned.Where(x => x.Refused is not null && x.Due > time.UtcNow && stopped.TrueForAll(one => one.Post != x.Post || one.Revision != x.Revision))
            .Select(x => (Planned: x, Post: released.FirstOrDefault(one => one.Id == x.Post && one.Revision == x.Revision))).Where(x => x.Post is not null)
            .Select(x => new PostTrouble(x.Planned.Post, x.Planned.Revision, x.Planned.Channel, Refusal.Invalid("Publishing.Ahead.Refused", x.Post!.Title, x.Planned.Refused!.AsRefusal()), Refused: true));
        var misfits = (await fits.Of([.. released.Where(x => stopped.TrueForAll(one => one.Post != x.Id || one.Revision != x.Revision))], ct))
            .DistinctBy(x => (x.Post, x.Revision, x.Channel))
            .Select(x => new PostTrouble(x.Post, x.Revision, x.Channel, Named(released.First(one => one.Id == x.Post && one.Revision == x.Revision), x.Why)));
        return [.. stopped, .. refused.Concat(misfits).DistinctBy(x => (x.Post, x.Revision, x.Channel))];
    }

    private Refusal? OfPictures(ReleasedPost post, IReadOnlyDictionary<PictureId, PictureView> shown, DateTime due)
    {
        if (Releases.Unusable(post, shown) is { } now)
            return Refusal.Invalid(now.Changed ? $"Publishing.Ahead.{OutgoingForm.KindOf(now.Picture)}Changed" : $"Publishing.Ahead.{OutgoingForm.KindOf(now.Picture)}Blocked", now.Picture.FileName);
        var day = DateOnly.FromDateTime(time.ToLocal(due));
        var ending = post.Pictures.Where(x => shown.ContainsKey(x.Picture)).Select(x => shown[x.Picture]).FirstOrDefault(x => x.UsableUntil < day);
        return ending is null ? null : Refusal.Invalid($"Publishing.Ahead.{OutgoingForm.KindOf(ending)}ConsentEnds", ending.FileName, ending.UsableUntil!.Value);
    }

    private static Refusal Named(ReleasedPost post, Refusal why) => Refusal.Invalid("Publishing.Ahead.Post", post.Title, why);
}
