using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Tokens;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class TokensTests
{
    [Fact]
    public async Task A_token_carries_only_its_scopes()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var approver = await house.Actor("Freigabe", (city, Role.Approver));
        var clear = await Make(house, approver, Permission.See, Permission.Write);
        Assert.StartsWith("sf_", clear, StringComparison.Ordinal);
        var actor = await Through(house, clear);
        Assert.Equal(approver.Person, actor.Person);
        Assert.True(actor.May(Permission.Write, city));
        Assert.False(actor.May(Permission.Approve, city));
        Assert.False(actor.May(Permission.Release, city));
    }

    [Fact]
    public async Task A_token_never_gives_more_than_its_person_has_today()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var writer = await house.Actor("Schreiber", (city, Role.Writer));
        var more = await house.With((CreateToken use) => use.Run(writer, "zu viel", new HashSet<Permission> { Permission.Release }, TimeSpan.FromDays(30), default));
        Assert.Equal("Organisation.TokenMoreThanOneHas", more.Refusals.Single().Key);
        var clear = await Make(house, writer, Permission.Write);
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        await house.With((Stadtfunk.Organisation.Roles.TakeRole use) => use.Run(lead, writer.Person, city, Role.Writer, default));
        Assert.False((await Through(house, clear)).May(Permission.Write, city));
        // Without any role they belong to nobody but the desk lead of the city.
        await house.With((LockPerson use) => use.Run(lead, writer.Person, true, default));
        Assert.Null(await house.With((TokenDoor door) => door.Open(clear, default)));
    }

    [Fact]
    public async Task Only_the_hash_is_kept()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var clear = await Make(house, await house.Actor("Schreiber", (city, Role.Writer)), Permission.Write);
        var stored = await house.With((Db db) => db.Set<ApiToken>().SingleAsync());
        Assert.Equal(64, stored.Hash.Length);
        Assert.DoesNotContain(clear["sf_".Length..], stored.Hash);
        Assert.Null(await house.With((TokenDoor door) => door.Open("sf_" + stored.Hash, default)));
    }

    [Fact]
    public async Task A_reset_of_the_sign_in_ends_the_tokens_too()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var writer = await house.Actor("Schreiber", (city, Role.Writer));
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var (clear, own) = (await Make(house, writer, Permission.Write), await Make(house, lead, Permission.Write));
        Assert.True((await house.With((ResetSignIn use) => use.Run(lead, writer.Person, false, default))).Ok);
        Assert.Equal(0, await house.With((Db db) => db.Set<ApiToken>().CountAsync(token => token.Person == writer.Person)));
        Assert.Null(await house.With((TokenDoor door) => door.Open(clear, default)));
        Assert.NotNull(await house.With((TokenDoor door) => door.Open(own, default)));
    }

    [Fact]
    public async Task A_revoked_or_old_token_is_nobody()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var writer = await house.Actor("Schreiber", (city, Role.Writer));
        var other = await house.Actor("Andere", (city, Role.Administrator));
        var clear = await Make(house, writer, Permission.Write);
        var id = (await house.With((TokenList list) => list.Run(writer, default))).Single().Id;
        Assert.False((await house.With((RevokeToken use) => use.Run(other, id, default))).Ok);
        Assert.NotNull(await house.With((TokenDoor door) => door.Open(clear, default)));
        Assert.True((await house.With((RevokeToken use) => use.Run(writer, id, default))).Ok);
        Assert.Null(await house.With((TokenDoor door) => door.Open(clear, default)));

        var second = await Make(house, writer, Permission.Write);
        house.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await house.With((TokenDoor door) => door.Open(second, default)));
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await house.With((TokenDoor door) => door.Open(second, default)));
    }

    [Fact]
    public async Task Last_use_is_noted()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var writer = await house.Actor("Schreiber", (city, Role.Writer));
        var clear = await Make(house, writer, Permission.Write);
        Assert.Null((await house.With((TokenList list) => list.Run(writer, default))).Single().LastUsedAt);
        await house.With((TokenDoor door) => door.Open(clear, default));
        Assert.Equal(house.Now, (await house.With((TokenList list) => list.Run(writer, default))).Single().LastUsedAt);
    }

    private static async Task<string> Make(House house, Actor actor, params Permission[] scopes) =>
        (await house.With((CreateToken use) => use.Run(actor, "Kalender", scopes.ToHashSet(), TimeSpan.FromDays(30), default))).Value!;

    private static async Task<Actor> Through(House house, string clear)
    {
        await using var scope = house.Get<IServiceScopeFactory>().CreateAsyncScope();
        var identity = await scope.ServiceProvider.GetRequiredService<TokenDoor>().Open(clear, default);
        // A token of somebody who is locked opens nothing at all.
        if (identity is null)
            return Actor.Nobody;
        // The same way that a request takes: as claims and back.
        scope.ServiceProvider.GetRequiredService<IdentityHolder>().Value = Claims.Identity(Claims.Principal(identity, "", TokenScheme.Name));
        return await scope.ServiceProvider.GetRequiredService<IActors>().Current(default);
    }
}
