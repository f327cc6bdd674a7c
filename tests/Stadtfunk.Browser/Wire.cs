using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>The page's connection to the server, to be cut and mended.</summary>
internal sealed class Wire
{
    private readonly List<IWebSocketRoute> open = [];
    private TaskCompletionSource? held;
    private bool down;

    public static async Task<Wire> Of(IPage page)
    {
        var wire = new Wire();
        await page.RouteWebSocketAsync(new Regex("/_blazor"), socket =>
        {
            if (wire.down)
            {
                _ = socket.CloseAsync();
                return;
            }
            socket.ConnectToServer();
            wire.open.Add(socket);
        });
        await page.RouteAsync(new Regex("/_blazor/(negotiate|disconnect)|/_blazor\\?"), wire.Pass);
        return wire;
    }

    public async Task Cut()
    {
        down = true;
        foreach (var socket in open)
            await socket.CloseAsync();
        open.Clear();
    }

    /// <summary>From now on a page waits at the beginning of its way until it is mended, instead of failing: the page that is there does not come back before it is left.</summary>
    public void Hold() => held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend()
    {
        down = false;
        held?.TrySetResult();
        held = null;
    }

    private async Task Pass(IRoute route)
    {
        try
        {
            if (held is { } wait)
                await wait.Task;
            if (down)
                await route.AbortAsync();
            else
                await route.ContinueAsync();
        }
        catch (PlaywrightException)
        {
            // Whose page is gone meanwhile.
        }
    }
}
