using Microsoft.AspNetCore.Components;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Slots;

/// <summary>The slots of the units that one sees, with what comes next in each.</summary>
public sealed partial class SlotsPage
{
    private SlotDeskView? desk;
    private SlotRow? edited;
    private SlotDraft? draft;
    private PeriodView? moved;
    private IReadOnlyList<KeyValuePair<string, string>> errors = [];
    private bool open, removing, moving;

    [Inject] private CityTime City { get; set; } = null!;
    [Inject] private Use<SlotDesk> Desk { get; set; } = null!;
    [Inject] private Use<CreateSlot> Creating { get; set; } = null!;
    [Inject] private Use<ChangeSlot> Changing { get; set; } = null!;
    [Inject] private Use<RemoveSlot> Removing { get; set; } = null!;
    [Inject] private Use<MovePeriod> Moving { get; set; } = null!;

    protected override IReadOnlyList<string> Topics => ["posts"];

    protected override async Task Read(CancellationToken ct) => desk = await Desk.Now((read, actor) => read.Run(actor, ct), ct);

    private void Begin(SlotRow? row)
    {
        (edited, errors, open) = (row, [], true);
        draft = row is null ? SlotDraft.New(City.Today) : SlotDraft.Of(row.Data);
    }

    private async Task Save()
    {
        var wanted = draft!.Read();
        var refused = edited is { } row
            ? (await Changing.Now((change, actor) => change.Run(actor, row.Id, row.Version, wanted, Ct), Ct)).Refusals
            : (await Creating.Now((create, actor) => create.Run(actor, wanted, Ct), Ct)).Refusals;
        errors = [.. refused.Select(refusal => KeyValuePair.Create(refusal.Field is { } field ? $"slot-{field}" : "", T.Of(refusal)))];
        if (errors.Count > 0)
            return;
        open = false;
        Toasts.Say(T["Editorial.Slots.Saved"]);
        await Reload();
    }

    private void AskRemove() => (open, removing) = (false, true);

    private async Task Remove()
    {
        if (edited is { } row)
            await Tell(await Removing.Now((remove, actor) => remove.Run(actor, row.Id, Ct), Ct), T["Editorial.Slots.Removed"]);
    }

    private void Move(PeriodView period) => (moved, moving) = (period, true);

    private async Task<IReadOnlyList<Refusal>> MoveTo(DateTime local, Overlap overlap)
    {
        var period = moved!;
        var outcome = await Put(period, new PostDue.OnTheClock(local, overlap));
        if (outcome.Ok)
        {
            Toasts.Say(T["Editorial.Slots.Moved", period.Name, City.Words(local)], async () =>
            {
                await Tell(await Put(period, period.Moved ? new PostDue.At(period.Due) : new PostDue.Open()));
                await InvokeAsync(StateHasChanged);
            });
            await Reload();
        }
        return outcome.Refusals;
    }

    private Task<Outcome<DateTime>> Put(PeriodView period, PostDue when) =>
        Moving.Now((move, actor) => move.Run(actor, period.Slot, period.Day, when, Ct), Ct);
}
