using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

/// <summary>Who may do what to whom: every role of the one who acts, against every role of the other, in four places of the tree.</summary>
public sealed class PowerTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Dictionary<Role, int> Rank = new() { [Role.Feedback] = 0, [Role.Writer] = 1, [Role.Approver] = 2, [Role.DeskLead] = 3, [Role.Administrator] = 4 };

    // The museums, the unit above them, the one below, the one beside.
    private static readonly string[] Places = ["city", "museums", "nature", "fire"];

    [Fact]
    public async Task Nobody_changes_a_role_of_somebody_who_stands_above()
    {
        await using var house = await House.Open();
        var units = await Units(house);
        var wrong = new List<string>();
        foreach (var (mine, place, theirs) in from mine in Enum.GetValues<Role>() from place in Places from theirs in Enum.GetValues<Role>() select (mine, place, theirs))
        {
            var actor = await house.Actor($"Als {mine} {place} {theirs}", (units["museums"], mine));
            var other = await house.Person($"Mit {mine} {place} {theirs}", (units[place], theirs));
            foreach (var where in new[] { "museums", "nature" })
            {
                // A role that they do not hold yet, and that is small enough for whoever manages people at all.
                var given = theirs == Role.Feedback && place == where ? Role.Writer : Role.Feedback;
                var above = theirs == Role.Administrator ? mine != Role.Administrator || place is not ("museums" or "nature") : theirs == Role.DeskLead && place == "city";
                var allowed = Rank[mine] >= 3 && !above;
                var gave = await house.With((GiveRole use) => use.Run(actor, other, units[where], given, Ct));
                Assert.True((await house.With((IFoundation foundation) => foundation.Grant(other, units[where], given, Ct))).Ok);
                var row = (await house.With((PeopleList use) => use.Run(actor, Ct))).SingleOrDefault(person => person.Id == other);
                var took = await house.With((TakeRole use) => use.Run(actor, other, units[where], given, Ct));
                if (gave.Ok != allowed || took.Ok != allowed || (row is not null && row.MayTake.Any(role => role.Unit == units[where] && role.Role == given) != allowed)
                    || (row is not null && row.MayGiveIn.Contains(units[where]) != allowed))
                    wrong.Add($"{mine} in the museums, {theirs} in {place}: {given} in {where} given {gave.Ok} taken {took.Ok}");
                if (!allowed && !gave.Ok && gave.Refusals[0].Kind != RefusalKind.Forbidden)
                    wrong.Add($"{mine} in the museums is told {gave.Refusals[0].Key}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nobody_locks_resets_readdresses_removes_or_lends_somebody_who_has_more_or_is_elsewhere()
    {
        await using var house = await House.Open();
        var units = await Units(house);
        var today = house.Get<CityTime>().Today;
        // So that none of them is the last one.
        await house.Person("Immer da", (units["city"], Role.Administrator));
        var stand = await house.Person("Springt ein", (units["city"], Role.Writer));
        var wrong = new List<string>();
        foreach (var (mine, place, theirs) in from mine in Enum.GetValues<Role>() from place in Places from theirs in Enum.GetValues<Role>() select (mine, place, theirs))
        {
            var actor = await house.Actor($"Als {mine} {place} {theirs}", (units["museums"], mine));
            var other = await house.Person($"Mit {mine} {place} {theirs}", (units[place], theirs));
            var allowed = Rank[mine] >= 3 && Rank[theirs] <= Rank[mine] && place is ("museums" or "nature");
            (string Deed, bool Ok)[] did =
            [
                ("lends", (await house.With((AddDeputy use) => use.Run(actor, new NewDeputy(other, stand, today, today), Ct))).Ok),
                ("locks", (await house.With((LockPerson use) => use.Run(actor, other, true, Ct))).Ok),
                ("unlocks", (await house.With((LockPerson use) => use.Run(actor, other, false, Ct))).Ok),
                ("readdresses", (await house.With((ChangeEmailOf use) => use.Run(actor, other, $"{Guid.CreateVersion7():N}@musterstadt.example", Ct))).Ok),
                ("resets", (await house.With((ResetSignIn use) => use.Run(actor, other, true, Ct))).Ok),
                ("withdraws", (await house.With((WithdrawInvitation use) => use.Run(actor, other, Ct))).Ok),
                ("removes", (await house.With((RemovePerson use) => use.Run(actor, other, Ct))).Ok),
            ];
            wrong.AddRange(did.Where(one => one.Ok != allowed).Select(one => $"{mine} in the museums {one.Deed} {theirs} in {place}"));
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task An_administrator_keeps_even_the_smallest_role_from_a_desk_lead_of_the_city()
    {
        await using var house = await House.Open();
        var units = await Units(house);
        var lead = await house.Actor("Leyla", (units["city"], Role.DeskLead));
        var admin = await house.Person("Jonas", (units["city"], Role.Administrator), (units["museums"], Role.Approver));
        var took = await house.With((TakeRole use) => use.Run(lead, admin, units["museums"], Role.Approver, Ct));
        Assert.Equal("Organisation.StandsAbove", took.Refusals.Single().Key);
        Assert.Equal("Organisation.StandsAbove", (await house.With((GiveRole use) => use.Run(lead, admin, units["fire"], Role.Writer, Ct))).Refusals.Single().Key);
        Assert.True((await house.ActorOf(admin)).May(Permission.Approve, units["museums"]));
        var row = (await house.With((PeopleList use) => use.Run(lead, Ct))).Single(person => person.Id == admin);
        Assert.Equal((false, 0, 0), (row.MayChange, row.MayGiveIn.Count, row.MayTake.Count));
        // Of her own roles she is free.
        Assert.True((await house.With((GiveRole use) => use.Run(lead, lead.Person, units["fire"], Role.Writer, Ct))).Ok);
        Assert.True((await house.With((TakeRole use) => use.Run(lead, lead.Person, units["fire"], Role.Writer, Ct))).Ok);
    }

    private static async Task<Dictionary<string, UnitId>> Units(House house)
    {
        var city = await house.City();
        var museums = await house.Unit(city, "Museen");
        return new()
        {
            ["city"] = city, ["museums"] = museums, ["nature"] = await house.Unit(museums, "Naturkundemuseum"), ["fire"] = await house.Unit(city, "Feuerwehr"),
        };
    }
}
