using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Kernel;

/// <summary>Two nodes of one cluster: what moves on one is heard by the screens of the other.</summary>
public sealed class PulseRelayTests
{
    [Fact]
    public async Task What_moves_on_one_node_is_heard_on_the_other_and_once_at_home()
    {
        var ct = TestContext.Current.CancellationToken;
        var port = SourceTree.FreePort();
        using var first = Node(port, port);
        using var second = Node(SourceTree.FreePort(), port);
        await first.StartAsync(ct);
        await second.StartAsync(ct);
        var (here, there, about) = (0, new TaskCompletionSource<Guid?>(TaskCreationOptions.RunContinuationsAsynchronously), Guid.CreateVersion7());
        using var home = first.Services.GetRequiredService<Pulse>().Listen("deliveries", _ => Task.FromResult(Interlocked.Increment(ref here)));
        using var away = second.Services.GetRequiredService<Pulse>().Listen("deliveries", what => Task.FromResult(there.TrySetResult(what)));
        // Until the second has joined, nobody passes anything on.
        var beats = 0;
        for (; beats < 100 && !there.Task.IsCompleted; beats++)
        {
            first.Services.GetRequiredService<Pulse>().Beat("deliveries", about);
            await Task.WhenAny(there.Task, Task.Delay(200, ct));
        }
        Assert.Equal(about, await there.Task.WaitAsync(TimeSpan.FromSeconds(5), ct));
        await Task.Delay(300, ct);
        Assert.Equal(beats, here);
        await second.StopAsync(ct);
        await first.StopAsync(ct);
    }

    private static IHost Node(int port, int primary)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Pulse>().AddSingleton<Started>().AddPulseRelay();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(port, gatewayPort: 0, primarySiloEndpoint: new IPEndPoint(IPAddress.Loopback, primary)));
        return builder.Build();
    }
}
