using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Audit;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Sessions;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class SessionTests
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Each_browser_is_a_session_that_can_be_ended_by_itself()
    {
        await using var house = await House.Open(settings: [new("SignIn:Floor", "00:00:00")]);
        await house.Person("Leyla Mertens", (await house.City(), Role.Writer));
        var (desk, phone) = (await In(house, Firefox), await In(house, "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"));
        var sessions = await As(house, desk, (SessionList list, Actor actor) => list.Run(actor, Ct));
        Assert.Equal(["Chrome, Android", "Firefox, Windows"], sessions.Select(one => one.Device).Order());
        Assert.Equal("Firefox, Windows", sessions.Single(one => one.IsThis).Device);
        Assert.True((await As(house, desk, (EndSession end, Actor actor) => end.Run(actor, phone.Session, Ct))).Ok);
        Assert.False(await Still(house, phone));
        Assert.False(await As(house, phone, (SessionList _, Actor actor) => Task.FromResult(actor.IsSignedIn)));
        Assert.True(await Still(house, desk));
        Assert.Single(await As(house, desk, (SessionList list, Actor actor) => list.Run(actor, Ct)));
        Assert.True((await As(house, desk, (EndSession end, Actor actor) => end.Run(actor, null, Ct))).Ok);
        Assert.False(await Still(house, desk));
    }

    [Fact]
    public async Task Nobody_ends_or_sees_the_sessions_of_others()
    {
        await using var house = await House.Open(settings: [new("SignIn:Floor", "00:00:00")]);
        var city = await house.City();
        await house.Person("Leyla Mertens", (city, Role.Writer));
        var leyla = await In(house, Firefox);
        var other = await house.Actor("Jonas Petersen", (city, Role.Administrator));
        Assert.Equal("Organisation.SessionGone", (await house.With((EndSession end) => end.Run(other, leyla.Session, Ct))).Refusals.Single().Key);
        Assert.Empty(await house.With((SessionList list) => list.Run(other, Ct)));
        Assert.True(await Still(house, leyla));
    }

    [Fact]
    public async Task All_others_end_at_once_and_the_own_stays()
    {
        await using var house = await House.Open(settings: [new("SignIn:Floor", "00:00:00")]);
        var city = await house.City();
        await house.Person("Leyla Mertens", (city, Role.Writer));
        var admin = await house.Actor("Jonas Petersen", (city, Role.Administrator));
        var (desk, phone, library) = (await In(house, Firefox), await In(house, null), await In(house, null));
        Assert.Equal(2, (await As(house, desk, (EndOtherSessions use, Actor actor) => use.Run(actor, Ct))).Value);
        Assert.Equal((true, false, false), (await Still(house, desk), await Still(house, phone), await Still(house, library)));
        var noted = (await house.With((ReadAudit use) => use.Run(admin, new(desk.Person, null, null, null), null, Ct))).Value!.Rows;
        Assert.Equal(2, noted.Count(row => row.Line.Deed == AuditDeed.SignedOut));
        // With a key for programs there is no own session to spare.
        Assert.False((await As(house, new Identity(desk.Person, null), (EndOtherSessions use, Actor actor) => use.Run(actor, Ct))).Ok);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_and_the_round_takes_them_away()
    {
        await using var house = await House.Open(settings: [new("SignIn:Floor", "00:00:00")]);
        await house.Person("Leyla Mertens", (await house.City(), Role.Writer));
        var (desk, _) = (await In(house, Firefox), await In(house, null));
        Assert.True((await As(house, desk, (SignOutEverywhere all, Actor actor) => all.Run(actor, Ct))).Ok);
        Assert.False(await Still(house, desk));
        await house.With((TidyRound round) => round.Tick(Ct));
        Assert.Equal(0, await house.With((Db db) => db.Set<Session>().CountAsync()));
    }

    private static async Task<Identity> In(House house, string? agent)
    {
        var shown = (await SignInTests.SignIn(house, "leyla.mertens@musterstadt.example", Townsfolk.Password)).Value!;
        var session = await house.With((SessionDoor door) => door.Begin(shown, agent, null, Ct));
        return Claims.Identity(Claims.Principal(shown with { Session = session }, "test"))!;
    }

    private static Task<bool> Still(House house, Identity who) => house.With((StillSignedIn still) => still.Check(who, Ct));

    private static Task<TResult> As<T, TResult>(House house, Identity who, Func<T, Actor, Task<TResult>> act)
        where T : notnull => house.With(async (IServiceProvider scope) =>
        {
            scope.GetRequiredService<IdentityHolder>().Value = who;
            return await act(scope.GetRequiredService<T>(), await scope.GetRequiredService<IActors>().Current(Ct));
        });
}
