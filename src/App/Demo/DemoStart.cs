using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App.Demo;

/// <summary>
/// The first start into an empty database makes the demo city, unless it is told not to (<c>Demo:Empty</c>) or who the first administrator is
/// (<c>Setup:Email</c>). Of several nodes one makes it; what a kill interrupted the next start goes on with.
/// </summary>
internal sealed class DemoStart(DemoCity city, DemoSteps steps, Settings settings, IConfiguration configuration, IServiceScopeFactory scopes, ILogger<DemoStart> log)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(20);
    private readonly TaskCompletionSource<Uri> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets people in at once and leaves the rest to the background. Null: there is no demo city here, or its sheet lies elsewhere.</summary>
    public async Task<DemoSheet?> Open(Uri address, CancellationToken ct)
    {
        var standing = await steps.Standing(ct);
        if (settings.Empty || !string.IsNullOrEmpty(configuration["Setup:Email"]) || (!standing.Begun && !await IsEmpty(ct)))
            return null;
        if (!standing.Finished)
        {
            await Try(() => Found(address, ct));
            opened.TrySetResult(address);
        }
        return await DemoSheet.Read(settings.DataDirectory, ct) is { } sheet ? await Moved(sheet, address, ct) : null;
    }

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var address = await opened.Task.WaitAsync(ct);
        var finished = false;
        while (!finished)
        {
            await Try(async () =>
            {
                await Make(address, ct);
                finished = (await steps.Standing(ct)).Finished;
            });
            if (!finished)
                await Task.Delay(Again, ct);
        }
    }

    private async Task Make(Uri address, CancellationToken ct)
    {
        if (!await Found(address, ct))
            return;
        await city.Fill((await steps.Standing(ct)).Today, ct);
        Log.Made(log);
    }

    private async Task<bool> Found(Uri address, CancellationToken ct)
    {
        if (!await steps.Take(ct))
            return false;
        await city.Found(address, ct);
        return true;
    }

    private async Task Try(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception stopped) when (stopped is not OperationCanceledException)
        {
            // Never a reason to take the program down: the desk works without it.
            Log.Stopped(log, stopped.Message);
        }
    }

    private async Task<DemoSheet> Moved(DemoSheet sheet, Uri address, CancellationToken ct)
    {
        if (sheet.Address == address.AbsoluteUri)
            return sheet;
        var moved = sheet with { Address = address.AbsoluteUri };
        await moved.Write(settings.DataDirectory, ct);
        return moved;
    }

    private async Task<bool> IsEmpty(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IUnits>().Tree(ct)).Count == 0;
    }
}
