using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class EmailTests
{
    private static readonly KeyValuePair<string, string?>[] Quick = [new("SignIn:Floor", "00:00:00")];

    [Fact]
    public async Task The_own_address_changes_with_the_password_and_ends_the_other_sessions()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var old = Townsfolk.EmailOf("Leyla Mertens");
        var before = (await SignInTests.SignIn(house, old, Townsfolk.Password)).Value!;
        var actor = await house.ActorOf(before.Person);
        Assert.Equal("Organisation.PasswordWrong", await Change(house, actor, "geraten geraten", "l.neu@musterstadt.example"));
        Assert.Equal("Organisation.EmailBad", await Change(house, actor, Townsfolk.Password, "keine Adresse"));
        var changed = await house.With((ChangeEmail use) => use.Run(actor, Townsfolk.Password, " L.Neu@musterstadt.example ", default));
        Assert.True((await SignInTests.Session(house, changed.Value!)).IsSignedIn);
        Assert.False((await SignInTests.Session(house, before)).IsSignedIn);
        Assert.False((await SignInTests.SignIn(house, old, Townsfolk.Password)).Ok);
        Assert.True((await SignInTests.SignIn(house, "l.neu@musterstadt.example", Townsfolk.Password)).Ok);
    }

    [Fact]
    public async Task Nobody_finds_out_with_it_who_has_an_account()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Andere");
        var actor = await house.ActorOf(await house.Person("Neugierig"));
        for (var i = 0; i < Person.Tries; i++)
            Assert.Equal("Organisation.EmailNotForYou", await Change(house, actor, Townsfolk.Password, Townsfolk.EmailOf("Andere")));
        Assert.Equal("Organisation.AccountShut", await Change(house, actor, Townsfolk.Password, Townsfolk.EmailOf("Andere")));
    }

    [Fact]
    public async Task Whoever_stands_above_somebody_changes_theirs()
    {
        await using var house = await House.Open(settings: Quick);
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var chief = await house.Person("Chefin", (city, Role.Administrator));
        var lead = await house.Actor("Leitung", (museums, Role.DeskLead));
        var writer = await house.Person("Ada Okafor", (museums, Role.Writer));
        var session = (await SignInTests.SignIn(house, Townsfolk.EmailOf("Ada Okafor"), Townsfolk.Password)).Value!;
        Assert.NotNull(await Change(house, lead, chief, "chefin.neu@musterstadt.example"));
        Assert.Equal("Organisation.NotOneself", await Change(house, lead, lead.Person, "leitung.neu@musterstadt.example"));
        Assert.Equal("Organisation.EmailTaken", await Change(house, lead, writer, Townsfolk.EmailOf("Chefin").ToUpperInvariant()));
        Assert.Null(await Change(house, lead, writer, "ada.neu@musterstadt.example"));
        Assert.False((await SignInTests.Session(house, session)).IsSignedIn);
        Assert.True((await SignInTests.SignIn(house, "ada.neu@musterstadt.example", Townsfolk.Password)).Ok);
    }

    private static async Task<string?> Change(House house, Actor actor, string password, string email) =>
        (await house.With((ChangeEmail use) => use.Run(actor, password, email, default))).Refusals.FirstOrDefault()?.Key;

    private static async Task<string?> Change(House house, Actor actor, PersonId person, string email) =>
        (await house.With((ChangeEmailOf use) => use.Run(actor, person, email, default))).Refusals.FirstOrDefault()?.Key;
}
