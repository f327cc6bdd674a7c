using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>One fault at one call of a video's way, and what the row is told.</summary>
internal static class OnTheWay
{
    public static async Task Decides(Stage stage, LabProcess lab, LabAccount account, Outgoing post, LabFault fault, string expected)
    {
        await lab.Faults.Spoil(account, default, fault);
        Assert.Equal(expected, (await stage.Publish(post, stage.NewKey())).GetType().Name);
        Assert.Equal(expected == nameof(Step.Done) ? 1 : 0, (await stage.Seen()).Count);
    }
}
