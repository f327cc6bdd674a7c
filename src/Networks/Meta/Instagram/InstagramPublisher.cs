using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Instagram;

/// <summary>Posts a picture, a carousel of them, or a video as a Reel, with a caption. What is published cannot be edited.</summary>
internal sealed class InstagramPublisher(
    [FromKeyedServices(InstagramNetwork.Key)] Containers containers, [FromKeyedServices(InstagramNetwork.Key)] ContainerPosts posts) : IPublisher
{
    public Network Network => InstagramNetwork.Network;

    // Never sent; it only tells rows apart.
    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    public async Task<Step?> Prepare(Errand errand, CancellationToken ct) => errand.Kind != ErrandKind.Publish ? null
        : errand.Post is { Pictures: [], Video: null } ? new Step.Refused(new Sentence("Networks.NeedsPicture", InstagramNetwork.Name))
        : await containers.Ready(errand, ct);

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => posts.Publish(errand, ct),
        ErrandKind.Delete => posts.Delete(errand, ct),
        _ => Task.FromResult<Step>(new Step.Refused(Say.CannotEdit(InstagramNetwork.Name))),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) => posts.Poll(errand, ct);

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => posts.LookUp(errand, ct);

    public Task<Finding> ReadBack(Errand errand, CancellationToken ct) => posts.ReadBack(errand, ct);

    public Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct) => posts.Behind(link, session, ct);
}
