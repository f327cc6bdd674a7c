using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Tray;

/// <summary>The pictures that were sent in and wait for somebody who makes something of them.</summary>
public sealed partial class TrayPage
{
    private IReadOnlyList<TrayRow>? rows;
    private TrayEntryView? open;

    protected override IReadOnlyList<string> Topics => ["tray"];

    protected override async Task Read(CancellationToken ct) => rows = await Board.Now((board, actor) => board.Run(actor, ct), ct);

    private async Task<IReadOnlyList<Refusal>> Draft(TrayAnswers answers)
    {
        var made = await Drafting.Now((draft, actor) => draft.Run(actor, open!.Id, answers, Ct), Ct);
        if (made.Ok)
            Go.NavigateTo($"/desk/beitraege/{made.Value}");
        return made.Refusals;
    }

    private async Task<IReadOnlyList<Refusal>> Keep(TrayAnswers answers)
    {
        var kept = await Tray.Now((tray, actor) => tray.Keep(actor, open!.Id, answers, Ct), Ct);
        if (kept.Ok)
        {
            open = null;
            await Tell(kept, T["Editorial.Tray.Kept"]);
        }
        return kept.Refusals;
    }

    private async Task Discard(TrayEntryView entry)
    {
        var done = await Tray.Now((tray, actor) => tray.Discard(actor, entry.Id, Ct), Ct);
        if (done.Ok)
            Toasts.Say(T["Editorial.Tray.Discarded"], () => InvokeAsync(() => BringBack(entry)));
        await Tell(done);
        StateHasChanged();
    }

    private async Task BringBack(TrayEntryView entry)
    {
        await Tell(await Tray.Now((tray, actor) => tray.BringBack(actor, entry.Id, Ct), Ct));
        StateHasChanged();
    }
}
