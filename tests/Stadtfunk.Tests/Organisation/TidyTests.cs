using System.Net;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Tokens;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

/// <summary>What nobody needs any more goes, and nothing else does.</summary>
public sealed class TidyTests
{
    private static readonly KeyValuePair<string, string?>[] Quick = [new("SignIn:Floor", "00:00:00")];

    [Fact]
    public async Task An_invitation_goes_when_it_is_over_and_an_account_that_never_was_one_after_a_month()
    {
        await using var house = await House.Open(settings: Quick);
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var invited = new NewPerson("Neu", "neu@musterstadt.example", [new NewRole(city, Role.Writer)]);
        var link = (await house.With((InvitePerson use) => use.Run(lead, invited, default))).Value!;
        house.Clock.Advance(Invitation.Lifetime - TimeSpan.FromMinutes(1));
        await Tidy(house);
        Assert.Equal(1, await Rows<Invitation>(house));
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        await Tidy(house);
        Assert.Equal(0, await Rows<Invitation>(house));
        Assert.True(await house.With((Db db) => db.Set<Person>().AnyAsync(person => person.Id == link.Person)));
        // Invited anew, it waits for that invitation.
        Assert.True((await house.With((ResetSignIn use) => use.Run(lead, link.Person, false, default))).Ok);
        house.Clock.Advance(TidyRound.NeverCame - TimeSpan.FromDays(25));
        await Tidy(house);
        Assert.True(await house.With((Db db) => db.Set<Person>().AnyAsync(person => person.Id == link.Person)));
        house.Clock.Advance(TidyRound.NeverCame);
        await Tidy(house);
        Assert.False(await house.With((Db db) => db.Set<Person>().AnyAsync(person => person.Id == link.Person)));
        Assert.True((await house.ActorOf(lead.Person)).IsSignedIn);
    }

    [Fact]
    public async Task Devices_go_after_half_a_year_without_use_and_expired_tokens_after_a_month()
    {
        await using var house = await House.Open(settings: Quick);
        var city = await house.City();
        var writer = await house.Actor("Leyla Mertens", (city, Role.Writer));
        await SignInTests.SignIn(house, Townsfolk.EmailOf("Leyla Mertens"), Townsfolk.Password);
        Assert.True((await house.With((CreateToken use) => use.Run(writer, "Kurz", new HashSet<Permission> { Permission.See }, TimeSpan.FromDays(1), default))).Ok);
        house.Clock.Advance(TimeSpan.FromDays(30));
        await Tidy(house);
        Assert.Equal((1, 1), (await Rows<KnownDevice>(house), await Rows<ApiToken>(house)));
        house.Clock.Advance(TimeSpan.FromDays(2));
        await Tidy(house);
        Assert.Equal((1, 0), (await Rows<KnownDevice>(house), await Rows<ApiToken>(house)));
        house.Clock.Advance(KnownDevice.Lifetime);
        await Tidy(house);
        Assert.Equal(0, await Rows<KnownDevice>(house));
    }

    [Fact]
    public async Task Recovery_codes_without_a_second_step_go()
    {
        await using var house = await House.Open(settings: Quick);
        var person = await house.Person("Leyla Mertens");
        await house.With(async (Db db) =>
        {
            db.Add(new RecoveryCode(person, RecoveryCode.HashOf(person, "abcd-efgh")));
            await db.SaveChangesAsync();
        });
        await Tidy(house);
        Assert.Equal(0, await Rows<RecoveryCode>(house));
    }

    [Fact]
    public async Task Addresses_of_those_who_tried_are_forgotten_without_another_try()
    {
        await using var house = await House.Open(settings: Quick);
        var throttle = house.Get<SignInThrottle>();
        for (byte i = 0; i < 200; i++)
            throttle.Allows(new IPAddress([10, 0, 0, i]));
        Assert.Equal(200, throttle.Count);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, throttle.Count);
    }

    [Fact]
    public async Task Who_is_removed_leaves_neither_address_nor_time()
    {
        await using var house = await House.Open(settings: Quick);
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var person = await house.Person("Leyla Mertens", (city, Role.Writer));
        await SignInTests.SignIn(house, Townsfolk.EmailOf("Leyla Mertens"), Townsfolk.Password);
        Assert.True((await house.With((RemovePerson use) => use.Run(lead, person, default))).Ok);
        var left = await house.With((Db db) => db.Set<Person>().SingleAsync(one => one.Id == person));
        Assert.Equal(("", null), (left.Email, left.LastSignInAt));
        Assert.Equal(0, await Rows<KnownDevice>(house));
    }

    private static Task Tidy(House house) => house.With((TidyRound round) => round.Tick(default));

    private static Task<int> Rows<T>(House house)
        where T : class => house.With((Db db) => db.Set<T>().CountAsync());
}
