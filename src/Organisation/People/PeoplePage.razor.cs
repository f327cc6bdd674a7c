using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.People;

public sealed partial class PeoplePage
{
    private IReadOnlyList<PersonRow> people = [];
    private IReadOnlyList<UnitView> units = [];
    private Actor me = Actor.Nobody;
    private CityView? city;
    private PersonRow? edited;
    private InvitationLink? link;
    private string linkFor = "";
    private string? name, email, unitId, role = nameof(Role.Writer);
    private bool inviting, changing, removing, alsoSecond;

    [Inject] private ICity Cities { get; set; } = default!;
    [Inject] private Use<PeopleList> List { get; set; } = default!;
    [Inject] private Use<IUnits> Register { get; set; } = default!;
    [Inject] private Use<InvitePerson> Inviting { get; set; } = default!;
    [Inject] private Use<GiveRole> Giving { get; set; } = default!;
    [Inject] private Use<TakeRole> Taking { get; set; } = default!;
    [Inject] private Use<ResetSignIn> Resetting { get; set; } = default!;
    [Inject] private Use<LockPerson> Locking { get; set; } = default!;
    [Inject] private Use<ChangeEmailOf> Readdressing { get; set; } = default!;
    [Inject] private Use<RemovePerson> Removing { get; set; } = default!;
    [Inject] private Use<WithdrawInvitation> Withdrawing { get; set; } = default!;

    // What the asker may give in at least one unit; the use case decides for the one that is chosen.
    private IReadOnlyList<Role> Given => [.. Enum.GetValues<Role>().Where(one => RolePermissions.Of(one).All(me.MayAnywhere))];

    private UnitId Unit => UnitId.TryParse(unitId, null, out var unit) ? unit : default;

    private Role Chosen => Enum.TryParse<Role>(role, out var chosen) ? chosen : Role.Writer;

    protected override async Task Load()
    {
        people = await List.Now(
            (list, actor) =>
            {
                me = actor;
                return list.Run(actor, Ct);
            },
            Ct);
        city = await Cities.Get(Ct);
        units = [.. (await Register.Now((tree, _) => tree.Tree(Ct), Ct)).Where(unit => me.May(Permission.ManagePeople, unit.Id))];
        unitId ??= units.FirstOrDefault()?.Id.ToString();
        edited = people.FirstOrDefault(person => person.Id == edited?.Id);
    }

    private List<UnitView> Givable(PersonRow person) => [.. units.Where(unit => person.MayGiveIn.Contains(unit.Id))];

    private static Kind KindOf(PersonState state) => state switch
    {
        PersonState.Active => Kind.Ok,
        PersonState.Invited => Kind.Go,
        PersonState.Locked => Kind.Bad,
        _ => Kind.Quiet,
    };

    private void BeginInvite()
    {
        Clear();
        (name, email, inviting) = ("", "", true);
    }

    private void Begin(PersonRow person)
    {
        Clear();
        (edited, changing, alsoSecond, email) = (person, true, false, person.Email);
        if (!person.MayGiveIn.Contains(Unit))
            unitId = Givable(person).FirstOrDefault()?.Id.ToString();
    }

    private async Task Invite()
    {
        var made = await Inviting.Now(
            (invite, actor) => invite.Run(actor, new NewPerson(name ?? "", email ?? "", [new NewRole(Unit, Chosen)]), Ct), Ct);
        if (!await Show(made))
            return;
        (link, linkFor, inviting) = (made.Value, name ?? "", false);
    }

    private Task Give() => Do((PersonRow person) => Giving.Now((give, actor) => give.Run(actor, person.Id, Unit, Chosen, Ct), Ct), "Organisation.Saved");

    private async Task Take(HeldRole held)
    {
        if (edited is not { } person || !await Show(await Taking.Now((take, actor) => take.Run(actor, person.Id, held.Unit, held.Role, Ct), Ct)))
            return;
        changing = changing && edited is not null;
        Toasts.Say(T["Organisation.People.Taken", T[$"Organisation.Role.{held.Role}"], held.UnitName, person.Name], () => GiveBack(person.Id, held));
    }

    // The page may have been left by then.
    private Task GiveBack(PersonId person, HeldRole held) => InvokeAsync(async () =>
    {
        var given = await Giving.Now((give, actor) => give.Run(actor, person, held.Unit, held.Role, default), default);
        if (given.Ok)
            Toasts.Say(T["Organisation.People.GivenBack"]);
        else
            Toasts.Fail(string.Join(' ', given.Refusals.Select(T.Of)));
        await Reload();
        StateHasChanged();
    });

    private Task Readdress() => Do((PersonRow person) => Readdressing.Now((use, actor) => use.Run(actor, person.Id, email ?? "", Ct), Ct), "Organisation.Saved");

    private Task Lock() => Do(
        (PersonRow person) => Locking.Now((use, actor) => use.Run(actor, person.Id, person.State != PersonState.Locked, Ct), Ct), "Organisation.Saved");

    private Task Drop() => Do((PersonRow person) => Removing.Now((remove, actor) => remove.Run(actor, person.Id, Ct), Ct), "Organisation.People.Removed");

    private async Task Withdraw()
    {
        if (link?.Person == edited?.Id)
            link = null;
        await Do((PersonRow person) => Withdrawing.Now((use, actor) => use.Run(actor, person.Id, Ct), Ct), "Organisation.People.Withdrawn");
    }

    private async Task Reset()
    {
        if (edited is not { } person)
            return;
        var made = await Resetting.Now((reset, actor) => reset.Run(actor, person.Id, alsoSecond, Ct), Ct);
        if (!await Show(made))
            return;
        (link, linkFor, changing) = (made.Value, person.Name, false);
    }

    private async Task Do(Func<PersonRow, Task<Outcome<Done>>> act, string said)
    {
        if (edited is { } person)
            await Show(await act(person), said);
        // Somebody who was removed, or is no longer of this asker's units, has no dialog any more.
        changing = changing && edited is not null;
    }
}
