using System.Net;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

public sealed class RunningTownTests
{
    [Fact]
    public async Task A_town_that_was_killed_comes_back_with_all_that_it_knew()
    {
        await using var town = await RunningTown.Start(TestContext.Current.CancellationToken);
        var city = await town.City();
        using var writer = await town.Client("Schreiberin", city, Role.Writer);
        Assert.Equal(HttpStatusCode.OK, (await writer.GetAsync("api/v1/me")).StatusCode);
        var first = town.Nodes[0].Id;

        await town.Kill();
        Assert.False(town.Nodes[0].IsRunning);
        await Assert.ThrowsAsync<HttpRequestException>(() => town.Http.GetAsync("health"));

        await town.Restart(TestContext.Current.CancellationToken);
        Assert.NotEqual(first, town.Nodes[0].Id);
        Assert.Equal(HttpStatusCode.OK, (await writer.GetAsync("api/v1/me")).StatusCode);
    }
}
