using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Stadtfunk.Browser;

/// <summary>The built program on its first day: nobody is there yet.</summary>
public sealed partial class EmptyTown : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("stadtfunk-empty-").FullName;
    private readonly TaskCompletionSource<string> code = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? program;

    /// <summary>What the console shows to the first who comes.</summary>
    public Task<string> Code => code.Task.WaitAsync(TimeSpan.FromMinutes(2));

    public Uri Url { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Url = new Uri($"http://127.0.0.1:{DemoTown.FreePort()}/");
        program = DemoTown.Start(Url, directory, "--empty");
        program.OutputDataReceived += (_, line) =>
        {
            if (CodeLine().Match(line.Data ?? "") is { Success: true } shown)
                code.TrySetResult(shown.Groups[1].Value);
        };
        for (var deadline = Environment.TickCount64 + 120_000; Environment.TickCount64 < deadline; await Task.Delay(200))
            if (await Answers())
                return;
        throw new TimeoutException("The empty house did not come up within two minutes.");
    }

    [GeneratedRegex(@"^\s+Code\s+(\S+)$")]
    private static partial Regex CodeLine();

    private async Task<bool> Answers()
    {
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            using var answer = await http.GetAsync(new Uri(Url, "erste-anmeldung"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
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
