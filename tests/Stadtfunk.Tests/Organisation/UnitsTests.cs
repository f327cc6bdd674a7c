using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class UnitsTests
{
    [Fact]
    public async Task The_tree_is_shown_depth_first_in_german_order()
    {
        await using var house = await House.Open();
        var city = await house.City();
        await house.Unit(city, "Zoo");
        var museums = await house.Unit(city, "Museen");
        await house.Unit(museums, "Naturkundemuseum");
        await house.Unit(city, "Ämter");
        var tree = await house.With((IUnits units) => units.Tree(default));
        Assert.Equal(["Musterstadt 0", "Ämter 1", "Museen 1", "Naturkundemuseum 2", "Zoo 1"], tree.Select(unit => $"{unit.Name} {unit.Depth}"));
    }

    [Fact]
    public async Task A_unit_does_not_move_below_itself()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var nature = await house.Unit(museums, "Naturkundemuseum");
        var actor = await house.Actor("Verwaltung", (city, Role.Administrator));
        Assert.Equal("Organisation.UnitCircle", await Move(house, actor, museums, nature));
        Assert.Equal("Organisation.UnitCircle", await Move(house, actor, museums, museums));
        Assert.Equal("Organisation.RootStays", await Move(house, actor, city, museums));
        Assert.Null(await Move(house, actor, nature, city));
        Assert.Equal(city, (await house.With((IUnits units) => units.Find(nature, default)))!.Parent);
    }

    [Fact]
    public async Task Moving_a_unit_moves_the_rights_in_it()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var culture = await house.Unit(city, "Kultur");
        var actor = await house.Actor("Verwaltung", (city, Role.Administrator));
        var writer = await house.Person("Kulturschreiber", (culture, Role.Writer));
        Assert.False((await house.ActorOf(writer)).May(Permission.Write, museums));
        Assert.Null(await Move(house, actor, museums, culture));
        Assert.True((await house.ActorOf(writer)).May(Permission.Write, museums));
    }

    [Fact]
    public async Task A_short_address_belongs_to_one_unit()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var actor = await house.Actor("Verwaltung", (city, Role.Administrator));
        Assert.True((await Create(house, actor, city, "Büro für Öffentliches", null)).Ok);
        var taken = await Create(house, actor, city, "Anderes Büro", "buero-fuer-oeffentliches");
        Assert.Equal(("Organisation.SlugTaken", "slug", RefusalKind.Conflict), (taken.Refusals[0].Key, taken.Refusals[0].Field, taken.Refusals[0].Kind));
        Assert.Equal("Organisation.SlugBad", (await Create(house, actor, city, "Amt", "Groß & Klein")).Refusals[0].Key);
        var twin = await Create(house, actor, city, "Büro für Öffentliches", null);
        Assert.Equal("buero-fuer-oeffentliches-2", (await house.With((IUnits units) => units.Find(twin.Value, default)))!.Slug);
    }

    [Theory]
    [InlineData("Muse\u0001um", "Organisation.NameUnreadable")]
    [InlineData("Muse\num", "Organisation.NameUnreadable")]
    [InlineData("Museum \ud83d", "Organisation.NameUnreadable")]
    [InlineData("Muse\u202Emu", "Organisation.NameTurned")]
    [InlineData("\u2066Museum\u2069", "Organisation.NameTurned")]
    [InlineData("\u200B", "Organisation.NameInvisible")]
    [InlineData("\u2800\u3164", "Organisation.NameInvisible")]
    public async Task A_name_that_no_feed_could_carry_or_that_deceives_is_refused(string name, string why)
    {
        await using var house = await House.Open();
        var city = await house.City();
        var head = await house.Actor("Leyla Mertens", (city, Role.Administrator));
        Assert.Equal(why, (await house.With((CreateUnit use) => use.Run(head, city, name, null, default))).Refusals.Single().Key);
        Assert.Equal(why, (await house.With((Stadtfunk.Organisation.People.ChangeProfile use) => use.Run(head, name, null, default))).Refusals.Single().Key);
        Assert.Equal(why, Assert.Single(new Stadtfunk.Organisation.Channels.ChannelData(city, name, "", null, null, TimeSpan.FromHours(1)).Check()).Key);
    }

    [Fact]
    public async Task Only_an_empty_unit_is_removed()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var nature = await house.Unit(museums, "Naturkundemuseum");
        var fire = await house.Unit(city, "Feuerwehr");
        var actor = await house.Actor("Verwaltung", (city, Role.Administrator));
        await house.Person("Museumsschreiber", (nature, Role.Writer));
        var channel = new NewChannel(fire, "practice", "Feuerwehr", "", null, null, null);
        Assert.True((await house.With((IChannels channels) => channels.Create(actor, channel, default))).Ok);
        Assert.Equal("Organisation.UnitHasUnits", await Remove(house, actor, museums));
        Assert.Equal("Organisation.UnitHasPeople", await Remove(house, actor, nature));
        Assert.Equal("Organisation.UnitHasChannels", await Remove(house, actor, fire));
        Assert.Equal("Organisation.RootStays", await Remove(house, actor, city));
        var empty = await house.Unit(city, "Leer");
        Assert.Null(await Remove(house, actor, empty));
        Assert.Null(await house.With((IUnits units) => units.Find(empty, default)));
    }

    [Fact]
    public async Task Only_an_administrator_of_the_place_builds_there()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var nature = await house.Unit(museums, "Naturkundemuseum");
        foreach (var role in new[] { Role.Writer, Role.Approver, Role.DeskLead })
        {
            var actor = await house.Actor($"Stadtweit {role}", (city, role));
            Assert.Equal("Kernel.Forbidden", (await Create(house, actor, city, "Neu", null)).Refusals[0].Key);
            Assert.Equal("Kernel.Forbidden", await Move(house, actor, nature, city));
            Assert.Equal("Kernel.Forbidden", await Remove(house, actor, nature));
            Assert.Equal("Kernel.Forbidden", (await house.With((RenameUnit use) => use.Run(actor, nature, "Anders", null, default))).Refusals[0].Key);
        }
        var below = await house.Actor("Museumsverwaltung", (museums, Role.Administrator));
        Assert.True((await Create(house, below, museums, "Stadtmuseum", null)).Ok);
        Assert.Equal("Kernel.Forbidden", (await Create(house, below, city, "Neu", null)).Refusals[0].Key);
        Assert.Equal("Kernel.Forbidden", await Move(house, below, nature, city));
        Assert.Equal("Kernel.Forbidden", await Remove(house, below, museums));
    }

    private static Task<Outcome<UnitId>> Create(House house, Actor actor, UnitId parent, string name, string? slug) =>
        house.With((CreateUnit use) => use.Run(actor, parent, name, slug, default));

    private static async Task<string?> Move(House house, Actor actor, UnitId unit, UnitId parent) =>
        (await house.With((MoveUnit use) => use.Run(actor, unit, parent, default))).Refusals.FirstOrDefault()?.Key;

    private static async Task<string?> Remove(House house, Actor actor, UnitId unit) =>
        (await house.With((RemoveUnit use) => use.Run(actor, unit, default))).Refusals.FirstOrDefault()?.Key;
}
