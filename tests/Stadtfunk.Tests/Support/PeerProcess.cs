using System.Collections.Concurrent;
using System.Diagnostics;

namespace Stadtfunk.Tests.Support;

/// <summary>
/// A program that prints a READY line and stops when its input is closed, so it goes when the test run goes, even if that is killed.
/// </summary>
public sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PeerProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"{start.FileName} ended before it was ready:\n{Said}"));
    }

    /// <summary>What stands after READY.</summary>
    public string Ready { get; private set; } = "";

    public string Said => string.Join('\n', said);

    public int Id => process.Id;

    public static async Task<PeerProcess> Start(string program, IEnumerable<string> arguments, TimeSpan patience, CancellationToken ct)
    {
        var peer = new PeerProcess(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        });
        peer.process.Start();
        peer.process.BeginOutputReadLine();
        peer.process.BeginErrorReadLine();
        try
        {
            peer.Ready = await peer.ready.Task.WaitAsync(patience, ct);
        }
        catch (TimeoutException)
        {
            await peer.Kill();
            throw new TimeoutException($"{program} was not ready after {patience}:\n{peer.Said}");
        }
        return peer;
    }

    /// <summary>SIGKILL: nothing is said good-bye to.</summary>
    public async Task Kill()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public Task Ended(CancellationToken ct) => process.WaitForExitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill();
        }
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        said.Enqueue(line);
        if (said.Count > 60) said.TryDequeue(out _);
        if (line.StartsWith("READY ", StringComparison.Ordinal)) ready.TrySetResult(line["READY ".Length..]);
    }
}
