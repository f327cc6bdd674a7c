using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Passkeys;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

/// <summary>Passkeys at the door and in the account, with keys that sign as a phone does.</summary>
public sealed class PasskeyTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_passkey_lets_its_owner_in_and_nobody_who_is_locked_or_removed()
    {
        await using var house = await House.Open();
        var (admin, owner) = await Two(house);
        using var key = new KeyRing();
        Assert.Null(await Add(house, owner, key));
        Assert.Equal(owner.Person, await Enter(house, key));
        Assert.True((await house.With((LockPerson use) => use.Run(admin, owner.Person, true, Ct))).Ok);
        Assert.Null(await Enter(house, key));
        Assert.True((await house.With((LockPerson use) => use.Run(admin, owner.Person, false, Ct))).Ok);
        Assert.Equal(owner.Person, await Enter(house, key));
        Assert.True((await house.With((RemovePerson use) => use.Run(admin, owner.Person, Ct))).Ok);
        Assert.Null(await Enter(house, key));
    }

    [Fact]
    public async Task A_passkey_opens_no_account_but_its_owners()
    {
        await using var house = await House.Open();
        var (admin, owner) = await Two(house);
        using var key = new KeyRing();
        Assert.Null(await Add(house, owner, key));
        // It claims to be the administrator's.
        var own = key.Owner;
        using var theirs = new KeyRing();
        Assert.Null(await Add(house, admin, theirs));
        key.Owner = theirs.Owner;
        Assert.Null(await Enter(house, key));
        key.Owner = own;
        Assert.Equal(owner.Person, await Enter(house, key));
    }

    /// <summary>Behind a proxy the request may have come without TLS; the usual port is never named.</summary>
    [Theory]
    [InlineData("localhost", "http://localhost", true)]
    [InlineData("localhost", "https://localhost", true)]
    [InlineData("localhost:443", "https://localhost", true)]
    [InlineData("localhost:5080", "http://localhost:5080", true)]
    [InlineData("localhost", "http://localhost:5080", false)]
    [InlineData("localhost:5080", "http://localhost", false)]
    [InlineData("localhost", "https://boese.localhost", false)]
    public async Task A_passkey_is_answered_on_a_page_of_this_house_only(string host, string origin, bool taken)
    {
        await using var house = await House.Open();
        var (_, owner) = await Two(house);
        using var key = new KeyRing { Origin = origin };
        Assert.Equal(taken ? null : "Organisation.PasskeyBad", await house.With((IServiceProvider scope) => Add(scope, owner, key, null, host)));
    }

    [Fact]
    public async Task Nobody_renames_removes_or_takes_over_the_passkey_of_somebody_else()
    {
        await using var house = await House.Open();
        var (admin, owner) = await Two(house);
        using var key = new KeyRing();
        Assert.Null(await Add(house, owner, key));
        var one = Assert.Single(await house.With((PasskeyList list) => list.Run(owner, Ct)));
        Assert.Empty(await house.With((PasskeyList list) => list.Run(admin, Ct)));
        Assert.Equal("Organisation.PasskeyGone", (await house.With((RenamePasskey use) => use.Run(admin, one.Id, "Meiner", Ct))).Refusals.Single().Key);
        Assert.Equal("Organisation.PasskeyGone", (await house.With((RemovePasskey use) => use.Run(admin, one.Id, Townsfolk.Password, Ct))).Refusals.Single().Key);
        // The answer to a question that was put to somebody else.
        using var other = new KeyRing();
        Assert.Equal("Organisation.PasskeyBad", await Add(house, admin, other, asked: owner));
        // The same key a second time, for another account.
        var own = key.Owner;
        Assert.NotNull(await Add(house, admin, key));
        key.Owner = own;
        Assert.Equal("Diensthandy", Assert.Single(await house.With((PasskeyList list) => list.Run(owner, Ct))).Name);
        Assert.Equal(owner.Person, await Enter(house, key));
    }

    [Fact]
    public async Task Ten_are_enough_and_one_that_was_removed_makes_room()
    {
        await using var house = await House.Open();
        var (_, owner) = await Two(house);
        for (var i = 0; i < AddPasskey.Most; i++)
        {
            using var key = new KeyRing();
            Assert.Null(await Add(house, owner, key));
        }
        using var last = new KeyRing();
        Assert.Equal("Organisation.PasskeyTooMany", await Add(house, owner, last));
        var all = await house.With((PasskeyList list) => list.Run(owner, Ct));
        Assert.Equal(AddPasskey.Most, all.Count);
        Assert.True((await house.With((RemovePasskey use) => use.Run(owner, all[0].Id, Townsfolk.Password, Ct))).Ok);
        Assert.Null(await Add(house, owner, last));
        Assert.Equal(owner.Person, await Enter(house, last));
    }

    private static async Task<(Actor Admin, Actor Owner)> Two(House house)
    {
        var city = await house.City();
        return (await house.Actor("Verwaltung", (city, Role.Administrator)), await house.Actor("Nkechi Okafor", (city, Role.Writer)));
    }

    /// <summary>The key of the refusal; null when it was added.</summary>
    /// <param name="asked">To whom the question was put; null: the same.</param>
    private static Task<string?> Add(House house, Actor actor, KeyRing key, Actor? asked = null) => house.With((IServiceProvider scope) => Add(scope, actor, key, asked));

    internal static async Task<string?> Add(IServiceProvider scope, Actor actor, KeyRing key, Actor? asked = null, string host = "localhost")
    {
        var (http, whose) = (Request(scope, host), asked ?? actor);
        var question = await scope.GetRequiredService<IPasskeyHandler<Person>>()
            .MakeCreationOptionsAsync(new PasskeyUserEntity { Id = whose.Person.ToString(), Name = Townsfolk.EmailOf(whose.Name), DisplayName = whose.Name }, http);
        var added = await scope.GetRequiredService<AddPasskey>().Run(actor, "Diensthandy", Townsfolk.Password, key.Make(question.CreationOptionsJson), question.AttestationState!, http, Ct);
        return added.Refusals.FirstOrDefault()?.Key;
    }

    /// <summary>Who is in; null when nobody.</summary>
    private static Task<PersonId?> Enter(House house, KeyRing key) => house.With((IServiceProvider scope) => Enter(scope, key));

    internal static async Task<PersonId?> Enter(IServiceProvider scope, KeyRing key)
    {
        var http = Request(scope);
        var question = await scope.GetRequiredService<IPasskeyHandler<Person>>().MakeRequestOptionsAsync(null, http);
        var shown = await scope.GetRequiredService<PasskeyDoor>().Enter(key.Open(question.RequestOptionsJson), question.AssertionState!, http, Ct);
        return shown.Ok ? shown.Value.Person : (PersonId?)null;
    }

    private static DefaultHttpContext Request(IServiceProvider scope, string host = "localhost")
    {
        var http = new DefaultHttpContext { RequestServices = scope };
        (http.Request.Scheme, http.Request.Host) = ("http", new HostString(host));
        return http;
    }
}
