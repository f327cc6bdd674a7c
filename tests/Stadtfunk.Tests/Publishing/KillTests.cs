using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A few rounds of what <c>./bench kills 300</c> does for long.</summary>
public sealed class KillTests(Peers peers, ITestOutputHelper output)
{
    // The last one ignores idempotency keys, as a known server does.
    internal static readonly string[] Servers = ["stadt", "kultur", "wehr", "eigensinn"];

    [Fact]
    public async Task No_kill_at_any_moment_loses_or_doubles_a_post()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var trial = await Trial.Start(Servers, await peers.Bluesky(ct), ct);
        var report = await new KillRun(trial, Random.Shared.Next()).Run(6, output.WriteLine, ct);
        output.WriteLine(report.ToString());
        Assert.Empty(report.Faults);
        Assert.True(report.Accepted > 0);
    }

    [Fact]
    public async Task Two_nodes_share_the_work_and_one_of_them_dies()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var trial = await Trial.Start(Servers, null, ct, onPostgres: true);
        var report = await new TwoNodesRun(trial).Run(12, ct);
        output.WriteLine(report.ToString());
        Assert.Empty(report.Faults);
    }
}

/// <summary>A round of what <c>./bench kills 300 all</c> does for long; beside the others, because most of it is waiting.</summary>
public sealed class EveryNetworkTests(Peers peers, ITestOutputHelper output)
{
    [Fact]
    public async Task No_kill_loses_or_doubles_a_post_on_any_network_that_there_is()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var trial = await Trial.Start(EveryNetworkRun.Servers, await peers.Bluesky(ct), ct, everywhere: true);
        var report = await new EveryNetworkRun(trial, Random.Shared.Next()).Run(4, output.WriteLine, ct);
        output.WriteLine(report.ToString());
        Assert.Empty(report.Faults);
        Assert.True(report.Accepted > 0);
    }
}
