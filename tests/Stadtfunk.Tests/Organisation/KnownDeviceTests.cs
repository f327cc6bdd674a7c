using System.Net;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

/// <summary>A stranger who knows an address must not be able to keep its owner out.</summary>
public sealed class KnownDeviceTests
{
    private static readonly KeyValuePair<string, string?>[] Quick = [new("SignIn:Floor", "00:00:00")];
    private static readonly string Email = Townsfolk.EmailOf("Leyla Mertens");

    [Fact]
    public async Task Strangers_shut_the_door_for_strangers_only()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var device = await DeviceOf(house, "Leyla Mertens");
        await Wrong(house, Person.Tries);
        Assert.False((await SignInTests.SignIn(house, Email, Townsfolk.Password)).Ok);
        Assert.True((await SignInTests.SignIn(house, Email, Townsfolk.Password, null, device)).Ok);
        // Her coming in does not give the stranger new tries.
        Assert.False((await SignInTests.SignIn(house, Email, Townsfolk.Password)).Ok);
    }

    [Fact]
    public async Task A_known_device_has_no_more_tries_than_a_stranger()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var device = await DeviceOf(house, "Leyla Mertens");
        await Wrong(house, Person.Tries, device);
        Assert.False((await SignInTests.SignIn(house, Email, Townsfolk.Password, null, device)).Ok);
        Assert.True((await SignInTests.SignIn(house, Email, Townsfolk.Password)).Ok);
        house.Clock.Advance(Person.Shut);
        Assert.True((await SignInTests.SignIn(house, Email, Townsfolk.Password, null, device)).Ok);
    }

    [Fact]
    public async Task The_device_of_one_person_is_nothing_at_the_door_of_another()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        await house.Person("Mehmet Yildiz");
        var his = await DeviceOf(house, "Mehmet Yildiz");
        await Wrong(house, Person.Tries, his);
        Assert.False((await SignInTests.SignIn(house, Email, Townsfolk.Password, null, his)).Ok);
        Assert.False((await SignInTests.SignIn(house, Email, Townsfolk.Password, null, "erfunden", his + "x")).Ok);
    }

    [Fact]
    public async Task A_crowd_behind_one_address_does_not_keep_a_known_device_out()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var device = await DeviceOf(house, "Leyla Mertens");
        var hall = IPAddress.Parse("192.0.2.7");
        for (var i = 0; i <= SignInThrottle.PerMinute; i++)
            await SignInTests.SignIn(house, $"wer{i}@musterstadt.example", "falsch falsch falsch", hall);
        Assert.False((await SignInTests.SignIn(house, Email, Townsfolk.Password, hall)).Ok);
        Assert.True((await SignInTests.SignIn(house, Email, Townsfolk.Password, hall, device)).Ok);
    }

    [Fact]
    public async Task A_reset_forgets_the_devices()
    {
        await using var house = await House.Open(settings: Quick);
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var person = await house.Person("Leyla Mertens", (city, Role.Writer));
        await DeviceOf(house, "Leyla Mertens");
        Assert.True((await house.With((ResetSignIn use) => use.Run(lead, person, false, default))).Ok);
        Assert.False(await house.With((Db db) => db.Set<KnownDevice>().AnyAsync()));
    }

    [Fact]
    public async Task Strangers_do_not_keep_a_signed_in_person_from_changing_the_password()
    {
        await using var house = await House.Open(settings: Quick);
        var actor = await house.Actor("Leyla Mertens");
        await Wrong(house, Person.Tries);
        const string next = "ganz neue grüne Roller";
        for (var i = 0; i < Person.Tries - 1; i++)
            Assert.False((await house.With((ChangePassword use) => use.Run(actor, "geraten geraten", next, default))).Ok);
        Assert.True((await house.With((ChangePassword use) => use.Run(actor, Townsfolk.Password, next, default))).Ok);
        for (var i = 0; i < Person.Tries; i++)
            await house.With((ChangePassword use) => use.Run(actor, "geraten geraten", next, default));
        Assert.Equal("Organisation.AccountShut", (await house.With((ChangePassword use) => use.Run(actor, next, Townsfolk.Password, default))).Refusals.Single().Key);
    }

    private static async Task<string> DeviceOf(House house, string name) =>
        (await SignInTests.SignIn(house, Townsfolk.EmailOf(name), Townsfolk.Password)).Value!.Device!;

    private static async Task Wrong(House house, int times, params string[] carried)
    {
        for (var i = 0; i < times; i++)
            Assert.False((await SignInTests.SignIn(house, Email, "falsch falsch falsch", null, carried)).Ok);
    }
}
