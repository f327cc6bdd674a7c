using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>One picture: what it shows, whose it is, what is seen of it where, and in which posts.</summary>
public sealed partial class PicturePage
{
    private PictureCardView? seen;
    private PictureDraft? draft;
    private string? failure;
    private bool asking;

    [Parameter]
    public string Id { get; set; } = "";

    private string Title => seen?.Picture switch
    {
        { Video: not null } => "Media.Edit.VideoTitle",
        { Document: not null } => "Media.Edit.DocumentTitle",
        _ => "Media.Edit.Title",
    };

    protected override Task OnParametersSetAsync() => seen?.Picture.Id.ToString() == Id ? Task.CompletedTask : Load();

    private async Task Load()
    {
        var shown = PictureId.TryParse(Id, null, out var id)
            ? await PictureShow.Now((show, actor) => show.Run(actor, id, default), default)
            : Refusal.NotFound("Media.NoSuchPicture");
        (seen, failure) = (shown.Value, shown.Ok ? null : Words.Of(shown.Refusals[0]));
        draft = seen is null ? null : new PictureDraft(seen);
    }

    /// <summary>A video got on, or got another poster or subtitles. What is typed in the fields stays.</summary>
    private async Task Moved()
    {
        if (draft is null || seen is null)
            return;
        var shown = await PictureShow.Now((show, actor) => show.Run(actor, seen.Picture.Id, default), default);
        if (shown.Ok)
        {
            seen = shown.Value;
            draft.Follow(seen);
        }
        StateHasChanged();
    }

    private async Task Save()
    {
        var mine = draft!.Words;
        var saved = await ChangePicture.Now((change, actor) => change.Run(actor, seen!.Picture.Id, mine, default), default);
        if (!saved.Ok)
        {
            await Said(saved.Refusals, "Media.Edit.Saved");
            return;
        }
        failure = null;
        Toasts.Say(Words["Media.Edit.Saved"]);
        var shown = await PictureShow.Now((show, actor) => show.Run(actor, seen!.Picture.Id, default), default);
        if (shown.Ok)
            draft.Stored(mine, seen = shown.Value);
    }

    private async Task Remove()
    {
        var removed = await RemovePicture.Now((remove, actor) => remove.Run(actor, seen!.Picture.Id, default), default);
        await Said(removed.Refusals, "Media.Edit.Removed", () => InvokeAsync(async () =>
        {
            await BringBack();
            StateHasChanged();
        }));
    }

    private async Task BringBack()
    {
        var back = await BringBackPicture.Now((bring, actor) => bring.Run(actor, seen!.Picture.Id, default), default);
        await Said(back.Refusals, "Media.Bin.Fetched");
    }

    private async Task Dispose()
    {
        var disposed = await DisposePicture.Now((dispose, actor) => dispose.Run(actor, seen!.Picture.Id, default), default);
        failure = disposed.Ok ? null : Words.Of(disposed.Refusals[0]);
        if (!disposed.Ok)
            return;
        Toasts.Say(Words["Media.Bin.Disposed"]);
        Here.NavigateTo("/desk/medien");
    }

    /// <summary>What is typed stays in the fields when it was refused.</summary>
    private async Task Said(IReadOnlyList<Refusal> refusals, string good, Func<Task>? undo = null)
    {
        failure = refusals.Count > 0 ? string.Join(' ', refusals.Select(Words.Of)) : null;
        if (failure is not null)
            return;
        Toasts.Say(Words[good], undo);
        await Load();
    }
}
