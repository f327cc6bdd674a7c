using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class InvitationTests
{
    private static readonly KeyValuePair<string, string?>[] Quick = [new("SignIn:Floor", "00:00:00")];

    [Fact]
    public async Task A_link_sets_the_password_once()
    {
        await using var house = await House.Open(settings: Quick);
        var (token, _, _) = await Invite(house);
        Assert.Equal("Neue Kraft", (await house.With((InvitationDoor door) => door.Look(token, default))).Value);
        Assert.Equal("Organisation.PasswordTooShort", await Accept(house, token, "kurz"));
        Assert.Null(await Accept(house, token, Townsfolk.Password));
        Assert.True((await SignInTests.SignIn(house, "neu@musterstadt.example", Townsfolk.Password)).Ok);
        Assert.Equal("Organisation.InvitationGone", await Accept(house, token, "ein ganz anderes Wort"));
        Assert.False((await house.With((InvitationDoor door) => door.Look(token, default))).Ok);
    }

    [Fact]
    public async Task A_link_lasts_seven_days()
    {
        await using var house = await House.Open(settings: Quick);
        var (token, _, _) = await Invite(house);
        house.Clock.Advance(Invitation.Lifetime);
        Assert.Equal("Organisation.InvitationGone", await Accept(house, token, Townsfolk.Password));
    }

    [Fact]
    public async Task A_new_link_ends_the_old_one_and_the_old_password()
    {
        await using var house = await House.Open(settings: Quick);
        var (token, person, lead) = await Invite(house);
        Assert.Null(await Accept(house, token, Townsfolk.Password));
        var first = (await house.With((ResetSignIn use) => use.Run(lead, person, false, default))).Value!;
        Assert.False((await SignInTests.SignIn(house, "neu@musterstadt.example", Townsfolk.Password)).Ok);
        var second = (await house.With((ResetSignIn use) => use.Run(lead, person, false, default))).Value!;
        Assert.Equal("Organisation.InvitationGone", await Accept(house, TokenOf(first), "ein ganz anderes Wort"));
        Assert.Null(await Accept(house, TokenOf(second), "ein ganz anderes Wort"));
        Assert.True((await SignInTests.SignIn(house, "neu@musterstadt.example", "ein ganz anderes Wort")).Ok);
    }

    [Fact]
    public async Task Bad_names_addresses_and_twins_are_refused_with_the_field()
    {
        await using var house = await House.Open(settings: Quick);
        var (_, _, lead) = await Invite(house);
        var city = await house.City();
        var roles = new[] { new NewRole(city, Role.Writer) };
        var bad = await house.With((InvitePerson use) => use.Run(lead, new NewPerson(" ", "kein mensch", roles), default));
        Assert.Equal(["name", "email"], bad.Refusals.Select(refusal => refusal.Field));
        var twin = await house.With((InvitePerson use) => use.Run(lead, new NewPerson("Zwilling", "NEU@musterstadt.example", roles), default));
        Assert.Equal("Organisation.EmailTaken", twin.Refusals.Single().Key);
        var idle = await house.With((InvitePerson use) => use.Run(lead, new NewPerson("Ohne", "ohne@musterstadt.example", []), default));
        Assert.Equal("Organisation.RoleMissing", idle.Refusals.Single().Key);
        var above = await house.With((InvitePerson use) => use.Run(lead, new NewPerson("Oben", "oben@musterstadt.example", [new NewRole(city, Role.Administrator)]), default));
        Assert.Equal("Organisation.MoreThanOneHas", above.Refusals.Single().Key);
    }

    [Fact]
    public async Task Who_is_removed_leaves_the_name_and_frees_the_address()
    {
        await using var house = await House.Open(settings: Quick);
        var (token, person, lead) = await Invite(house);
        Assert.Null(await Accept(house, token, Townsfolk.Password));
        Assert.True((await house.With((RemovePerson use) => use.Run(lead, person, default))).Ok);
        Assert.False((await house.ActorOf(person)).IsSignedIn);
        Assert.Equal("Neue Kraft", (await house.With((IPeople people) => people.Many([person], default)))[person].Name);
        var city = await house.City();
        Assert.True((await house.With((InvitePerson use) => use.Run(lead, new NewPerson("Nachfolge", "neu@musterstadt.example", [new NewRole(city, Role.Writer)]), default))).Ok);
    }

    private static async Task<(string Token, PersonId Person, Actor Lead)> Invite(House house)
    {
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var link = (await house.With((InvitePerson use) => use.Run(lead, new NewPerson("Neue Kraft", "neu@musterstadt.example", [new NewRole(city, Role.Writer)]), default))).Value!;
        return (TokenOf(link), link.Person, lead);
    }

    private static string TokenOf(InvitationLink link) => link.Path["/einladung/".Length..];

    private static async Task<string?> Accept(House house, string token, string password) =>
        (await house.With((InvitationDoor door) => door.Accept(token, password, default))).Refusals.FirstOrDefault()?.Key;
}
