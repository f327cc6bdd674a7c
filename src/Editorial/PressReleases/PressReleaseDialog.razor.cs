using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.PressReleases;

public sealed partial class PressReleaseDialog
{
    private IReadOnlyList<KeyValuePair<string, string>> errors = [];
    private string? title, text, unit;
    private DateOnly? from, until;
    private TimeOnly? fromTime, untilTime;
    private bool shown;

    /// <summary>The units for which the reader may write.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<UnitView> Units { get; set; } = [];
    [Parameter] public bool Open { get; set; }
    [Parameter] public EventCallback<bool> OpenChanged { get; set; }
    [Parameter] public EventCallback OnSaved { get; set; }

    // Today and tomorrow: pictures may have come before the text was there.
    protected override void OnParametersSet()
    {
        if (Open && !shown)
        {
            (title, text, unit, errors) = ("", "", Units.Count > 0 ? Units[0].Id.ToString() : null, []);
            (from, fromTime, until, untilTime) = (City.Today, TimeOnly.MinValue, City.Today.AddDays(1), new TimeOnly(23, 59));
        }
        shown = Open;
    }

    private string? Error(string field) => errors.FirstOrDefault(error => error.Key == $"press-{field}").Value;

    private async Task Take(InputFileChangeEventArgs chosen)
    {
        Outcome<DocumentText> read;
        try
        {
            await using var file = chosen.File.OpenReadStream(ReadDocument.MaxBytes + 1);
            read = await Reading.Now((use, actor) => use.Run(actor, file, default), default);
        }
        catch (Exception lost) when (lost is IOException or JSException or TimeoutException)
        {
            read = Refusal.Invalid("Editorial.Press.FileTooBig", ReadDocument.MaxBytes / 1024 / 1024).On("file");
        }
        Show(read.Refusals);
        if (read.Ok)
            (title, text) = (read.Value.Title, read.Value.Text);
    }

    private async Task Save()
    {
        if (from is not { } begins || until is not { } ends || !UnitId.TryParse(unit, null, out var whose))
            return;
        var wanted = new NewPressRelease(whose, title ?? "", text ?? "", begins.ToDateTime(fromTime ?? TimeOnly.MinValue), ends.ToDateTime(untilTime ?? new TimeOnly(23, 59)));
        var opened = await Opening.Now((open, actor) => open.Run(actor, wanted, default), default);
        Show(opened.Refusals);
        if (!opened.Ok)
            return;
        Toasts.Say(Words["Editorial.Press.Saved"]);
        await OpenChanged.InvokeAsync(false);
        await OnSaved.InvokeAsync();
    }

    private void Show(IReadOnlyList<Refusal> refusals) =>
        errors = [.. refusals.Select(refusal => KeyValuePair.Create(refusal.Field is { } field ? $"press-{field}" : "", Words.Of(refusal)))];
}
