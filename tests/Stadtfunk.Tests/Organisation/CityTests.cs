using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class CityTests
{
    private static readonly CityData Good =
        new("Kassel", "https://aktuell.kassel.example", "/impressum", "https://kassel.example/datenschutz", "#1c4b8f", "#9cc0ff", "de");

    [Fact]
    public async Task A_change_is_seen_at_once()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var actor = await house.Actor("Verwaltung", (city, Role.Administrator));
        Assert.Equal("Musterstadt", (await house.Get<ICity>().Get(default)).Name);
        Assert.True((await house.With((ChangeCity use) => use.Run(actor, Good, 0, default))).Ok);
        var view = await house.Get<ICity>().Get(default);
        Assert.Equal(("Kassel", "https://aktuell.kassel.example/"), (view.Name, view.PublicUrl.ToString()));
        Assert.Equal("Kernel.Changed", (await house.With((ChangeCity use) => use.Run(actor, Good, 0, default))).Refusals.Single().Key);
    }

    [Fact]
    public async Task What_every_page_leads_to_is_missed_by_those_who_can_enter_it_until_they_have()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var actor = await house.Actor("Verwaltung", (city, Role.Administrator));
        var writer = await house.Actor("Text", (city, Role.Writer));
        Task<CityNeeds> Needs(Actor who) => house.With((ReadCityNeeds use) => use.Run(who, default));
        Assert.Equal(new CityNeeds(true, true), await Needs(actor));
        Assert.Equal(CityNeeds.None, await Needs(writer));
        Assert.True((await house.With((ChangeCity use) => use.Run(actor, Good, 0, default))).Ok);
        Assert.Equal(new CityNeeds(true, false), await Needs(actor));
        Assert.True((await house.With((ChangeCity use) => use.Run(actor, Good with { Imprint = "https://kassel.example/impressum" }, 1, default))).Ok);
        Assert.Equal(CityNeeds.None, await Needs(actor));
    }

    [Fact]
    public async Task Land_and_time_zone_are_kept_and_the_wall_clock_follows()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var actor = await house.Actor("Verwaltung", (city, Role.Administrator));
        Assert.Equal(9, house.Get<CityTime>().LocalNow.Hour);
        Assert.Null((await house.Get<ICity>().Get(default)).Land);
        Assert.True((await house.With((ChangeCity use) => use.Run(actor, Good with { TimeZone = "Europe/Helsinki", Land = Land.Hessen }, 0, default))).Ok);
        var view = await house.Get<ICity>().Get(default);
        Assert.Equal((Land.Hessen, "Europe/Helsinki"), (view.Land, view.TimeZone));
        Assert.Equal(10, house.Get<CityTime>().LocalNow.Hour);
    }

    [Theory]
    [InlineData("Mitteleuropa")]
    [InlineData("Europe/Nirgendwo")]
    [InlineData("")]
    public void A_time_zone_that_nobody_knows_is_refused(string zone) =>
        Assert.Equal("timeZone", (Good with { TimeZone = zone }).Check().Single().Field);

    [Theory]
    [InlineData("#ffcc00", "#9cc0ff", "colour")]
    [InlineData("#3ea7e0", "#9cc0ff", "colour")]
    [InlineData("#1c4b8f", "#1c4b8f", "colourDark")]
    public async Task A_colour_nobody_could_read_is_refused_with_one_that_works(string light, string dark, string field)
    {
        await using var house = await House.Open();
        var city = await house.City();
        var actor = await house.Actor("Verwaltung", (city, Role.Administrator));
        var refusal = (await house.With((ChangeCity use) => use.Run(actor, Good with { Colour = light, ColourDark = dark }, 0, default))).Refusals.Single();
        Assert.Equal(field, refusal.Field);
        var offered = (string)refusal.Args[2];
        var better = field == "colour" ? Good with { Colour = offered } : Good with { ColourDark = offered };
        Assert.True((await house.With((ChangeCity use) => use.Run(actor, better, 0, default))).Ok, $"{offered} was offered and then refused.");
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#ff0000", "#ffffff", 4.0)]
    public void Contrast_is_that_of_the_guideline(string one, string other, double expected) =>
        Assert.Equal(expected, Contrast.Between(one, other), 0.01);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//anderswo.example")]
    [InlineData("/\\anderswo.example")]
    [InlineData("")]
    public void A_link_is_a_path_or_an_address(string link) =>
        Assert.Equal("imprint", (Good with { Imprint = link }).Check().Single().Field);

    [Fact]
    public async Task Only_the_administrator_of_the_city_changes_it()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        foreach (var (unit, role) in new[] { (city, Role.Writer), (city, Role.Approver), (city, Role.DeskLead), (museums, Role.Administrator) })
        {
            var actor = await house.Actor($"{role} {unit}"[..30], (unit, role));
            Assert.Equal("Kernel.Forbidden", (await house.With((ChangeCity use) => use.Run(actor, Good, 0, default))).Refusals.Single().Key);
            Assert.Equal("Kernel.Forbidden", (await house.With((ReadCity use) => use.Run(actor, default))).Refusals.Single().Key);
        }
    }

    [Fact]
    public async Task An_empty_house_wants_the_code_from_the_console_and_then_never_again()
    {
        await using var house = await House.Open();
        var state = await house.With((IFirstStart start) => start.Prepare(default));
        var code = state.Value!.Code!;
        var first = new FirstPerson("Musterstadt", "Leyla Mertens", "leyla@musterstadt.example", Townsfolk.Password);
        var asked = new Uri("http://127.0.0.1:5080/");
        Assert.Equal("Organisation.SetupCodeNo", (await house.With((FirstStart start) => start.WithCode("ABCDE-FGHJK", first, asked, default))).Refusals.Single().Key);
        var shown = await house.With((FirstStart start) => start.WithCode(code.ToLowerInvariant(), first, asked, default));
        var root = (await house.With((IUnits units) => units.Tree(default))).Single();
        Assert.True((await house.ActorOf(shown.Value!.Person)).May(Permission.Administer, root.Id));
        Assert.Equal("Organisation.FirstStartOver", (await house.With((FirstStart start) => start.WithCode(code, first with { Email = "b@b.example" }, asked, default))).Refusals.Single().Key);
        Assert.Null((await house.With((IFirstStart start) => start.Prepare(default))).Value!.Code);
    }

    [Fact]
    public async Task The_first_administrator_can_come_from_the_settings()
    {
        await using var house = await House.Open(settings: [new("Setup:Email", "it@kassel.example"), new("Setup:Password", Townsfolk.Password), new("Setup:City", "Kassel"), new("SignIn:Floor", "00:00:00")]);
        Assert.Null((await house.With((IFirstStart start) => start.Prepare(default))).Value!.Code);
        Assert.True((await SignInTests.SignIn(house, "it@kassel.example", Townsfolk.Password)).Ok);
        Assert.Equal("Kassel", (await house.Get<ICity>().Get(default)).Name);
    }

    [Theory]
    [InlineData("", "http://127.0.0.1:5123/")]
    [InlineData("https://aktuell.kassel.example", "https://aktuell.kassel.example/")]
    public async Task Without_a_public_address_the_citys_is_that_of_this_machine_with_its_port(string given, string kept)
    {
        await using var house = await House.Open(settings: [
            new("City:PublicUrl", given), new("City:LocalUrl", "http://127.0.0.1:5123/"), new("Setup:Email", "it@kassel.example"), new("Setup:Password", Townsfolk.Password)]);
        Assert.True((await house.With((IFirstStart start) => start.Prepare(default))).Ok);
        Assert.Equal(kept, (await house.Get<ICity>().Get(default)).PublicUrl.ToString());
    }

    [Fact]
    public async Task A_weak_password_in_the_settings_is_refused()
    {
        await using var house = await House.Open(settings: [new("Setup:Email", "it@kassel.example"), new("Setup:Password", "kurz")]);
        Assert.Equal("Organisation.PasswordTooShort", (await house.With((IFirstStart start) => start.Prepare(default))).Refusals.Single().Key);
        Assert.Empty(await house.With((IUnits units) => units.Tree(default)));
    }
}
