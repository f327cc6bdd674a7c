using System.Diagnostics;
using System.Net.Sockets;

namespace Stadtfunk.Browser;

/// <summary>The built program on its first day: nobody is there yet.</summary>
public sealed class EmptyTown : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("stadtfunk-empty-").FullName;
    private Process? program;

    public Uri Url { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Url = new Uri($"http://127.0.0.1:{DemoTown.FreePort()}/");
        program = DemoTown.Start(Url, directory, "--empty");
        for (var deadline = Environment.TickCount64 + 120_000; Environment.TickCount64 < deadline; await Task.Delay(200))
            if (await Answers())
                return;
        throw new TimeoutException("The empty house did not come up within two minutes.");
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var line = new TcpClient();
            await line.ConnectAsync(Url.Host, Url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (program is { HasExited: false })
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync();
        }
        program?.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
