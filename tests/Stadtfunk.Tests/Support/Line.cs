using System.Net;
using System.Net.Sockets;

namespace Stadtfunk.Tests.Support;

/// <summary>A wire to a server: passes everything on as it is, and counts how many connections are opened over it.</summary>
public sealed class Line : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly Task serving;
    private int connections;

    private Line(Uri server)
    {
        this.server = server;
        listener.Start();
        serving = Serve();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    public int Connections => connections;

    public static Line To(Uri server) => new(server);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task Serve()
    {
        try
        {
            for (;;)
            {
                var caller = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref connections);
                _ = Carry(caller);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Taken down; what is under way ends with its caller.
        }
    }

    private async Task Carry(TcpClient caller)
    {
        using (caller)
        using (var there = new TcpClient())
            try
            {
                await there.ConnectAsync(server.Host, server.Port);
                await Task.WhenAny(caller.GetStream().CopyToAsync(there.GetStream()), there.GetStream().CopyToAsync(caller.GetStream()));
            }
            catch (Exception cut) when (cut is IOException or SocketException)
            {
                // One of the two has gone.
            }
    }
}
