using System.Text.RegularExpressions;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed partial class InvitationTests(Peers peers)
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

    [Fact]
    public async Task From_the_mail_to_the_desk_and_no_second_time()
    {
        await using var house = await House.Open(settings: Quick);
        var city = await house.City();
        var smtp = await peers.Smtp(default);
        var admin = await house.Actor("Verwaltung", (city, Role.Administrator));
        Assert.True((await smtp.Serve(house, admin, default)).Ok);
        var email = $"neu{Guid.CreateVersion7():N}@musterstadt.example";
        Assert.True((await house.With((InvitePerson use) => use.Run(admin, new NewPerson("Neue Kraft", email, [new NewRole(city, Role.Writer)]), default))).Value!.Mailed);
        await house.With((MailRound round) => round.Tick(default));
        var mail = Assert.Single(await smtp.To(email, default));
        var token = TokenIn().Match(mail.Text!).Groups[1].Value;
        Assert.Null(await Accept(house, token, Townsfolk.Password));
        Assert.True((await SignInTests.SignIn(house, email, Townsfolk.Password)).Ok);
        Assert.Equal("Organisation.InvitationGone", await Accept(house, token, "ein ganz anderes Wort"));
        Assert.True((await SignInTests.SignIn(house, email, Townsfolk.Password)).Ok);
    }

    [Fact]
    public async Task A_new_link_comes_in_the_language_that_was_chosen_in_the_account()
    {
        await using var house = await House.Open(settings: Quick);
        var city = await house.City();
        var smtp = await peers.Smtp(default);
        var admin = await house.Actor("Verwaltung", (city, Role.Administrator));
        Assert.True((await smtp.Serve(house, admin, default)).Ok);
        var email = $"neu{Guid.CreateVersion7():N}@musterstadt.example";
        var person = (await house.With((IFoundation foundation) => foundation.Person("Neue Kraft", email, Townsfolk.Password, default))).Value;
        Assert.True((await house.With((IFoundation foundation) => foundation.Grant(person, city, Role.Writer, default))).Ok);
        var me = await house.ActorOf(person);
        Assert.Equal("Organisation.LanguageBad", (await house.With((ChangeProfile use) => use.Run(me, "Neue Kraft", "fr", default))).Refusals.Single().Key);
        Assert.True((await house.With((ChangeProfile use) => use.Run(me, "Neue Kraft", "en", default))).Ok);
        Assert.Equal("en", (await house.With((ReadAccount use) => use.Run(me, default)))!.Language);
        Assert.True((await house.With((ResetSignIn use) => use.Run(admin, person, false, default))).Ok);
        await house.With((MailRound round) => round.Tick(default));
        Assert.StartsWith("Hello Neue Kraft", Assert.Single(await smtp.To(email, default)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_withdrawn_while_its_mail_waits_is_never_sent()
    {
        await using var house = await House.Open(settings: Quick);
        await using var smtp = await SmtpPeer.Start(false, default);
        var city = await house.City();
        var admin = await house.Actor("Verwaltung", (city, Role.Administrator));
        Assert.True((await smtp.Serve(house, admin, default)).Ok);
        await smtp.Mood(new { down = true }, default);
        var (token, person, lead) = await Invite(house);
        await house.With((MailRound round) => round.Tick(default));
        Assert.True((await house.With((WithdrawInvitation use) => use.Run(lead, person, default))).Ok);
        Assert.Equal("Organisation.InvitationGone", await Accept(house, token, Townsfolk.Password));
        Assert.Equal("Organisation.InvitationNotOpen", (await house.With((WithdrawInvitation use) => use.Run(lead, person, default))).Refusals.Single().Key);
        // The address is free again, and only the second link is sent.
        var second = (await house.With((InvitePerson use) => use.Run(lead, new NewPerson("Neue Kraft", "neu@musterstadt.example", [new NewRole(city, Role.Writer)]), default))).Value!;
        await smtp.Mood(new { down = false }, default);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await house.With((MailRound round) => round.Tick(default));
        Assert.Contains(second.Path, Assert.Single(await smtp.To("neu@musterstadt.example", default)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_somebody_who_has_been_here_only_the_link_is_withdrawn()
    {
        await using var house = await House.Open(settings: Quick);
        var (token, person, lead) = await Invite(house);
        Assert.Null(await Accept(house, token, Townsfolk.Password));
        Assert.True((await SignInTests.SignIn(house, "neu@musterstadt.example", Townsfolk.Password)).Ok);
        var reset = (await house.With((ResetSignIn use) => use.Run(lead, person, false, default))).Value!;
        Assert.Equal(house.Now + Invitation.Lifetime, (await Row(house, lead, person)).LinkUntil);
        Assert.True((await house.With((WithdrawInvitation use) => use.Run(lead, person, default))).Ok);
        Assert.Equal("Organisation.InvitationGone", await Accept(house, TokenOf(reset), "ein ganz anderes Wort"));
        Assert.Equal((PersonState.Active, null, 1), ((await Row(house, lead, person)).State, (await Row(house, lead, person)).LinkUntil, (await Row(house, lead, person)).Roles.Count));
    }

    [Fact]
    public async Task The_list_says_which_link_is_over()
    {
        await using var house = await House.Open(settings: Quick);
        var (_, person, lead) = await Invite(house);
        Assert.False((await Row(house, lead, person)).LinkLapsed);
        house.Clock.Advance(Invitation.Lifetime);
        Assert.True((await Row(house, lead, person)).LinkLapsed);
    }

    private static async Task<PersonRow> Row(House house, Actor lead, PersonId person) => (await house.With((PeopleList list) => list.Run(lead, default))).Single(row => row.Id == person);

    [GeneratedRegex("/einladung/([0-9a-f]{64})")]
    private static partial Regex TokenIn();

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
