using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Stadtfunk.Tests.Support;

/// <summary>
/// A real PostgreSQL: the one that STADTFUNK_TEST_POSTGRES names (<c>postgres://user:password@host:port/postgres</c>), or a private cluster
/// on a free loopback port, made from Debian's binaries and gone with the run.
/// </summary>
public sealed class PostgresPeer
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PostgresPeer? shared;

    private readonly string directory;
    private readonly string binaries;

    private PostgresPeer(string url, string directory, string binaries)
    {
        Url = url;
        this.directory = directory;
        this.binaries = binaries;
    }

    /// <summary>Of the maintenance database.</summary>
    public string Url { get; }

    public static async Task<PostgresPeer> Shared()
    {
        await Gate.WaitAsync();
        try
        {
            return shared ??= await StartOrAdopt();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A cluster of the caller's own, for tests that restart it.</summary>
    public static Task<PostgresPeer> Own() => Start();

    public async Task<string> NewDatabase(string? template)
    {
        var name = "sf_" + Guid.CreateVersion7().ToString("N");
        await Execute($"CREATE DATABASE {name}" + (template is null ? "" : $" TEMPLATE {template}"));
        return new UriBuilder(Url) { Path = name }.Uri.ToString();
    }

    public Task DropDatabase(string url)
    {
        NpgsqlConnection.ClearAllPools();
        return Execute($"DROP DATABASE IF EXISTS {new Uri(url).AbsolutePath[1..]} WITH (FORCE)");
    }

    public async Task Execute(string sql)
    {
        var uri = new Uri(Url);
        var user = uri.UserInfo.Split(':');
        await using var connection = new NpgsqlConnection(
            $"Host={uri.Host};Port={uri.Port};Username={user[0]};Password={user.ElementAtOrDefault(1)};Database={uri.AbsolutePath[1..]};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public Task Stop() => Run(AsPostgres($"{binaries}/pg_ctl -D {directory}/data -m immediate -w stop"));

    public Task Restart() => Run(AsPostgres($"{binaries}/pg_ctl -D {directory}/data -l {directory}/log -w start"));

    private static async Task<PostgresPeer> StartOrAdopt() =>
        Environment.GetEnvironmentVariable("STADTFUNK_TEST_POSTGRES") is { Length: > 0 } url ? new PostgresPeer(url, "", "") : await Start();

    private static async Task<PostgresPeer> Start()
    {
        var binaries = System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(x => x).Select(x => x + "/bin").FirstOrDefault(x => File.Exists(x + "/initdb"))
            ?? throw new InvalidOperationException("PostgreSQL is not installed; ./test installs it.");
        var directory = System.IO.Directory.CreateTempSubdirectory("stadtfunk-postgres-").FullName;
        await Run(Environment.UserName == "root" ? $"chown postgres {directory}" : "true");
        var port = FreePort();
        await Run(AsPostgres($"{binaries}/initdb -D {directory}/data -U stadtfunk --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync"));
        await Run(AsPostgres($"printf \"port={port}\\nlisten_addresses='127.0.0.1'\\nunix_socket_directories=''\\nmax_connections=300\\nfsync=off\\n\" >> {directory}/data/postgresql.conf"));
        await Run(AsPostgres($"{binaries}/pg_ctl -D {directory}/data -l {directory}/log -w start"));
        var peer = new PostgresPeer($"postgres://stadtfunk@127.0.0.1:{port}/postgres", directory, binaries);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => peer.Remove();
        return peer;
    }

    private void Remove()
    {
        try
        {
            Process.Start("/bin/sh", ["-c", AsPostgres($"{binaries}/pg_ctl -D {directory}/data -m immediate stop") + " >/dev/null 2>&1; rm -rf " + directory]).WaitForExit(10_000);
        }
        catch (InvalidOperationException)
        {
            // Nothing left to remove.
        }
    }

    private static string AsPostgres(string command) =>
        Environment.UserName == "root" ? $"su postgres -s /bin/sh -c \"{command.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : command;

    private static async Task Run(string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command + " >/dev/null 2>&1"]) { WorkingDirectory = "/tmp" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"This step failed: {command}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
