using System.Diagnostics;
using Npgsql;

namespace Stadtfunk.Tests.Support;

/// <summary>
/// A real PostgreSQL: the one that STADTFUNK_TEST_POSTGRES names (<c>postgres://user:password@host:port/postgres</c>), or a private cluster
/// on a free loopback port, made from Debian's binaries and gone with the run, even with one that is killed.
/// </summary>
public sealed class PostgresPeer : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PostgresPeer? shared;
    private readonly string? folder;
    private readonly bool durable;
    private PeerProcess? process;

    private PostgresPeer(string? folder, bool durable)
    {
        this.folder = folder;
        this.durable = durable;
    }

    /// <summary>Of the maintenance database.</summary>
    public string Url { get; private set; } = "";

    public static async Task<PostgresPeer> Shared()
    {
        await Gate.WaitAsync();
        try
        {
            if (shared is not null) return shared;
            var peer = new PostgresPeer(null, false);
            if (Environment.GetEnvironmentVariable("STADTFUNK_TEST_POSTGRES") is { Length: > 0 } url) peer.Url = url;
            else await peer.Start([]);
            return shared = peer;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A cluster of the caller's own, for tests that crash and restart it. Durable waits for the disk as in production.</summary>
    public static async Task<PostgresPeer> Own(bool durable = false)
    {
        var peer = new PostgresPeer(Directory.CreateTempSubdirectory("stadtfunk-postgres-").FullName, durable);
        await peer.Start(["--data", peer.folder!]);
        return peer;
    }

    public async Task<string> NewDatabase(string? template)
    {
        var name = "sf_" + Guid.CreateVersion7().ToString("N");
        await Execute($"CREATE DATABASE {name}" + (template is null ? "" : $" TEMPLATE {template}"));
        return new UriBuilder(Url) { Path = name }.Uri.ToString();
    }

    public Task DropDatabase(string url) => Execute($"DROP DATABASE IF EXISTS {new Uri(url).AbsolutePath[1..]} WITH (FORCE)");

    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(Url));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>For a connection that no pool keeps: one from before a crash would only tell of the crash.</summary>
    public static string ConnectionString(string url)
    {
        var uri = new Uri(url);
        var user = uri.UserInfo.Split(':');
        return $"Host={uri.Host};Port={uri.Port};Username={user[0]};Password={user.ElementAtOrDefault(1)};Database={uri.AbsolutePath[1..]};Pooling=false";
    }

    /// <summary>Immediate shutdown, as after a power cut; the next start recovers from the log.</summary>
    public async Task Stop()
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(folder!, "postmaster.pid")))[0];
        using var kill = Process.Start("kill", ["-QUIT", postmaster]);
        await kill.WaitForExitAsync();
        await process!.DisposeAsync();
    }

    public Task Restart() => Start(["--data", folder!, "--port", $"{new Uri(Url).Port}"]);

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }

    private async Task Start(string[] arguments)
    {
        string[] all = durable ? ["--stdin", "--durable", .. arguments] : ["--stdin", .. arguments];
        process = await PeerProcess.Start(SourceTree.Peer("postgres"), all, TimeSpan.FromMinutes(2), CancellationToken.None);
        Url = process.Ready;
    }
}
