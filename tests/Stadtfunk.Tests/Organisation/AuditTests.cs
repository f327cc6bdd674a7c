using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Audit;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Tokens;
using Stadtfunk.Organisation.Units;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Publishing;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class AuditTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task What_a_person_does_is_there_with_who_when_and_what()
    {
        await using var house = await House.Open();
        var (admin, city) = await Administrator(house);
        Assert.True((await As(house, admin, (CreateUnit use) => use.Run(admin, city, "Feuerwehr", null, Ct))).Ok);
        var person = await house.Person("Nkechi Okafor");
        Assert.True((await As(house, admin, (GiveRole use) => use.Run(admin, person, city, Role.Writer, Ct))).Ok);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await As(house, admin, (TakeRole use) => use.Run(admin, person, city, Role.Writer, Ct))).Ok);
        var rows = await Read(house, admin);
        Assert.Equal(
            [("Organisation/Grant", AuditDeed.Removed, ""), ("Organisation/Grant", AuditDeed.Added, "Role=Writer"), ("Organisation/Unit", AuditDeed.Added, "")],
            rows.Select(row => (row.Line.Thing, row.Line.Deed, row.Line.Details)));
        Assert.All(rows, row => Assert.Equal("Verwaltung", row.Who));
        Assert.Equal((house.Now, "Feuerwehr"), (rows[0].Line.At, rows[2].Line.Called));
        Assert.Equal($"{person} {city} Writer", rows[1].Line.About);
        Assert.Equal("Nkechi Okafor · Musterstadt", rows[0].About);
        Assert.Equal(AuditState.Whole, (await Prove(house, admin)).State);
    }

    [Fact]
    public async Task A_deputyship_and_an_invitation_say_whose_they_are()
    {
        await using var house = await House.Open();
        var (admin, city) = await Administrator(house);
        var deputy = await house.Person("Mehmet Yildiz", (city, Role.Approver));
        var today = DateOnly.FromDateTime(house.Now);
        Assert.True((await As(house, admin, (AddDeputy use) => use.Run(admin, new NewDeputy(admin.Person, deputy, today, today), Ct))).Ok);
        Assert.Equal("Mehmet Yildiz → Verwaltung", Assert.Single(await Read(house, admin)).About);
        Assert.True((await As(house, admin, (InvitePerson use) => use.Run(admin, new NewPerson("Neue Kraft", "neu@musterstadt.example", [new NewRole(city, Role.Writer)]), Ct))).Ok);
        Assert.Equal("Neue Kraft", Assert.Single(await Read(house, admin, new(null, "Organisation/Invitation", null, null))).About);
    }

    [Fact]
    public async Task A_delivery_is_called_by_its_post_and_its_channel_on_the_page_and_in_the_file()
    {
        await using var room = await Newsroom.Open(2);
        var post = await room.Release("Erster Schnee");
        var admin = await room.House.Actor("Verwaltung", (room.Unit, Role.Administrator));
        await As(room.House, admin, async (Db db) =>
        {
            (await db.Set<Delivery>().SingleAsync(row => row.Post == post && row.Channel == room.Channels[1])).WithdrawnBeforeSending(new Sentence("Publishing.CalledOff"));
            return await db.SaveChangesAsync(Ct);
        });
        var wish = new AuditWish(null, "Publishing/Delivery", null, null);
        var row = Assert.Single(await Read(room.House, admin, wish));
        Assert.Equal("Erster Schnee · Kanal 2", row.About);
        Assert.Equal("Stand: geplant → nicht gesendet", AuditWords.Of(room.House.Get<Words>(), row.Line));
        var file = Encoding.UTF8.GetString((await room.House.With((ExportAudit use) => use.Run(admin, wish, Ct))).Value!);
        Assert.Contains($"{row.Line.About};\"Erster Schnee · Kanal 2\"", file, StringComparison.Ordinal);
    }

    /// <summary>What the log notes by its value is read by people, in both languages.</summary>
    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public async Task Every_choice_that_the_log_notes_has_a_word(string language)
    {
        await using var house = await House.Open();
        var words = house.Get<Words>();
        var choices = await house.With((Db db) => Task.FromResult(db.Model.GetEntityTypes().Where(type => typeof(IAudited).IsAssignableFrom(type.ClrType))
            .SelectMany(type => type.GetProperties().Where(property => !AuditPen.IsWholeKey(property)).Select(property => (Thing: AuditPen.ThingOf(type.ClrType), Field: property.Name, Type: Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType)))
            // What machines found out, not what a person chose.
            .Where(one => one.Type.IsEnum && one.Field is not ("Fault" or "Delivered")).ToList()));
        Assert.True(choices.Count > 8);
        CultureInfo.CurrentUICulture = ReaderLanguages.Of(language);
        Assert.Empty(choices.Where(one => !words.Has(AuditWords.FieldOf(one.Field))).Select(one => $"{one.Thing} {one.Field} has no word"));
        Assert.Empty(choices.SelectMany(one => Enum.GetNames(one.Type).Where(value => AuditWords.ChoiceOf(one.Thing, one.Field, value) is not { } key || !words.Has(key)).Select(value => $"{one.Thing} {one.Field}={value} has no word")));
    }

    [Fact]
    public async Task What_is_refused_undone_or_done_by_nobody_is_not_there()
    {
        await using var house = await House.Open();
        var (admin, city) = await Administrator(house);
        Assert.False((await As(house, admin, (CreateUnit use) => use.Run(admin, city, "", null, Ct))).Ok);
        Assert.False((await As(house, admin, (GiveRole use) => use.Run(admin, PersonId.New(), city, Role.Writer, Ct))).Ok);
        await house.Unit(city, "Von selbst");
        await As(house, admin, (Db db) => db.InTransaction(
            async () =>
            {
                db.Add(new Unit(city, "Verworfen", "verworfen"));
                await db.SaveChangesAsync(Ct);
                return false;
            },
            kept => kept,
            Ct));
        Assert.Empty(await Read(house, admin));
    }

    [Fact]
    public async Task Saving_again_in_one_sitting_is_one_line()
    {
        await using var house = await House.Open();
        var (admin, city) = await Administrator(house);
        var unit = (await As(house, admin, (CreateUnit use) => use.Run(admin, city, "A", null, Ct))).Value;
        foreach (var minutes in new[] { 0, 1, 5, 16 })
        {
            house.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await As(house, admin, async (Db db) =>
            {
                (await db.Set<Unit>().SingleAsync(one => one.Id == unit)).Rename($"Name {minutes}", "a");
                return await db.SaveChangesAsync(Ct);
            });
        }
        Assert.Equal(["Name 16", "Name 0", "A"], (await Read(house, admin)).Select(row => row.Line.Called));
    }

    [Theory]
    [InlineData("change", AuditState.Changed, 3L)]
    [InlineData("delete", AuditState.Missing, 3L)]
    [InlineData("cut", AuditState.EndWrong, 5L)]
    [InlineData("cut with its head", AuditState.EndWrong, 4L)]
    public async Task Tampering_shows(string how, AuditState state, long at)
    {
        await using var house = await House.Open();
        var (admin, city) = await Administrator(house);
        for (var i = 0; i < 5; i++)
            await As(house, admin, (CreateUnit use) => use.Run(admin, city, $"Einheit {i}", null, Ct));
        Assert.Equal(new AuditProof(AuditState.Whole, 5, null), await Prove(house, admin));
        await house.With(async (Db db) =>
        {
            if (how == "change")
                await db.Set<AuditEntry>().Where(x => x.Seq == 3).ExecuteUpdateAsync(set => set.SetProperty(x => x.Called, "anders"));
            else
                await db.Set<AuditEntry>().Where(x => x.Seq == (how == "delete" ? 3 : 5)).ExecuteDeleteAsync();
            if (how == "cut with its head")
            {
                var last = await db.Set<AuditEntry>().SingleAsync(x => x.Seq == 4);
                await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Seq, 4).SetProperty(x => x.Hash, last.Hash));
            }
        });
        var proof = await Prove(house, admin);
        Assert.Equal((state, at), (proof.State, proof.At));
    }

    [Fact]
    public async Task Many_at_once_make_one_chain()
    {
        await using var house = await House.Open();
        var (admin, city) = await Administrator(house);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => As(house, admin, (CreateToken use) => use.Run(admin, $"Schlüssel {i}", new HashSet<Permission> { Permission.See }, TimeSpan.FromDays(2), Ct))));
        Assert.Equal(new AuditProof(AuditState.Whole, 12, null), await Prove(house, admin));
        Assert.NotEqual(default, city);
    }

    [Fact]
    public async Task It_is_filtered_paged_and_taken_away()
    {
        await using var house = await House.Open();
        var (admin, city) = await Administrator(house);
        for (var i = 0; i < ReadAudit.PageSize + 2; i++)
            await As(house, admin, (CreateUnit use) => use.Run(admin, city, i == 0 ? "=HYPERLINK(\"x\")" : $"Einheit {i}", null, Ct));
        var second = await house.Actor("Zweite", (city, Role.Administrator));
        await As(house, second, (CreateUnit use) => use.Run(second, city, "Von der Zweiten", null, Ct));
        var first = (await house.With((ReadAudit use) => use.Run(admin, new(null, null, null, null), null, Ct))).Value!;
        Assert.Equal((ReadAudit.PageSize, true), (first.Rows.Count, first.More));
        var next = (await house.With((ReadAudit use) => use.Run(admin, new(null, null, null, null), first.Rows[^1].Line.Seq, Ct))).Value!;
        Assert.Equal((3, false), (next.Rows.Count, next.More));
        Assert.Equal("Von der Zweiten", Assert.Single(await Read(house, admin, new(second.Person, null, null, null))).Line.Called);
        Assert.Empty(await Read(house, admin, new(null, "Editorial/Post", null, null)));
        var today = DateOnly.FromDateTime(house.Now);
        Assert.NotEmpty(await Read(house, admin, new(null, "Organisation/Unit", today, today)));
        Assert.Empty(await Read(house, admin, new(null, null, today.AddDays(1), null)));
        var file = Encoding.UTF8.GetString((await house.With((ExportAudit use) => use.Run(admin, new(null, null, null, null), Ct))).Value!);
        Assert.Equal(ReadAudit.PageSize + 4, file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_administrator_of_the_city_sees_it()
    {
        await using var house = await House.Open();
        var lead = await house.Actor("Leitung", (await house.City(), Role.DeskLead));
        Assert.Equal("Kernel.Forbidden", (await house.With((ReadAudit use) => use.Run(lead, new(null, null, null, null), null, Ct))).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((ProveAudit use) => use.Run(lead, Ct))).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((ExportAudit use) => use.Run(lead, new(null, null, null, null), Ct))).Refusals.Single().Key);
    }

    private static async Task<(Actor, UnitId)> Administrator(House house)
    {
        var city = await house.City();
        return (await house.Actor("Verwaltung", (city, Role.Administrator)), city);
    }

    private static Task<TResult> As<T, TResult>(House house, Actor actor, Func<T, Task<TResult>> act)
        where T : notnull => house.With((IServiceProvider scope) =>
        {
            scope.GetRequiredService<IdentityHolder>().Value = new Identity(actor.Person, null);
            return act(scope.GetRequiredService<T>());
        });

    private static async Task<IReadOnlyList<AuditRow>> Read(House house, Actor actor, AuditWish? wish = null) =>
        (await house.With((ReadAudit use) => use.Run(actor, wish ?? new(null, null, null, null), null, Ct))).Value!.Rows;

    private static async Task<AuditProof> Prove(House house, Actor actor) => (await house.With((ProveAudit use) => use.Run(actor, Ct))).Value!;
}
