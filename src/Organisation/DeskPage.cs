using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Organisation;

/// <summary>What the desk pages of this room share: words, errors at their fields, and an end of waiting when the page is left.</summary>
public abstract class DeskPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource left = new();

    [Inject] protected Words T { get; set; } = default!;
    [Inject] protected Toasts Toasts { get; set; } = default!;
    [Inject] protected NavigationManager Navigation { get; set; } = default!;

    protected IReadOnlyList<KeyValuePair<string, string>> Errors { get; private set; } = [];
    protected bool Broken { get; private set; }
    protected bool Loaded { get; private set; }

    protected CancellationToken Ct => left.Token;

    protected string? Error(string field) => Errors.FirstOrDefault(error => error.Key == field).Value;

    protected override Task OnInitializedAsync() => Reload();

    protected abstract Task Load();

    /// <summary>An outage while reading is said on the page, with another try; it does not end the screen.</summary>
    protected async Task Reload()
    {
        Broken = false;
        try
        {
            await Load();
            Loaded = true;
        }
        catch (Exception gone) when (gone is not OperationCanceledException)
        {
            Broken = true;
        }
    }

    /// <summary>Says that it is done and reads again; or shows the refusals at their fields.</summary>
    protected async Task<bool> Show<TValue>(Outcome<TValue> outcome, string? said = null)
    {
        Refuse(outcome.Refusals);
        if (!outcome.Ok)
            return false;
        if (said is not null)
            Toasts.Say(T[said]);
        await Reload();
        return true;
    }

    protected void Refuse(params IReadOnlyList<Refusal> refusals) =>
        Errors = [.. refusals.Select(refusal => KeyValuePair.Create(refusal.Field ?? "", T.Of(refusal)))];

    protected void Clear() => Errors = [];

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
        GC.SuppressFinalize(this);
    }
}
