using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stadtfunk.Tests.Support;

/// <summary>A server on loopback whose certificate nobody has reason to trust, and which counts who talks to it all the same.</summary>
public sealed class StrangeServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate;
    private readonly Task serving;
    private int requests;

    private StrangeServer()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        certificate = new CertificateRequest("CN=fremd.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        listener.Start();
        serving = Serve();
    }

    public Uri Url => new($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>How many have sent something over it.</summary>
    public int Requests => requests;

    public static StrangeServer Open() => new();

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        certificate.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            for (;;)
                await Answer(await listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            await using var line = new SslStream(client.GetStream());
            try
            {
                await line.AuthenticateAsServerAsync(certificate);
                if (await line.ReadAsync(new byte[1]) > 0)
                    Interlocked.Increment(ref requests);
            }
            catch (Exception no) when (no is IOException or AuthenticationException)
            {
                // The caller has looked at the certificate.
            }
        }
    }
}
