using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

public sealed partial class PictureEdit
{
    private const double Step = 0.02;

    private PictureView? picture;
    private ElementReference spot;
    private IJSObjectReference? module;
    private string? preview, failure, alt = "", credit = "";
    private double x, y;
    private bool asking, held;

    [Parameter, EditorRequired]
    public PictureId Id { get; set; }

    /// <summary>After it was saved or removed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override Task OnParametersSetAsync() => picture?.Id == Id ? Task.CompletedTask : Load();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (picture is null || held)
            return;
        held = true;
        module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Stadtfunk.Media/js/pictures.js");
        await module.InvokeVoidAsync("holdArrows", spot);
    }

    private async Task Load()
    {
        (picture, held) = (null, false);
        var shown = await PictureShow.Now((show, actor) => show.Run(actor, Id, default), default);
        if (!shown.Ok)
        {
            failure = Words.Of(shown.Refusals[0]);
            return;
        }
        failure = null;
        (picture, preview) = (shown.Value.Picture, shown.Value.Preview);
        (alt, credit, x, y) = (picture.Alt, picture.Credit, picture.FocusX, picture.FocusY);
    }

    private async Task Point(MouseEventArgs press)
    {
        // Enter and space press the button too, but point nowhere.
        if (press.Detail == 0 || module is null)
            return;
        var place = await module.InvokeAsync<double[]>("place", spot, press.ClientX, press.ClientY);
        (x, y) = (Math.Clamp(place[0], 0, 1), Math.Clamp(place[1], 0, 1));
    }

    private void Move(KeyboardEventArgs key) => (x, y) = key.Key switch
    {
        "ArrowLeft" => (Math.Max(0, x - Step), y),
        "ArrowRight" => (Math.Min(1, x + Step), y),
        "ArrowUp" => (x, Math.Max(0, y - Step)),
        "ArrowDown" => (x, Math.Min(1, y + Step)),
        _ => (x, y),
    };

    private async Task Save()
    {
        var saved = await ChangePicture.Now((change, actor) => change.Run(actor, Id, new PictureWords(alt ?? "", credit ?? "", x, y), default), default);
        failure = saved.Ok ? null : string.Join(' ', saved.Refusals.Select(Words.Of));
        if (!saved.Ok)
            return;
        Toasts.Say(Words["Media.Edit.Saved"]);
        await OnChanged.InvokeAsync();
    }

    private async Task Remove()
    {
        asking = false;
        var removed = await RemovePicture.Now((remove, actor) => remove.Run(actor, Id, default), default);
        failure = removed.Ok ? null : string.Join(' ', removed.Refusals.Select(Words.Of));
        if (!removed.Ok)
            return;
        Toasts.Say(Words["Media.Edit.Removed"]);
        await OnChanged.InvokeAsync();
    }

    private static int Percent(double share) => (int)Math.Round(share * 100);

    private static string At(double share, int length) => (share * length).ToString("0.#", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went first.
        }
    }
}
