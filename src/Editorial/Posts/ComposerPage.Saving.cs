using System.Globalization;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

/// <summary>How the composer saves: after a pause in typing, at the latest every few seconds, never over somebody else, and with the browser as a second memory.</summary>
public sealed partial class ComposerPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan AtTheLatest = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim oneSave = new(1, 1);
    private int savedGeneration;
    private bool hurrying;
    private (PersonId Person, string Name)? me;
    private PostId? watched;
    private PostTable.Seat? seat;
    private IReadOnlyList<Neighbour> beside = [];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (draft is null || (watched is { } already && already == Named(draft)))
            return;
        watched = Named(draft);
        me ??= await Calls.Me(gone.Token);
        await Sit(draft);
        if (await Kept.Watch(me.Value.Person, draft.View.Standing.Version > 0 ? draft.View.Standing.Id : null, gone.Token) is not { } found || !draft.Offer(found))
            await Kept.Forget();
        StateHasChanged();
    }

    // A post that is not stored yet has an id that means nothing.
    private static PostId Named(Draft of) => of.View.Standing.Version > 0 ? of.View.Standing.Id : default;

    private async Task Sit(Draft at)
    {
        if (seat is not null)
            await seat.DisposeAsync();
        seat = at.View.Standing.Version > 0 && me is { } who ? await Table.Sit(at.View.Standing.Id, who.Person, who.Name) : null;
        beside = seat?.Beside ?? [];
    }

    private async Task LookAround(Guid? about)
    {
        if (seat is not { } mine || about != mine.Post.Value)
            return;
        await mine.Look();
        if (mine.Beside.SequenceEqual(beside))
            return;
        beside = mine.Beside;
        StateHasChanged();
    }

    private string Beside => beside.All(one => one.IsMe)
        ? Words["Editorial.Composer.OtherWindow"]
        : Words["Editorial.Composer.AlsoOpen", string.Join(", ", beside.Where(one => !one.IsMe).Select(one => one.Name))];

    private void Touched()
    {
        saving = Words["Editorial.Composer.Typing"];
        StateHasChanged();
        _ = SaveAfter(Pause, draft!.Generation);
        if (hurrying)
            return;
        hurrying = true;
        _ = SaveAfter(AtTheLatest, null);
    }

    /// <param name="generation">Only if nothing was typed since; null: in any case.</param>
    private async Task SaveAfter(TimeSpan wait, int? generation)
    {
        try
        {
            await Task.Delay(wait, Clock, gone.Token);
            if (generation is null)
                hurrying = false;
            if (generation is null || draft?.Generation == generation)
                await InvokeAsync(() => Save());
        }
        catch (OperationCanceledException)
        {
            // The page was left; leaving saves what is still open.
        }
    }

    // Nothing is saved by itself meanwhile: that would be a clash with oneself.
    private async Task Alone(Func<Task> act)
    {
        await oneSave.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            oneSave.Release();
        }
    }

    private async Task<bool> Save()
    {
        await oneSave.WaitAsync();
        try
        {
            if (draft is null || draft.ReadOnly || draft.Clash is not null || draft.Generation == savedGeneration)
                return draft?.Clash is null;
            var outcome = await SaveOnce(draft);
            if (Clashes(outcome.Refusals) && await Join(draft))
                outcome = await SaveOnce(draft);
            // Nobody has to type on for it: it is saved as soon as that is possible again.
            if (outcome.Refusals.Any(x => x.Kind == RefusalKind.Unavailable))
                _ = SaveAfter(Pause, draft.Generation);
            StateHasChanged();
            return outcome.Ok;
        }
        finally
        {
            oneSave.Release();
        }
    }

    private async Task<Outcome<Saved>> SaveOnce(Draft typed)
    {
        var (generation, texts) = (typed.Generation, typed.Texts);
        var outcome = await Calls.Save(typed, gone.Token);
        Took(Clashes(outcome.Refusals) ? [] : outcome.Refusals);
        if (outcome.Ok)
            await TookSave(typed, outcome.Value, generation, texts);
        else
            saving = Words["Editorial.Composer.NotSaved"];
        return outcome;
    }

    private async Task TookSave(Draft saved, Saved outcome, int generation, IReadOnlyDictionary<string, string> texts)
    {
        saved.WasSaved(outcome.Standing);
        savedGeneration = generation;
        saving = Words["Editorial.Composer.SavedAt", Time.LocalNow.ToString("HH:mm", CultureInfo.CurrentUICulture)];
        foreach (var notice in outcome.Notices)
            Toasts.Ask(Words.Of(notice));
        if (await Calls.Read(outcome.Standing.Id, gone.Token) is { Ok: true, Value: { } view })
        {
            saved.Read(view);
            if (outcome.Notices.Count > 0 && saved.Generation == generation)
                saved.Take(view);
        }
        await Kept.Saved(outcome.Standing.Id, texts);
        if (Id is not null)
            return;
        watched = outcome.Standing.Id;
        await Sit(saved);
        Go.NavigateTo($"/desk/beitraege/{outcome.Standing.Id}", replace: true);
    }

    // Both changed the post. What does not touch each other is put together; the rest is shown, and a person chooses.
    private async Task<bool> Join(Draft mine)
    {
        var compared = await Calls.Compare(mine, gone.Token);
        if (!compared.Ok)
        {
            Took(compared.Refusals);
            return false;
        }
        var (theirs, basis) = (compared.Value.Theirs, mine.View);
        var both = new ThreeWay(basis.Content, mine.Content, theirs.Content);
        var together = both.Together(keepMine: true);
        if (both.Contested || theirs.Standing.State != basis.Standing.State || !theirs.May.Write)
        {
            mine.Clash = compared.Value;
            return false;
        }
        mine.Rebase(theirs, together);
        Toasts.Say(Words["Editorial.Clash.Joined", theirs.ChangedByName]);
        return true;
    }

    private async Task Settle(bool keepMine)
    {
        if (draft is not { Clash: { } clash } mine)
            return;
        var together = new ThreeWay(mine.View.Content, mine.Content, clash.Theirs.Content).Together(keepMine);
        mine.Clash = null;
        if (clash.Theirs.May.Write)
        {
            mine.Rebase(clash.Theirs, together);
            await Save();
        }
        else
        {
            await Kept.Drop();
            await Load();
        }
        StateHasChanged();
    }

    private async Task Fetch(bool take)
    {
        draft!.TakeFound(take);
        if (!take)
            await Kept.Forget();
        StateHasChanged();
    }

    private static bool Clashes(IReadOnlyList<Refusal> said) => said.Any(refusal => refusal.Key is "Editorial.ChangedMeanwhile" or "Editorial.ChangedMeanwhileBy");
}
