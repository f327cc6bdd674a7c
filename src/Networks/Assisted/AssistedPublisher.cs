using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Assisted;

/// <summary>
/// "Sending" opens a task for a person and waits for what they say. Nobody sees the task before that is on record, so an interrupted sending has
/// certainly had no effect: looked up, it is absent.
/// </summary>
internal sealed class AssistedPublisher(AssistedNetwork places) : IPublisher
{
    private const int Longest = 500;

    public Network Network => places.Network;

    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    public Task<Step?> Prepare(Errand errand, CancellationToken ct) => Task.FromResult<Step?>(null);

    public Task<Step> Send(Errand errand, CancellationToken ct) => Waits(errand);

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Waits(errand);

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => Task.FromResult<Finding>(new Finding.Absent());

    public Task<Finding> ReadBack(Errand errand, CancellationToken ct) =>
        Task.FromResult<Finding>(new Finding.CannotTell(new Sentence("Networks.Assisted.NobodyLooks")));

    /// <summary>Only what leads to the same network can be the receipt; where posts lie below their channel, only what begins with its address.</summary>
    public Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct)
    {
        var like = session.Secret(AssistedSignIn.RulesLike);
        var channel = new Uri(session.AccountId);
        var ours = link.Scheme == Uri.UriSchemeHttps && link.AbsoluteUri.Length <= Longest && places.MayStandIn(link, like, channel);
        return Task.FromResult(ours ? new Receipt(link.AbsoluteUri, link) : null);
    }

    private static Task<Step> Waits(Errand errand) => Task.FromResult<Step>(new Step.Waiting(errand.Key, Timeout.InfiniteTimeSpan));
}
