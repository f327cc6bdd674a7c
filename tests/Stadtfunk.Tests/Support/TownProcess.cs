using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Stadtfunk.Tests.Support;

/// <summary>
/// One process of the built program, in its own address space, so that it can be killed. It goes when the test run goes, even if that is killed:
/// the shell around it ends it as soon as its input is closed.
/// </summary>
public sealed class TownProcess : IAsyncDisposable
{
    private const string Shell = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        town=$!
        echo "PID $town"
        (cat <&3; kill -9 $town) >/dev/null 2>&1 &
        exec 3<&-
        wait $town
        """;

    private readonly ConcurrentQueue<string> said = new();
    private readonly IReadOnlyList<string> arguments;
    private readonly IReadOnlyDictionary<string, string?> settings;
    private Process? shell;
    private TaskCompletionSource<int> pid = null!;

    /// <param name="settings">Configuration keys such as <c>Http:AllowPrivate:0</c>; handed over as environment.</param>
    /// <param name="demo">With the demo city, as on the first day of somebody who tries it out.</param>
    internal TownProcess(int port, string directory, string? database, IReadOnlyDictionary<string, string?> settings, bool demo = false)
    {
        Url = new Uri($"http://127.0.0.1:{port}/");
        Http = NewClient();
        this.settings = settings;
        string[] fixedOnes = [Environment.GetEnvironmentVariable("STADTFUNK_PROGRAM") ?? SourceTree.DllOf("App", "src", "stadtfunk"), "--port", $"{port}", "--data", directory, .. demo ? (string[])[] : ["--empty"]];
        arguments = database is null ? fixedOnes : [.. fixedOnes, "--database", database];
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    /// <summary>Of the program itself, not of the shell around it.</summary>
    public int Id { get; private set; }

    /// <summary>The last lines that it wrote, both streams.</summary>
    public string Said => string.Join('\n', said);

    public bool IsRunning => shell is { HasExited: false };

    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromSeconds(20), AutomaticDecompression = DecompressionMethods.All,
    })
    { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Starts it, also again after <see cref="Kill"/> or <see cref="Stop"/>, and waits until /health says that it is ready.</summary>
    public async Task Start(CancellationToken ct)
    {
        await Launch(ct);
        await Ready(ct);
    }

    /// <summary>Starts it and waits for nothing but its process.</summary>
    public async Task Launch(CancellationToken ct)
    {
        if (IsRunning) throw new InvalidOperationException("It runs already.");
        shell?.Dispose();
        pid = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Shell, "town", "dotnet", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var (key, value) in settings)
            start.Environment["STADTFUNK_" + key.Replace(":", "__", StringComparison.Ordinal)] = value;
        shell = new Process { StartInfo = start };
        shell.OutputDataReceived += (_, line) => Hear(line.Data);
        shell.ErrorDataReceived += (_, line) => Hear(line.Data);
        shell.Start();
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
        Id = await pid.Task.WaitAsync(TimeSpan.FromSeconds(20), ct);
    }

    /// <summary>SIGKILL: nothing is said good-bye to.</summary>
    public Task Kill() => Signal("-KILL");

    /// <summary>SIGTERM, as an operator stops it.</summary>
    public Task Stop() => Signal("-TERM");

    public async ValueTask DisposeAsync()
    {
        await Kill();
        Http.Dispose();
        shell?.Dispose();
    }

    private async Task Signal(string signal)
    {
        if (shell is null) return;
        if (!shell.HasExited)
        {
            using var kill = Process.Start("kill", [signal, $"{Id}"]);
            await kill.WaitForExitAsync();
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await shell.WaitForExitAsync(patience.Token);
        shell.StandardInput.Close();
    }

    /// <summary>Waits until /health says that it can work.</summary>
    public async Task Ready(CancellationToken ct)
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(90))
        {
            if (shell!.HasExited) throw new InvalidOperationException($"The program ended with {shell.ExitCode}:\n{Said}");
            try
            {
                using var health = await Http.GetAsync("health", ct);
                if (health.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50, ct);
        }
        throw new TimeoutException($"The program was not ready after 90 s:\n{Said}");
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        if (line.StartsWith("PID ", StringComparison.Ordinal)) pid.TrySetResult(int.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture));
        said.Enqueue(line);
        if (said.Count > 200) said.TryDequeue(out _);
    }
}
