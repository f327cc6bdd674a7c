using System.Net;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class SecondStepTests
{
    private static readonly KeyValuePair<string, string?>[] Quick = [new("SignIn:Floor", "00:00:00")];

    // RFC 6238, appendix B, SHA-1; six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.Code("12345678901234567890"u8.ToArray(), DateTime.UnixEpoch.AddSeconds(seconds)));

    [Fact]
    public void The_key_is_spelled_in_base_32() => Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Text("12345678901234567890"u8.ToArray()));

    [Fact]
    public async Task With_the_app_the_password_alone_does_not_let_in()
    {
        await using var house = await House.Open(settings: Quick);
        var (email, key, _) = await SetUp(house);
        var half = await SignInTests.SignIn(house, email, Townsfolk.Password);
        Assert.False(half.Value!.Done);
        Assert.Same(SignInDoor.WrongCode, (await Code(house, half.Value, "000000")).Refusals.Single());
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await Code(house, half.Value, Totp.Code(key, house.Now))).Ok);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var house = await House.Open(settings: Quick);
        var (email, key, _) = await SetUp(house);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = Totp.Code(key, house.Now);
        var half = (await SignInTests.SignIn(house, email, Townsfolk.Password)).Value!;
        Assert.True((await Code(house, half, code)).Ok);
        Assert.False((await Code(house, half, code)).Ok);
        house.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await Code(house, half, Totp.Code(key, house.Now))).Ok);
        house.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.False((await Code(house, half, Totp.Code(key, house.Now.AddMinutes(-2)))).Ok);
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_lies_hashed()
    {
        await using var house = await House.Open(settings: Quick);
        var (email, _, codes) = await SetUp(house);
        Assert.Equal(RecoveryCode.Count, codes.Distinct().Count());
        var stored = await house.With((Db db) => db.Set<RecoveryCode>().Select(code => code.Hash).ToListAsync());
        Assert.Empty(stored.Intersect(codes));
        var half = (await SignInTests.SignIn(house, email, Townsfolk.Password)).Value!;
        Assert.True((await Code(house, half, codes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal))).Ok);
        Assert.False((await Code(house, half, codes[3])).Ok);
        Assert.True((await Code(house, half, codes[4])).Ok);
    }

    [Fact]
    public async Task Guessing_codes_shuts_the_door_even_with_the_password_in_between()
    {
        await using var house = await House.Open(settings: Quick);
        var (email, key, _) = await SetUp(house);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < Person.Tries; i++)
        {
            var half = await SignInTests.SignIn(house, email, Townsfolk.Password);
            Assert.True(half.Ok);
            Assert.False((await Code(house, half.Value, "000000")).Ok);
        }
        Assert.False((await SignInTests.SignIn(house, email, Townsfolk.Password)).Ok);
        house.Clock.Advance(Person.Shut);
        var again = await SignInTests.SignIn(house, email, Townsfolk.Password);
        Assert.True((await Code(house, again.Value!, Totp.Code(key, house.Now))).Ok);
    }

    [Fact]
    public async Task The_secret_is_not_readable_in_the_database()
    {
        await using var house = await House.Open(settings: Quick);
        var (_, key, _) = await SetUp(house);
        var stored = await house.With((Db db) => db.Set<Person>().Select(person => person.TotpKey).SingleAsync());
        Assert.NotNull(stored);
        Assert.DoesNotContain(Convert.ToBase64String(key), stored);
    }

    [Fact]
    public async Task An_offer_belongs_to_its_person_and_half_an_hour()
    {
        await using var house = await House.Open(settings: Quick);
        var one = await house.Actor("Eins");
        var two = await house.Actor("Zwei");
        var offer = (await house.With((OfferSecondStep use) => use.Run(one, default))).Value!;
        var key = FromGroups(offer.Key);
        Assert.StartsWith("<svg", offer.Svg.TrimStart(), StringComparison.Ordinal);
        Assert.Equal("Organisation.OfferTooOld", await Confirm(house, two, offer.Ticket, Totp.Code(key, house.Now)));
        Assert.Equal("Organisation.CodeNotFromApp", await Confirm(house, one, offer.Ticket, "123"));
        house.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal("Organisation.OfferTooOld", await Confirm(house, one, offer.Ticket, Totp.Code(key, house.Now)));
    }

    [Fact]
    public async Task Turning_it_off_wants_the_password_ends_other_sessions_and_leaves_no_code_behind()
    {
        await using var house = await House.Open(settings: Quick);
        var (email, _, codes) = await SetUp(house);
        var actor = await Owner(house);
        var before = await house.With((Db db) => db.Set<Person>().Select(person => person.Stamp).SingleAsync());
        var half = (await SignInTests.SignIn(house, email, Townsfolk.Password)).Value!;
        Assert.Equal("Organisation.PasswordWrong", (await house.With((RemoveSecondStep use) => use.Run(actor, "geraten", default))).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((RemoveSecondStep use) => use.Run(Actor.Nobody, Townsfolk.Password, default))).Refusals.Single().Key);
        Assert.False((await SignInTests.SignIn(house, email, Townsfolk.Password)).Value!.Done);
        var shown = (await house.With((RemoveSecondStep use) => use.Run(actor, Townsfolk.Password, default))).Value!;
        Assert.NotEqual(before, shown.Stamp);
        Assert.Equal(0, await house.With((Db db) => db.Set<RecoveryCode>().CountAsync()));
        Assert.False((await Code(house, half, codes[0])).Ok);
        Assert.True((await SignInTests.SignIn(house, email, Townsfolk.Password)).Value!.Done);
    }

    [Fact]
    public async Task New_recovery_codes_want_the_password_and_take_the_place_of_the_old_ones()
    {
        await using var house = await House.Open(settings: Quick);
        var (email, _, old) = await SetUp(house);
        var actor = await Owner(house);
        Assert.Equal("Organisation.PasswordWrong", (await house.With((NewRecoveryCodes use) => use.Run(actor, "geraten", default))).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((NewRecoveryCodes use) => use.Run(Actor.Nobody, Townsfolk.Password, default))).Refusals.Single().Key);
        var half = (await SignInTests.SignIn(house, email, Townsfolk.Password)).Value!;
        Assert.True((await Code(house, half, old[0])).Ok);
        var codes = (await house.With((NewRecoveryCodes use) => use.Run(actor, Townsfolk.Password, default))).Value!;
        Assert.Equal(RecoveryCode.Count, codes.Except(old).Count());
        half = (await SignInTests.SignIn(house, email, Townsfolk.Password)).Value!;
        Assert.False(half.Done);
        Assert.False((await Code(house, half, old[1])).Ok);
        Assert.True((await Code(house, half, codes[0])).Ok);
        // Without an app there is nothing to recover.
        await house.With((RemoveSecondStep use) => use.Run(actor, Townsfolk.Password, default));
        Assert.Equal("Organisation.NoSecondStep", (await house.With((NewRecoveryCodes use) => use.Run(actor, Townsfolk.Password, default))).Refusals.Single().Key);
    }

    private static async Task<Actor> Owner(House house) => await house.ActorOf(await house.With((Db db) => db.Set<Person>().Select(person => person.Id).SingleAsync()));

    private static async Task<(string Email, byte[] Key, IReadOnlyList<string> Codes)> SetUp(House house)
    {
        var actor = await house.Actor("Leyla Mertens");
        var offer = (await house.With((OfferSecondStep use) => use.Run(actor, default))).Value!;
        var key = FromGroups(offer.Key);
        var set = await house.With((ConfirmSecondStep use) => use.Run(actor, offer.Ticket, Totp.Code(key, house.Now), Townsfolk.Password, default));
        return (Townsfolk.EmailOf("Leyla Mertens"), key, set.Value!.RecoveryCodes);
    }

    private static async Task<string> Confirm(House house, Actor actor, string ticket, string code) =>
        (await house.With((ConfirmSecondStep use) => use.Run(actor, ticket, code, Townsfolk.Password, default))).Refusals.Single().Key;

    private static Task<Outcome<Shown>> Code(House house, Shown half, string code) =>
        house.With((SignInDoor door) => door.WithCode(half.Person, half.Stamp, code, new Caller(IPAddress.Parse($"10.1.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}"), []), default));

    private static byte[] FromGroups(string text)
    {
        var bits = string.Concat(text.Replace(" ", "", StringComparison.Ordinal).Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
