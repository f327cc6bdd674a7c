using Microsoft.Extensions.Hosting;

namespace Stadtfunk.Kernel.Time;

/// <summary>What runs by itself begins when the program stands: before that it would only take time from the first answer, and ask a silo that is not there yet.</summary>
public sealed class Started(IHostApplicationLifetime life)
{
    public async Task Wait(CancellationToken ct)
    {
        var stands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = life.ApplicationStarted.Register(stands.SetResult);
        await stands.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
