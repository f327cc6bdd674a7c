using System.Net;
using System.Net.Sockets;
using System.Text;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Kernel;

/// <summary>Where calls may go, over which connection, and what they do not follow.</summary>
public sealed class SafeHttpTests
{
    [Fact]
    public async Task The_one_call_goes_over_a_connection_of_its_own()
    {
        await using var server = CountingServer.Open();
        await using var house = await House.Open(settings: [new("Http:AllowPrivate:0", server.Url.Authority)]);
        var http = house.Get<SafeHttp>();
        // Reads share one, and it is still open.
        for (var i = 0; i < 3; i++)
            await http.Pool(server.Url).GetStringAsync("lesen");
        Assert.Equal(1, server.Connections);
        for (var i = 0; i < 2; i++)
        {
            using var answer = await http.Once(server.Url).PostAsync("veröffentlichen", new StringContent("einmal"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(2 + i, server.Connections);
        }
        await http.Pool(server.Url).GetStringAsync("lesen");
        Assert.Equal((3, 6), (server.Connections, server.Requests.Count));
        Assert.All(server.Requests.Where(request => request.StartsWith("POST", StringComparison.Ordinal)), request => Assert.Contains("Connection: close", request, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_answered_to_whoever_called_and_not_followed(int status)
    {
        await using var server = CountingServer.Open();
        server.Answer = $"HTTP/1.1 {status} Weiter\r\nLocation: {server.Url}anderswo\r\nContent-Length: 0\r\n\r\n";
        await using var house = await House.Open(settings: [new("Http:AllowPrivate:0", server.Url.Authority)]);
        using var answer = await house.Get<SafeHttp>().Once(server.Url).PostAsync("veröffentlichen", new StringContent("einmal"));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Single(server.Requests);
    }

    /// <summary>Keeps every connection open until the caller closes it, and counts.</summary>
    private sealed class CountingServer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly List<Task> lines = [];
        private readonly List<string> requests = [];
        private readonly Task serving;
        private int connections;

        private CountingServer()
        {
            listener.Start();
            serving = Serve();
        }

        public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        public int Connections => connections;

        public IReadOnlyList<string> Requests
        {
            get
            {
                lock (requests)
                    return [.. requests];
            }
        }

        public string Answer { get; set; } = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nja";

        public static CountingServer Open() => new();

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
                    var client = await listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref connections);
                    lines.Add(Speak(client));
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed.
            }
        }

        private async Task Speak(TcpClient client)
        {
            using (client)
                try
                {
                    var stream = client.GetStream();
                    for (var heard = ""; ;)
                    {
                        var buffer = new byte[4096];
                        var read = await stream.ReadAsync(buffer);
                        if (read == 0)
                            return;
                        heard += Encoding.ASCII.GetString(buffer, 0, read);
                        var end = heard.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                        if (end < 0 || (heard.StartsWith("POST", StringComparison.Ordinal) && !heard.EndsWith("einmal", StringComparison.Ordinal)))
                            continue;
                        lock (requests)
                            requests.Add(heard);
                        heard = "";
                        await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer));
                    }
                }
                catch (IOException)
                {
                    // The caller has gone.
                }
        }
    }
}
