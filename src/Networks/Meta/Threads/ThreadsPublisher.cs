using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Threads;

/// <summary>Posts a text with a link's card, a picture, a carousel, or a video. What is published cannot be edited.</summary>
internal sealed class ThreadsPublisher(
    [FromKeyedServices(ThreadsNetwork.Key)] Containers containers, [FromKeyedServices(ThreadsNetwork.Key)] ContainerPosts posts) : IPublisher
{
    public Network Network => ThreadsNetwork.Network;

    // Never sent; it only tells rows apart.
    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    public Task<Step?> Prepare(Errand errand, CancellationToken ct) => errand.Kind == ErrandKind.Publish ? containers.Ready(errand, ct) : Task.FromResult<Step?>(null);

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => posts.Publish(errand, ct),
        ErrandKind.Delete => posts.Delete(errand, ct),
        _ => Task.FromResult<Step>(new Step.Refused(Say.CannotEdit(ThreadsNetwork.Name))),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) => posts.Poll(errand, ct);

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => posts.LookUp(errand, ct);

    public Task<Finding> ReadBack(Errand errand, CancellationToken ct) => posts.ReadBack(errand, ct);

    public Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct) => posts.Behind(link, session, ct);
}
