using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class SignInTests
{
    private static readonly KeyValuePair<string, string?>[] Quick = [new("SignIn:Floor", "00:00:00")];

    [Fact]
    public async Task The_right_password_lets_in_however_the_address_is_written()
    {
        await using var house = await House.Open(settings: Quick);
        var person = await house.Person("Leyla Mertens");
        var shown = await SignIn(house, "  Leyla.MERTENS@musterstadt.example ", Townsfolk.Password);
        Assert.True(shown.Ok && shown.Value.Done);
        Assert.Equal(person, shown.Value.Person);
    }

    [Fact]
    public async Task Unknown_wrong_shut_locked_and_invited_are_answered_alike()
    {
        await using var house = await House.Open(settings: Quick);
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var locked = await house.Person("Gesperrt", (city, Role.Writer));
        await house.Person("Offen");
        await house.Person("Zu");
        await house.With((LockPerson use) => use.Run(lead, locked, true, default));
        var invited = new NewPerson("Neu", "neu@musterstadt.example", [new NewRole(city, Role.Writer)]);
        Assert.True((await house.With((InvitePerson use) => use.Run(lead, invited, default))).Ok);
        for (var i = 0; i < Person.Tries; i++)
            await SignIn(house, Townsfolk.EmailOf("Zu"), "falsch falsch falsch");

        var answers = new[]
        {
            await SignIn(house, "niemand@musterstadt.example", Townsfolk.Password),
            await SignIn(house, Townsfolk.EmailOf("Offen"), "falsch falsch falsch"),
            await SignIn(house, Townsfolk.EmailOf("Zu"), Townsfolk.Password),
            await SignIn(house, Townsfolk.EmailOf("Gesperrt"), Townsfolk.Password),
            await SignIn(house, "neu@musterstadt.example", ""),
        };
        Assert.All(answers, answer => Assert.Same(SignInDoor.No, answer.Refusals.Single()));
    }

    [Fact]
    public async Task Every_answer_takes_at_least_the_floor()
    {
        await using var house = await House.Open(settings: [new("SignIn:Floor", "00:00:00.300")]);
        await house.Person("Leyla Mertens");
        foreach (var email in new[] { "niemand@musterstadt.example", Townsfolk.EmailOf("Leyla Mertens") })
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await SignIn(house, email, "falsch falsch falsch");
            Assert.True(watch.ElapsedMilliseconds >= 290, $"{email}: {watch.ElapsedMilliseconds} ms");
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_shut_the_door_for_a_quarter_of_an_hour_but_throw_nobody_out()
    {
        await using var house = await House.Open(settings: Quick);
        var person = await house.Person("Leyla Mertens");
        var email = Townsfolk.EmailOf("Leyla Mertens");
        for (var i = 0; i < Person.Tries; i++)
            Assert.False((await SignIn(house, email, "falsch falsch falsch")).Ok);
        Assert.False((await SignIn(house, email, Townsfolk.Password)).Ok);
        Assert.True((await house.ActorOf(person)).IsSignedIn);
        house.Clock.Advance(Person.Shut - TimeSpan.FromSeconds(1));
        Assert.False((await SignIn(house, email, Townsfolk.Password)).Ok);
        house.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await SignIn(house, email, Townsfolk.Password)).Ok);
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_do_not_slip_past_the_limit()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var email = Townsfolk.EmailOf("Leyla Mertens");
        for (var round = 0; round < Person.Tries; round++)
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignIn(house, email, "falsch falsch falsch")));
        Assert.False((await SignIn(house, email, Townsfolk.Password)).Ok);
    }

    [Fact]
    public async Task Several_devices_of_one_person_come_in_at_the_same_moment()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var email = Townsfolk.EmailOf("Leyla Mertens");
        for (var round = 0; round < 5; round++)
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => SignIn(house, email, Townsfolk.Password)))), shown => Assert.True(shown.Ok));
    }

    [Fact]
    public async Task One_address_gets_so_many_tries_in_a_minute()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var guesser = IPAddress.Parse("2001:db8::1");
        for (var i = 0; i < SignInThrottle.PerMinute; i++)
            await SignIn(house, $"wer{i}@musterstadt.example", "falsch falsch falsch", guesser);
        var neighbour = IPAddress.Parse("2001:db8::2");
        var email = Townsfolk.EmailOf("Leyla Mertens");
        Assert.Equal(RefusalKind.TooMany, (await SignIn(house, email, Townsfolk.Password, neighbour)).Refusals.Single().Kind);
        Assert.True((await SignIn(house, email, Townsfolk.Password, IPAddress.Parse("2001:db8:1::1"))).Ok);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await SignIn(house, email, Townsfolk.Password, guesser)).Ok);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var shown = (await SignIn(house, Townsfolk.EmailOf("Leyla Mertens"), Townsfolk.Password)).Value!;
        Assert.True((await Session(house, shown)).IsSignedIn);
        var actor = await house.ActorOf(shown.Person);
        Assert.True((await house.With((SignOutEverywhere use) => use.Run(actor, default))).Ok);
        Assert.False((await Session(house, shown)).IsSignedIn);
    }

    [Fact]
    public async Task A_new_password_needs_the_old_one_and_ends_the_other_sessions()
    {
        await using var house = await House.Open(settings: Quick);
        await house.Person("Leyla Mertens");
        var email = Townsfolk.EmailOf("Leyla Mertens");
        var before = (await SignIn(house, email, Townsfolk.Password)).Value!;
        var actor = await house.ActorOf(before.Person);
        const string next = "ganz neue grüne Roller";
        Assert.Equal("Organisation.PasswordWrong", (await house.With((ChangePassword use) => use.Run(actor, "geraten geraten", next, default))).Refusals.Single().Key);
        Assert.Equal("Organisation.PasswordTooShort", (await house.With((ChangePassword use) => use.Run(actor, Townsfolk.Password, "kurz", default))).Refusals.Single().Key);
        var changed = await house.With((ChangePassword use) => use.Run(actor, Townsfolk.Password, next, default));
        Assert.True((await Session(house, changed.Value!)).IsSignedIn);
        Assert.False((await Session(house, before)).IsSignedIn);
        Assert.False((await SignIn(house, email, Townsfolk.Password)).Ok);
        Assert.True((await SignIn(house, email, next)).Ok);
    }

    [Theory]
    [InlineData("kurz und gut", null)]
    [InlineData("elf zeichen", "Organisation.PasswordTooShort")]
    [InlineData("Passwort123456", "Organisation.PasswordCommon")]
    [InlineData("P@ssw0rt!2026", "Organisation.PasswordCommon")]
    [InlineData("passwortpasswort", "Organisation.PasswordCommon")]
    [InlineData("SommerSommer2026!", "Organisation.PasswordCommon")]
    [InlineData("qwertzuiopü+", "Organisation.PasswordCommon")]
    [InlineData("123456789012", "Organisation.PasswordCommon")]
    [InlineData("aaaaaaaaaaaabb", "Organisation.PasswordCommon")]
    [InlineData("LeylaMertens2026", "Organisation.PasswordNamesPerson")]
    [InlineData("vier lange bunte Wörter", null)]
    public void A_password_is_long_and_not_everybodys(string password, string? refused) =>
        Assert.Equal(refused, Passwords.Check(password, "Leyla Mertens", "leyla@musterstadt.example")?.Key);

    [Fact]
    public async Task No_password_lies_in_the_database_in_clear()
    {
        await using var house = await House.Open(settings: Quick);
        var person = await house.Person("Leyla Mertens");
        var hash = await house.With((Db db) => db.Set<Person>().Where(one => one.Id == person).Select(one => one.PasswordHash).SingleAsync());
        Assert.NotNull(hash);
        Assert.DoesNotContain("Fahrräder", hash);
    }

    internal static Task<Outcome<Shown>> SignIn(House house, string email, string password, IPAddress? from = null, params string[] carried) =>
        house.With((SignInDoor door) => door.WithPassword(
            email, password, new Caller(from ?? IPAddress.Parse($"10.0.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}"), carried), default));

    internal static async Task<Actor> Session(House house, Shown shown)
    {
        await using var scope = house.Get<IServiceScopeFactory>().CreateAsyncScope();
        Of<IdentityHolder>(scope.ServiceProvider).Value = new Identity(shown.Person, null) { Stamp = shown.Stamp };
        return await Of<IActors>(scope.ServiceProvider).Current(default);
    }

    private static T Of<T>(IServiceProvider provider) => (T)provider.GetService(typeof(T))!;
}
