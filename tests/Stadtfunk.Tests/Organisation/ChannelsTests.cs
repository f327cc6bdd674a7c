using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Channels;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class ChannelsTests
{
    [Fact]
    public async Task A_channel_lives_from_planned_to_retired_and_does_not_come_back()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var made = await house.With((CreateChannel use) => use.Run(lead, "mastodon", Data(city), ChannelState.Planned, default));
        var id = made.Value;
        Assert.Null(await Become(house, lead, id, ChannelState.Active));
        Assert.Equal("Organisation.ChannelBackToPlanned", await Become(house, lead, id, ChannelState.Planned));
        Assert.Null(await Become(house, lead, id, ChannelState.Retired));
        Assert.Equal("Organisation.ChannelRetired", await Become(house, lead, id, ChannelState.Active));
        Assert.Equal(TimeSpan.FromHours(1), (await house.With((IChannels channels) => channels.Find(id, default)))!.CutOff);
    }

    [Fact]
    public async Task What_Publishing_found_out_is_kept()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var id = (await house.With((IChannels channels) => channels.Create(lead, new NewChannel(city, "mastodon", "Stadt", "", null, null, null), default))).Value;
        await house.With((IChannels channels) => channels.Connected(id, "@stadt@social.example", new Uri("https://social.example/@stadt"), "{}", default));
        var view = (await house.With((IChannels channels) => channels.Many([id, ChannelId.New()], default))).Single();
        Assert.Equal(("@stadt@social.example", ChannelState.Active, "{}"), (view.Handle, view.State, view.Rules));
    }

    [Fact]
    public async Task Bad_entries_are_refused_with_the_field()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var bad = new ChannelData(city, " ", new string('x', 501), new Uri("ftp://stadt.example"), new Uri("javascript:alert(1)"), TimeSpan.Zero);
        var refused = await house.With((CreateChannel use) => use.Run(lead, "", bad, ChannelState.Active, default));
        Assert.Equal(["name", "purpose", "imprint", "privacy", "cutOff", "network"], refused.Refusals.Select(refusal => refusal.Field));
        Assert.True((await house.With((CreateChannel use) => use.Run(lead, "bluesky", Data(city), ChannelState.Active, default))).Ok);
        Assert.Equal("Organisation.ChannelNameTaken", (await house.With((CreateChannel use) => use.Run(lead, "bluesky", Data(city), ChannelState.Active, default))).Refusals.Single().Key);
        Assert.True((await house.With((CreateChannel use) => use.Run(lead, "mastodon", Data(city), ChannelState.Active, default))).Ok);
    }

    [Fact]
    public async Task Only_who_manages_channels_of_the_unit_touches_its_channels()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var fire = await house.Unit(city, "Feuerwehr");
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var id = (await house.With((CreateChannel use) => use.Run(lead, "mastodon", Data(museums), ChannelState.Active, default))).Value;
        foreach (var (unit, role) in new[] { (museums, Role.Writer), (museums, Role.Approver), (fire, Role.Administrator) })
        {
            var actor = await house.Actor($"{role} {unit}"[..30], (unit, role));
            Assert.Equal("Kernel.Forbidden", (await house.With((CreateChannel use) => use.Run(actor, "bluesky", Data(museums), ChannelState.Active, default))).Refusals.Single().Key);
            Assert.Equal("Kernel.Forbidden", (await house.With((ChangeChannel use) => use.Run(actor, id, Data(museums), 0, default))).Refusals.Single().Key);
            Assert.Equal("Kernel.Forbidden", await Become(house, actor, id, ChannelState.Dormant));
        }
        // Nor is a channel given away to a unit in which one manages none.
        var museumLead = await house.Actor("Museumsleitung", (museums, Role.DeskLead));
        Assert.Equal("Kernel.Forbidden", (await house.With((ChangeChannel use) => use.Run(museumLead, id, Data(fire), 0, default))).Refusals.Single().Key);
        Assert.True((await house.With((ChangeChannel use) => use.Run(museumLead, id, Data(museums) with { Name = "Neu" }, 0, default))).Ok);
        Assert.Equal("Kernel.Changed", (await house.With((ChangeChannel use) => use.Run(museumLead, id, Data(museums), 0, default))).Refusals.Single().Key);
    }

    private static ChannelData Data(UnitId unit) => new(unit, "Stadt Musterstadt", "Alles für alle", null, null, ChannelData.DefaultCutOff);

    private static async Task<string?> Become(House house, Actor actor, ChannelId channel, ChannelState state) =>
        (await house.With((IChannels channels) => channels.Become(actor, channel, state, default))).Refusals.FirstOrDefault()?.Key;
}
