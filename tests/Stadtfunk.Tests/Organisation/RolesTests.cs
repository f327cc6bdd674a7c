using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class RolesTests
{
    // Written out once more by hand: what the brief of the house promises, not what the code says.
    private static readonly Dictionary<Role, Permission[]> Promised = new()
    {
        [Role.Writer] = [Permission.See, Permission.Write],
        [Role.Approver] = [Permission.See, Permission.Write, Permission.Approve, Permission.Release],
        [Role.DeskLead] = [Permission.See, Permission.Write, Permission.Approve, Permission.Release, Permission.Lead, Permission.ManageChannels, Permission.ManagePeople],
        [Role.Feedback] = [Permission.See],
        [Role.Administrator] = Enum.GetValues<Permission>(),
    };

    [Fact]
    public async Task A_role_holds_in_its_unit_and_below_and_nowhere_else()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var nature = await house.Unit(museums, "Naturkundemuseum");
        var fire = await house.Unit(city, "Feuerwehr");
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = await house.Actor($"In den Museen {role}", (museums, role));
            foreach (var permission in Enum.GetValues<Permission>())
                foreach (var (unit, inside) in new[] { (city, false), (museums, true), (nature, true), (fire, false) })
                    if (actor.May(permission, unit) != (inside && Promised[role].Contains(permission)))
                        wrong.Add($"{role} {permission} {unit}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Two_roles_add_up()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var nature = await house.Unit(museums, "Naturkundemuseum");
        var fire = await house.Unit(city, "Feuerwehr");
        var actor = await house.Actor("Zwei Rollen", (nature, Role.Approver), (fire, Role.Writer));
        Assert.Equal([nature, fire], actor.UnitsWith(Permission.Write).Order(ById).ToArray().Intersect([nature, fire]));
        Assert.Equal(2, actor.UnitsWith(Permission.Write).Count);
        Assert.Equal([nature], actor.UnitsWith(Permission.Approve));
    }

    [Fact]
    public async Task A_role_that_was_taken_is_gone_with_the_next_call()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var writer = await house.Person("Schreiber", (city, Role.Writer));
        Assert.True((await house.ActorOf(writer)).May(Permission.Write, city));
        Assert.True((await house.With((TakeRole take) => take.Run(lead, writer, city, Role.Writer, default))).Ok);
        Assert.False((await house.ActorOf(writer)).May(Permission.Write, city));
    }

    [Fact]
    public async Task A_locked_person_is_nobody_at_once()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var writer = await house.Person("Schreiber", (city, Role.Writer));
        Assert.True((await house.With((LockPerson use) => use.Run(lead, writer, true, default))).Ok);
        Assert.False((await house.ActorOf(writer)).IsSignedIn);
        Assert.True((await house.With((LockPerson use) => use.Run(lead, writer, false, default))).Ok);
        Assert.True((await house.ActorOf(writer)).IsSignedIn);
    }

    [Fact]
    public async Task Nobody_gives_more_than_they_have_or_where_they_do_not_manage()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var nature = await house.Unit(museums, "Naturkundemuseum");
        var fire = await house.Unit(city, "Feuerwehr");
        var other = await house.Person("Neue Kraft");
        var wrong = new List<string>();
        foreach (var held in Enum.GetValues<Role>())
        {
            var giver = await house.Actor($"Gibt als {held}", (museums, held));
            foreach (var given in Enum.GetValues<Role>())
                foreach (var (unit, inside) in new[] { (city, false), (museums, true), (nature, true), (fire, false) })
                {
                    var allowed = inside && Promised[held].Contains(Permission.ManagePeople) && Promised[given].All(Promised[held].Contains);
                    var gave = await house.With((GiveRole use) => use.Run(giver, other, unit, given, default));
                    if (gave.Ok != allowed || (!allowed && gave.Refusals[0].Kind != RefusalKind.Forbidden))
                        wrong.Add($"{held} gives {given} in {unit}");
                    var took = await house.With((TakeRole use) => use.Run(giver, other, unit, given, default));
                    if (took.Ok != allowed)
                        wrong.Add($"{held} takes {given} in {unit}");
                }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_desk_lead_cannot_reset_an_administrator()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var lead = await house.Actor("Leitung", (city, Role.DeskLead));
        var administrator = await house.Person("Verwaltung", (city, Role.Administrator));
        Assert.Equal(RefusalKind.Forbidden, (await house.With((ResetSignIn use) => use.Run(lead, administrator, true, default))).Refusals.Single().Kind);
        Assert.Equal(RefusalKind.Forbidden, (await house.With((LockPerson use) => use.Run(lead, administrator, true, default))).Refusals.Single().Kind);
        Assert.Equal(RefusalKind.Forbidden, (await house.With((RemovePerson use) => use.Run(lead, administrator, default))).Refusals.Single().Kind);
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var first = await house.Person("Erste", (city, Role.Administrator));
        var actor = await house.ActorOf(first);
        var alone = await house.With((TakeRole use) => use.Run(actor, first, city, Role.Administrator, default));
        Assert.Equal("Organisation.LastAdministrator", alone.Refusals.Single().Key);

        var second = await house.Person("Zweite", (city, Role.Administrator));
        Assert.True((await house.With((LockPerson use) => use.Run(actor, second, true, default))).Ok);
        // A locked one does not count.
        Assert.False((await house.With((TakeRole use) => use.Run(actor, first, city, Role.Administrator, default))).Ok);
        Assert.True((await house.With((LockPerson use) => use.Run(actor, second, false, default))).Ok);
        Assert.True((await house.With((TakeRole use) => use.Run(actor, first, city, Role.Administrator, default))).Ok);
    }

    [Fact]
    public async Task Who_may_is_asked_up_the_tree()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        var fire = await house.Unit(city, "Feuerwehr");
        await house.Person("Oben", (city, Role.Approver));
        await house.Person("Hier", (museums, Role.DeskLead));
        await house.Person("Nur Text", (museums, Role.Writer));
        await house.Person("Nebenan", (fire, Role.Approver));
        var may = await house.With((IPeople people) => people.WhoMay(Permission.Approve, museums, default));
        Assert.Equal(["Hier", "Oben"], may.Select(person => person.Name));
    }

    private static readonly Comparer<UnitId> ById = Comparer<UnitId>.Create((one, other) => one.Value.CompareTo(other.Value));
}
