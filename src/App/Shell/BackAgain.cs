using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace Stadtfunk.App.Shell;

/// <summary>
/// Says to a page that its connection is back and that the desk still knows it. The browser cannot tell that from a page which is about to be drawn anew, whose
/// fields would hear what was meant for others.
/// </summary>
internal sealed class BackAgain(IJSRuntime script) : CircuitHandler
{
    private bool wasUp;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (wasUp)
            // Not waited for: the page can answer only when this is done.
            _ = Tell();
        wasUp = true;
        return Task.CompletedTask;
    }

    private async Task Tell()
    {
        try
        {
            await script.InvokeVoidAsync("stadtfunkBack");
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // Lost again already, or a page of an older version: its words stay where they are.
        }
    }
}
