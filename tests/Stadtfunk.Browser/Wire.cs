using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>The page's connection to the server, to be cut and mended.</summary>
internal sealed class Wire
{
    private readonly List<IWebSocketRoute> open = [];
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
        await page.RouteAsync(new Regex("/_blazor/(negotiate|disconnect)|/_blazor\\?"), route => wire.down ? route.AbortAsync() : route.ContinueAsync());
        return wire;
    }

    public async Task Cut()
    {
        down = true;
        foreach (var socket in open)
            await socket.CloseAsync();
        open.Clear();
    }

    public void Mend() => down = false;
}
