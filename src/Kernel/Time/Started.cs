using Microsoft.Extensions.Hosting;

namespace Stadtfunk.Kernel.Time;

/// <summary>What runs by itself begins when the program stands: before that it would only take time from the first answer, and ask a silo that is not there yet.</summary>
/// <param name="life">Null where rooms stand without a host: nothing is waited for.</param>
public sealed class Started(IHostApplicationLifetime? life = null)
{
    public async Task Wait(CancellationToken ct)
    {
        if (life is null)
            return;
        var stands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = life.ApplicationStarted.Register(stands.SetResult);
        await stands.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
