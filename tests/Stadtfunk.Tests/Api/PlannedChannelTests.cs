using System.Net.Http.Json;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Channels;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

public sealed class PlannedChannelTests(ApiTown shared)
{
    [Fact]
    public async Task A_planned_channel_is_known_to_its_unit_only()
    {
        var town = await shared.Open();
        var other = await town.Town.Unit(town.City, "Museum im Plan");
        var lead = await town.Town.ActorOf(await town.Town.Person("Leitung im Plan", town.City, Role.DeskLead));
        var planned = await town.Town.With<CreateChannel, Outcome<ChannelId>>(create => create.Run(
            lead, "practice", new ChannelData(town.City, "Geplanter Kanal", "", null, null, TimeSpan.FromHours(1)), ChannelState.Planned, CancellationToken.None));
        Assert.True(planned.Ok);
        using var far = await town.Town.Client("Fern im Plan", other, Role.DeskLead);
        Assert.Contains($"{planned.Value}", await town.Writer.GetStringAsync("api/v1/channels"), StringComparison.Ordinal);
        var seen = await far.GetStringAsync("api/v1/channels");
        Assert.DoesNotContain($"{planned.Value}", seen, StringComparison.Ordinal);
        Assert.Contains($"{town.First}", seen, StringComparison.Ordinal);
        await ApiTown.Problem(await far.PostAsJsonAsync($"api/v1/channels/{planned.Value}/pause", new { }), 404);
    }
}
