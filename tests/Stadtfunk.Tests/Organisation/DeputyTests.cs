using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Audit;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class DeputyTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task A_deputy_has_the_rights_from_the_first_to_the_last_day_and_not_a_minute_longer()
    {
        await using var town = await Town.Open();
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today.AddDays(1), Today.AddDays(2)));
        Assert.False(await town.May(Permission.Approve));
        town.At(2026, 11, 23, 22, 59);
        Assert.False(await town.May(Permission.Approve));
        town.At(2026, 11, 23, 23, 0);
        Assert.True(await town.May(Permission.Approve));
        town.At(2026, 11, 25, 22, 59);
        Assert.True(await town.May(Permission.Approve));
        town.At(2026, 11, 25, 23, 0);
        Assert.False(await town.May(Permission.Approve));
    }

    [Fact]
    public async Task What_is_lent_is_the_daily_work_and_no_power_over_people_channels_or_settings()
    {
        await using var town = await Town.Open();
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today, Today));
        foreach (var permission in Enum.GetValues<Permission>())
            Assert.Equal(
                permission is Permission.See or Permission.Write or Permission.Approve or Permission.Release or Permission.Lead, await town.May(permission));
        var actor = await town.House.ActorOf(town.Deputy);
        Assert.Equal(town.Lead, actor.StandsInFor(Permission.Approve, town.City));
        Assert.Null(actor.StandsInFor(Permission.Write, town.Museum));
        var may = await town.House.With((IPeople people) => people.WhoMay(Permission.Approve, town.Museum, default));
        Assert.Equal(["Dora Deputat", "Lea Leitung"], may.Select(person => person.Name));
        Assert.Equal(["Lea Leitung"], (await town.House.With((IPeople people) => people.WhoMay(Permission.ManagePeople, town.Museum, default))).Select(person => person.Name));
    }

    [Fact]
    public async Task A_deputy_of_a_deputy_gets_nothing()
    {
        await using var town = await Town.Open();
        var third = await town.House.Person("Tim Dritter");
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today, Today));
        Assert.Empty(await town.Say(town.Deputy, town.Deputy, third, Today, Today));
        var actor = await town.House.ActorOf(third);
        Assert.True(actor.May(Permission.Write, town.Museum));
        Assert.False(actor.May(Permission.Approve, town.Museum));
        Assert.False(actor.May(Permission.Write, town.City));
        Assert.DoesNotContain("Tim Dritter", (await town.House.With((IPeople people) => people.WhoMay(Permission.Approve, town.Museum, default))).Select(person => person.Name));
    }

    [Fact]
    public async Task Whoever_loses_a_role_or_is_locked_lends_it_no_more()
    {
        await using var town = await Town.Open();
        var admin = await town.House.Actor("Anna Admin", (town.City, Role.Administrator));
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today, Today));
        Assert.True((await town.House.With((LockPerson use) => use.Run(admin, town.Lead, true, default))).Ok);
        Assert.False(await town.May(Permission.Approve));
        Assert.True((await town.House.With((LockPerson use) => use.Run(admin, town.Lead, false, default))).Ok);
        Assert.True(await town.May(Permission.Approve));
        Assert.True((await town.House.With((TakeRole use) => use.Run(admin, town.Lead, town.City, Role.DeskLead, default))).Ok);
        Assert.False(await town.May(Permission.Approve));
    }

    [Fact]
    public async Task One_speaks_for_oneself_and_for_those_whom_one_manages()
    {
        await using var town = await Town.Open();
        var admin = await town.House.Person("Anna Admin", (town.City, Role.Administrator));
        Assert.Equal(["Kernel.Forbidden"], await town.Say(town.Deputy, town.Lead, town.Deputy, Today, Today));
        Assert.Equal(["Organisation.MoreThanOneHas"], await town.Say(town.Lead, admin, town.Deputy, Today, Today));
        Assert.Empty(await town.Say(town.Lead, town.Deputy, admin, Today, Today));
        Assert.Equal(["Organisation.DeputyOfOneself"], await town.Say(town.Lead, town.Lead, town.Lead, Today, Today));
        Assert.Equal(["Organisation.DeputyEndsFirst"], await town.Say(town.Lead, town.Lead, town.Deputy, Today.AddDays(2), Today.AddDays(1)));
        Assert.Equal(["Organisation.DeputyIsOver"], await town.Say(town.Lead, town.Lead, town.Deputy, Today.AddDays(-3), Today.AddDays(-1)));
        Assert.Equal(["Organisation.DeputyTooLong"], await town.Say(town.Lead, town.Lead, town.Deputy, Today, Today.AddDays(366)));
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today, Today.AddDays(5)));
        Assert.Equal(["Organisation.DeputyAlready"], await town.Say(town.Lead, town.Lead, town.Deputy, Today.AddDays(5), Today.AddDays(9)));
    }

    [Fact]
    public async Task Ending_it_takes_the_rights_with_the_next_call()
    {
        await using var town = await Town.Open();
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today, Today.AddDays(5)));
        Assert.True(await town.May(Permission.Release));
        var stranger = await town.House.Actor("Fred Fremd", (town.Museum, Role.Approver));
        var row = Assert.Single((await town.House.With(async (DeputyList list) => await list.Run(await town.House.ActorOf(town.Deputy), default))).Rows);
        Assert.False((await town.House.With((EndDeputy end) => end.Run(stranger, row.Id, default))).Ok);
        Assert.Empty((await town.House.With((DeputyList list) => list.Run(stranger, default))).Rows);
        Assert.True((await town.House.With(async (EndDeputy end) => await end.Run(await town.House.ActorOf(town.Lead), row.Id, default))).Ok);
        Assert.False(await town.May(Permission.Release));
    }

    [Fact]
    public async Task Who_is_removed_stands_in_for_nobody_and_nobody_for_them_and_the_log_says_so()
    {
        await using var town = await Town.Open();
        var admin = await town.House.Actor("Ada Admin", (town.City, Role.Administrator));
        var other = await town.House.Person("Otto Other", (town.Museum, Role.Approver));
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today, Today.AddDays(5)));
        Assert.Empty(await town.Say(admin.Person, town.Deputy, other, Today, Today.AddDays(3)));
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today.AddDays(10), Today.AddDays(12)));
        Assert.Empty(await town.Say(town.Lead, town.Lead, other, Today, Today.AddDays(2)));
        town.House.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await town.House.With((IServiceProvider scope) =>
        {
            scope.GetRequiredService<IdentityHolder>().Value = new Identity(admin.Person, null);
            return scope.GetRequiredService<RemovePerson>().Run(admin, town.Deputy, default);
        })).Ok);
        var left = await town.House.With((DeputyList list) => list.Run(admin, default));
        Assert.Equal(("Otto Other", "Lea Leitung"), Assert.Single(left.Rows.Select(row => (row.By, row.For))));
        var noted = (await town.House.With((ReadAudit use) => use.Run(admin, new(null, "Organisation/Deputy", null, null), null, default))).Value!.Rows;
        Assert.Equal(
            [(AuditDeed.Changed, "Ende"), (AuditDeed.Changed, "Ende"), (AuditDeed.Removed, "")],
            noted.Where(row => row.Line.At == town.House.Now).Select(row => (row.Line.Deed, AuditWords.Of(town.House.Get<Words>(), row.Line))).OrderBy(one => one.Deed));
        Assert.All(noted.Where(row => row.Line.Deed == AuditDeed.Changed), row => Assert.Contains("Dora Deputat", row.About, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_locked_is_still_called_by_name_and_cannot_be_chosen()
    {
        await using var town = await Town.Open();
        var admin = await town.House.Actor("Ada Admin", (town.City, Role.Administrator));
        Assert.Empty(await town.Say(town.Lead, town.Lead, town.Deputy, Today, Today.AddDays(5)));
        Assert.True((await town.House.With((LockPerson use) => use.Run(admin, town.Deputy, true, default))).Ok);
        var desk = await town.House.With((DeputyList list) => list.Run(admin, default));
        Assert.Equal("Dora Deputat", Assert.Single(desk.Rows).By);
        Assert.DoesNotContain(desk.By, person => person.Id == town.Deputy);
    }

    private sealed class Town : IAsyncDisposable
    {
        public required House House { get; init; }
        public UnitId City { get; private set; }
        public UnitId Museum { get; private set; }
        public PersonId Lead { get; private set; }
        public PersonId Deputy { get; private set; }

        public static async Task<Town> Open()
        {
            var town = new Town { House = await House.Open() };
            town.City = await town.House.City();
            town.Museum = await town.House.Unit(town.City, "Museum");
            town.Lead = await town.House.Person("Lea Leitung", (town.City, Role.DeskLead));
            town.Deputy = await town.House.Person("Dora Deputat", (town.Museum, Role.Writer));
            return town;
        }

        public async Task<IEnumerable<string>> Say(PersonId by, PersonId away, PersonId deputy, DateOnly first, DateOnly last)
        {
            var actor = await House.ActorOf(by);
            return (await House.With((AddDeputy add) => add.Run(actor, new NewDeputy(away, deputy, first, last), default))).Refusals.Select(refusal => refusal.Key);
        }

        public async Task<bool> May(Permission permission) => (await House.ActorOf(Deputy)).May(permission, City);

        public void At(int year, int month, int day, int hour, int minute) => House.Clock.SetUtcNow(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero));

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}
