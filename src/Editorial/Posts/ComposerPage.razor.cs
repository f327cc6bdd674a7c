using Microsoft.AspNetCore.Components;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Writes a post. Saves by itself after a pause in typing; the page asks use cases and keeps nothing but what stands in the fields.</summary>
public sealed partial class ComposerPage
{
    private readonly CancellationTokenSource gone = new();
    private Draft? draft;
    private IReadOnlyList<Refusal> refusals = [];
    private string? problem;
    private string saving = "";
    private bool deleting;
    private bool looking;
    private IDisposable? listening;
    private IDisposable? lookingAround;

    [Parameter] public string? Id { get; set; }

    [Inject] private Words Words { get; set; } = null!;
    [Inject] private CityTime Time { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;
    [Inject] private Pulse Pulse { get; set; } = null!;
    [Inject] private Toasts Toasts { get; set; } = null!;
    [Inject] private NavigationManager Go { get; set; } = null!;
    [Inject] private IEnumerable<PostPanel> Panels { get; set; } = null!;
    [Inject] private ComposerCalls Calls { get; set; } = null!;
    [Inject] private Unsent Kept { get; set; } = null!;
    [Inject] private PostTable Table { get; set; } = null!;

    private IReadOnlyList<KeyValuePair<string, string>> Errors =>
        [.. refusals.Select(refusal => KeyValuePair.Create(FieldNames.IdOf(refusal.Field), Words.Of(refusal)))];

    protected override async Task OnParametersSetAsync()
    {
        listening ??= Pulse.Listen("posts", about => InvokeAsync(() => Moved(about)));
        lookingAround ??= Pulse.Listen(PostTable.Topic, about => InvokeAsync(() => LookAround(about)));
        if (draft is null || (Id is not null && draft.View.Standing.Id.ToString() != Id))
            await Load();
    }

    private async Task Load()
    {
        var read = PostId.TryParse(Id, null, out var id) ? await Calls.Read(id, gone.Token)
            : Id is null ? await Calls.Blank(null, gone.Token)
            : Refusal.NotFound("Editorial.PostUnknown");
        problem = read.Ok ? null : Sentences(read.Refusals);
        refusals = [];
        if (!read.Ok)
            return;
        Open(new Draft(read.Value, Time));
    }

    private void Open(Draft opened)
    {
        if (draft is { } before && before.View.Standing.Id == opened.View.Standing.Id)
            foreach (var (field, text) in before.Aside)
                opened.Aside[field] = text;
        draft = opened;
        draft.Touched += Touched;
        draft.Looked += StateHasChanged;
        draft.Step = Step;
        draft.Settle = Settle;
        draft.Fetch = Fetch;
        draft.Said = Kept.Said;
        savedGeneration = 0;
        saving = draft.View.Standing.Version > 0 ? Words["Editorial.Composer.Saved"] : Words["Editorial.Composer.NotYetSaved"];
    }

    // Another unit has other channels; what was typed comes along. What is typed may be stored already, or just being stored.
    private async Task ChooseUnit(string? chosen)
    {
        if (draft is not { } typed || !UnitId.TryParse(chosen, null, out var unit))
            return;
        await Save();
        if (typed.View.Standing.Version > 0)
            await Alone(() => GiveTo(unit));
        else if (await Calls.Blank(unit, gone.Token) is { Ok: true, Value: { } view })
        {
            Open(typed.MovedTo(view));
            if (typed.Generation > 0)
                draft.Change(() => { });
        }
    }

    private async Task GiveTo(UnitId unit)
    {
        if (draft!.Generation != savedGeneration)
            return;
        var given = await Calls.ChangeUnit(draft.View.Standing, unit, gone.Token);
        Took(given.Refusals);
        if (given.Ok && await Calls.Read(given.Value.Standing.Id, gone.Token) is { Ok: true, Value: { } view })
        {
            await GoOn(view);
            foreach (var notice in given.Value.Notices)
                Toasts.Ask(Words.Of(notice));
            Toasts.Say(Words["Editorial.Composer.UnitChanged", view.Unit.Name]);
        }
        StateHasChanged();
    }

    // Somebody else, or the deliveries, moved this post: read again, but never over what is being typed.
    private async Task Moved(Guid? about)
    {
        if (draft is null || about != draft.View.Standing.Id.Value || draft.View.Standing.Version == 0)
            return;
        var generation = draft.Generation;
        if (await Calls.Read(draft.View.Standing.Id, gone.Token) is { Ok: true, Value: { } view })
        {
            // While it was read, more may have been typed, and even stored: then what was read is older than what stands here.
            if (draft.Generation == generation && generation == savedGeneration && view.Standing.Version >= draft.View.Standing.Version)
                draft.Follow(view);
            StateHasChanged();
        }
    }

    private async Task Step(PostStep step)
    {
        if (draft is null || !await Save())
            return;
        await Alone(async () =>
        {
            var outcome = await Calls.Do(step, draft.View.Standing, gone.Token);
            Took(outcome.Refusals);
            if (outcome.Ok)
                await Did(step);
        });
        // The press came from a part of the page: the page itself has to draw what it brought.
        StateHasChanged();
    }

    private async Task Did(PostStep step)
    {
        if (step is Returning or Withdrawing)
            await Spoken(step is Returning ? UnsentText.Comment : UnsentText.Reason);
        if (await Calls.Read(draft!.View.Standing.Id, gone.Token) is { Ok: true, Value: { } view })
            await GoOn(view);
        else
            await Load();
        Toasts.Say(Words[$"Editorial.Did.{step.GetType().Name}"]);
    }

    // What was typed while something was being done with the post comes along, and is saved by itself on top of that. Where nobody may write any more, it is shown to be copied.
    private async Task GoOn(PostView view)
    {
        if (draft is { } typed && typed.Generation != savedGeneration && !view.May.Write && await Calls.Compare(typed, gone.Token) is { Ok: true, Value: { Changes.Count: > 0 } clash })
            typed.Clash = clash;
        else if (draft?.GoOn(view, savedGeneration) != true)
            Open(new Draft(view, Time));
    }

    private Task Spoken(string field)
    {
        draft?.Aside.Remove(field);
        return Kept.Said(field);
    }

    private async Task Copy()
    {
        if (draft is null || !await Save())
            return;
        var copy = await Calls.Copy(draft.View.Standing.Id, gone.Token);
        Took(copy.Refusals);
        if (!copy.Ok)
            return;
        foreach (var notice in copy.Value.Notices)
            Toasts.Ask(Words.Of(notice));
        Go.NavigateTo($"/desk/beitraege/{copy.Value.Standing.Id}");
    }

    private async Task Restore(int edition)
    {
        if (draft is null || !await Save())
            return;
        await Alone(async () =>
        {
            var restored = await Calls.Restore(draft.View.Standing, edition, gone.Token);
            Took(restored.Refusals);
            looking = false;
            if (!restored.Ok)
                return;
            if (await Calls.Read(draft.View.Standing.Id, gone.Token) is { Ok: true, Value: { } view })
                await GoOn(view);
            else
                await Load();
            foreach (var notice in restored.Value.Notices)
                Toasts.Ask(Words.Of(notice));
            Toasts.Say(Words["Editorial.Editions.Restored"]);
        });
        StateHasChanged();
    }

    private async Task Delete()
    {
        var outcome = await Calls.Delete(draft!.View.Standing.Id, gone.Token);
        Took(outcome.Refusals);
        if (!outcome.Ok)
            return;
        savedGeneration = draft.Generation;
        await Kept.Drop();
        Toasts.Say(Words["Editorial.Composer.Deleted"], () => BringBack(outcome.Value));
        Go.NavigateTo("/desk/beitraege");
    }

    // The page itself has been left by then.
    private async Task BringBack(GoneDraft deleted)
    {
        var back = await Calls.BringBack(deleted, CancellationToken.None);
        if (back.Ok)
            Go.NavigateTo($"/desk/beitraege/{deleted.Id}");
        else
            Toasts.Fail(Sentences(back.Refusals));
    }

    private void Took(IReadOnlyList<Refusal> said) => refusals = said;

    private string Sentences(IReadOnlyList<Refusal> said) => string.Join(' ', said.Select(Words.Of));

    public async ValueTask DisposeAsync()
    {
        listening?.Dispose();
        lookingAround?.Dispose();
        if (seat is not null)
            await seat.DisposeAsync();
        if (draft is not null && draft.Generation != savedGeneration && !draft.ReadOnly && draft.Clash is null)
            await Calls.Save(draft, CancellationToken.None);
        await Kept.DisposeAsync();
        await gone.CancelAsync();
        gone.Dispose();
    }
}
