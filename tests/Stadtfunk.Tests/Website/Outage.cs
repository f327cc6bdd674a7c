using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Contracts;

namespace Stadtfunk.Tests.Website;

/// <summary>Stands between the website and the real posts: counts, and when it is on, fails as a database that is away does.</summary>
internal sealed class Outage
{
    private int asked;

    public bool IsOn { get; set; }

    /// <summary>What happens just after the next post was looked for and not yet found; then it is there.</summary>
    public Action? JustMissed { get; set; }

    /// <summary>How often a page was read.</summary>
    public int Asked => asked;

    public void Between(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IReleasedPosts)).ImplementationType!;
        services.AddScoped<IReleasedPosts>(provider => new Guarded(this, (IReleasedPosts)ActivatorUtilities.CreateInstance(provider, real)));
    }

    private void Pass()
    {
        if (IsOn)
            throw new TimeoutException("The database does not answer.");
    }

    private sealed class Guarded(Outage outage, IReleasedPosts real) : IReleasedPosts
    {
        public IAsyncEnumerable<ReleasedPost> EveryPublic(CancellationToken ct)
        {
            outage.Pass();
            return real.EveryPublic(ct);
        }

        public Task<ReleasedPost?> Revision(PostId post, int revision, CancellationToken ct) => real.Revision(post, revision, ct);

        public Task<IReadOnlyList<ReleasedPost>> Revisions(IReadOnlyCollection<(PostId Post, int Revision)> which, CancellationToken ct) => real.Revisions(which, ct);

        public Task<ReleasedPost?> BySlug(string slug, CancellationToken ct)
        {
            outage.Pass();
            Interlocked.Increment(ref outage.asked);
            if (outage.JustMissed is not { } happens)
                return real.BySlug(slug, ct);
            outage.JustMissed = null;
            happens();
            return Task.FromResult<ReleasedPost?>(null);
        }

        public Task<IReadOnlyList<ReleasedPost>> Public(PublicQuery query, CancellationToken ct)
        {
            outage.Pass();
            return real.Public(query, ct);
        }

        public Task<bool> AnyPublicAt(DateTime time, CancellationToken ct)
        {
            outage.Pass();
            return real.AnyPublicAt(time, ct);
        }
    }
}
