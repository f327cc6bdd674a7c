using Microsoft.AspNetCore.Components;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Tray;

/// <summary>The pictures that were sent in and wait for somebody who makes something of them.</summary>
public sealed partial class TrayPage
{
    private TrayBoardView? board;
    private TrayEntryView? open;
    private Match? about;
    private bool opening;

    [Inject] private CityTime City { get; set; } = default!;

    protected override IReadOnlyList<string> Topics => ["tray", OpenPressRelease.Topic];

    protected override async Task Read(CancellationToken ct)
    {
        board = await Board.Now((read, actor) => read.Run(actor, ct), ct);
        // What was written afterwards is in the open dialog, too; one that somebody else has just used says so when it is sent.
        open = board.Rows.FirstOrDefault(row => row.Entry.Id == open?.Id)?.Entry ?? open;
    }

    private async Task<IReadOnlyList<Refusal>> Draft(TrayAnswers answers)
    {
        var release = about is { } match ? PressReleaseId.Of(match.Id) : (PressReleaseId?)null;
        var made = await Drafting.Now((draft, actor) => draft.Run(actor, open!.Id, answers, release, Ct), Ct);
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
            Toasts.Say(T[entry.InLibrary ? "Editorial.Tray.DiscardedKept" : "Editorial.Tray.Discarded"], () => InvokeAsync(() => BringBack(entry)));
        await Tell(done);
        StateHasChanged();
    }

    private async Task Remove(TrayLineView line) => await Tell(await Tray.Now((tray, actor) => tray.Remove(actor, line.Id, Ct), Ct));

    private async Task Drop(PressReleaseView release)
    {
        var done = await Removing.Now((remove, actor) => remove.Run(actor, release.Id, Ct), Ct);
        if (done.Ok)
            Toasts.Say(T["Editorial.Press.Removed"], () => InvokeAsync(() => Again(release)));
        await Tell(done);
    }

    private async Task Again(PressReleaseView release)
    {
        var wanted = new NewPressRelease(release.Unit, release.Title, release.Text, City.ToLocal(release.From), City.ToLocal(release.Until));
        await Tell(await Opening.Now((use, actor) => use.Run(actor, wanted, Ct), Ct));
        StateHasChanged();
    }

    private async Task BringBack(TrayEntryView entry)
    {
        await Tell(await Tray.Now((tray, actor) => tray.BringBack(actor, entry.Id, Ct), Ct));
        StateHasChanged();
    }
}
