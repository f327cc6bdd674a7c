using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Foresight;

/// <summary>What stands in the way of planned posts on a channel; the worst of it, where there is more.</summary>
/// <param name="Key">Last word of the keys of its texts: NotConnected, Lost, Ends, Rights, Review, Paused, Quota, Post or Refused.</param>
/// <param name="Why">In one sentence.</param>
/// <param name="Posts">How many of them …</param>
/// <param name="First">… and when the first is due, UTC.</param>
/// <param name="Post">The first.</param>
/// <param name="Episode">The same as long as it is the same trouble, so that nobody hears of it twice.</param>
internal sealed record Hitch(ChannelId Channel, string Key, Refusal Why, int Posts, DateTime First, PostId Post, string Episode)
{
    /// <summary>It is about one post, and lies in that.</summary>
    public bool IsOfPost => Key is "Post" or "Refused";

    /// <summary>Whoever reads this may not see that post.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Null where nothing is planned that it concerns.</summary>
    public static Hitch? Of(ChannelId channel, string key, Refusal why, List<Planned> planned, string episode) =>
        planned.Count == 0 ? null : new Hitch(channel, key, why, planned.Select(x => x.Post).Distinct().Count(), planned[0].Due, planned[0].Post, episode);

    /// <summary>Where it is mended.</summary>
    public string Link => Key switch { _ when IsOfPost && !IsHidden => $"/desk/beitraege/{Post}", "Quota" => "/desk/kalender", "Review" => $"/desk/kanaele/{Channel}#pruefung", _ => $"/desk/kanaele/{Channel}" };
}

/// <summary>A delivery that is to go out soon.</summary>
internal sealed record Planned(DeliveryId Id, ChannelId Channel, PostId Post, int Revision, DateTime Due)
{
    /// <summary>What the network said to its video ahead of its time; null where it did not refuse it.</summary>
    public Sentence? Refused { get; init; }
}
