using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel;

namespace Stadtfunk.App.Cluster;

/// <summary>One node by default; with PostgreSQL every process on the same database joins the same cluster.</summary>
internal static class Silo
{
    public static void AddCluster(this WebApplicationBuilder builder, DatabaseChoice database)
    {
        var section = builder.Configuration.GetSection("Cluster");
        var address = Address(section["Address"]);
        var port = Port(section["Port"]) ?? (database.IsPostgres ? StablePort(builder.Configuration) : FreePort());
        if (database.IsPostgres)
            builder.Services.AddPulseRelay().AddHostedService<ClockOffset>();
        builder.UseOrleans(silo =>
        {
            if (database.IsPostgres)
            {
                silo.UseAdoNetClustering(options =>
                {
                    options.Invariant = "Npgsql";
                    options.ConnectionString = database.Postgres!;
                });
                // A dead node is noticed in about five seconds: a warning must not wait for it.
                silo.Configure<ClusterMembershipOptions>(options =>
                {
                    options.ProbeTimeout = TimeSpan.FromSeconds(2);
                    options.NumMissedProbesLimit = 2;
                    options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
                    // A node that starts does not wait for the dead: who has not said for 15 s that it lives is not asked.
                    options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
                    options.NumMissedTableIAmAliveLimit = 3;
                    options.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
                });
                silo.ConfigureEndpoints(address, port, gatewayPort: 0);
            }
            else
            {
                silo.UseLocalhostClustering(port, gatewayPort: 0);
            }
            silo.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = "stadtfunk";
                options.ServiceId = "stadtfunk";
            });
        });
    }

    private static IPAddress Address(string? said) =>
        string.IsNullOrWhiteSpace(said) ? IPAddress.Loopback
        : IPAddress.TryParse(said, out var address) ? address
        : throw new WrongSetting(ConsoleWords.Of(
            $"Cluster:Address erwartet eine IP-Adresse wie 10.0.0.5, nicht „{said}“.", $"Cluster:Address expects an IP address such as 10.0.0.5, not “{said}”."));

    private static int? Port(string? said) =>
        string.IsNullOrWhiteSpace(said) ? null
        : int.TryParse(said, out var port) && port is > 0 and <= 65535 ? port
        : throw new WrongSetting(ConsoleWords.Of(
            $"Cluster:Port erwartet eine Zahl von 1 bis 65535, nicht „{said}“.", $"Cluster:Port expects a number from 1 to 65535, not “{said}”."));

    /// <summary>The same after every restart, so that a node that was killed finds its dead self in the membership table and buries it at once.</summary>
    private static int StablePort(IConfiguration settings)
    {
        var wanted = ((int.TryParse(settings["Port"] ?? "5080", out var port) ? port : 0) + 10_000) % 55_000 + 10_000;
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted);
            listener.Start();
            return wanted;
        }
        catch (SocketException)
        {
            return FreePort();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
