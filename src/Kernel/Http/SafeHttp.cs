using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Stadtfunk.Kernel.Http;

/// <summary>Where outgoing calls may go beyond the public internet, and how long and large they may be.</summary>
public sealed class SafeHttpSettings
{
    /// <summary>Host names or addresses inside the city's own network that may be called although they are private, e.g. an own Mastodon. Exact match, optionally with :port.</summary>
    public List<string> AllowPrivate { get; set; } = [];
}

/// <summary>
/// The only source of HTTP clients. No private addresses (checked on the address that is really connected to), no redirects by themselves,
/// no cookies, no proxy, limits on time and size. <see cref="Once"/> is for the one publish call: HTTP/1.1 on a fresh connection,
/// because a pooled connection that the server has closed would be replayed in silence.
/// </summary>
public sealed class SafeHttp(IHttpClientFactory factory)
{
    internal const string Pooled = "safe";
    internal const string Fresh = "safe-once";

    // Shorter than the handler's own limit, whose time-out looks like that of a request that was already sent.
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(7);

    /// <summary>For uploads, reads and lookups. 25 s in all, answers up to 4 MB.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="patience">In all, for a large file that goes in one call; whoever asks for it has to watch over the silence on the line.</param>
    public HttpClient Pool(Uri server, TimeSpan? patience = null) => Aim(factory.CreateClient(Pooled), server, patience);

    /// <summary>For the publish call. 25 s in all (shorter than a lease), answers up to 1 MB.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="patience">As above.</param>
    public HttpClient Once(Uri server, TimeSpan? patience = null) => Aim(factory.CreateClient(Fresh), server, patience);

    private static HttpClient Aim(HttpClient client, Uri server, TimeSpan? patience)
    {
        client.BaseAddress = server;
        if (patience is { } longer)
            client.Timeout = longer;
        return client;
    }

    internal static void Register(IServiceCollection services)
    {
        services.AddSingleton<SafeHttp>();
        services.AddSingleton<PrivateAddresses>();
        services.AddHttpClient(Pooled, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(25);
                client.MaxResponseContentBufferSize = 4 * 1024 * 1024;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("Stadtfunk/0.1");
            })
            .ConfigurePrimaryHttpMessageHandler(services => Handler(services, TimeSpan.FromMinutes(2)))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddHttpClient(Fresh, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(25);
                client.MaxResponseContentBufferSize = 1024 * 1024;
                client.DefaultRequestVersion = HttpVersion.Version11;
                client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("Stadtfunk/0.1");
                client.DefaultRequestHeaders.ConnectionClose = true;
            })
            .ConfigurePrimaryHttpMessageHandler(services => Handler(services, TimeSpan.Zero))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    private static SocketsHttpHandler Handler(IServiceProvider services, TimeSpan lifetime)
    {
        var addresses = services.GetRequiredService<PrivateAddresses>();
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = lifetime,
            MaxConnectionsPerServer = 16,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = async (context, ct) => await Connect(context.DnsEndPoint, addresses, ct),
        };
    }

    private static async ValueTask<Stream> Connect(DnsEndPoint to, PrivateAddresses addresses, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(to.Host, ct);
        var open = addresses.Allows(to) ? found : [.. found.Where(address => !PrivateAddresses.IsPrivate(address))];
        if (open.Length == 0)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "This address is not a public one.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(ConnectPatience);
        try
        {
            await socket.ConnectAsync(open, to.Port, patience.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody answers at this address.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
