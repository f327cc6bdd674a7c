using System.Threading.Channels;
using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Kernel.Ui;

/// <summary>
/// A part of an open screen that shows what is so now. It reads at start, shortly after a beat of one of its topics (many beats are one reading), and
/// every ten seconds in case a beat was lost. While it cannot read, it keeps showing what it knew and says so.
/// </summary>
public abstract class LivePart : ComponentBase, IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource left = new();
    private readonly Channel<bool> beats = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<IDisposable> listening = [];

    [Inject] protected Words T { get; set; } = default!;
    [Inject] protected Toasts Toasts { get; set; } = default!;
    [Inject] private Pulse Pulse { get; set; } = default!;
    [Inject] private TimeProvider Clock { get; set; } = default!;

    /// <summary>What moves this part, for example "deliveries".</summary>
    protected abstract IReadOnlyList<string> Topics { get; }

    protected bool Loaded { get; private set; }

    /// <summary>The last reading failed.</summary>
    protected bool Broken { get; private set; }

    protected CancellationToken Ct => left.Token;

    protected abstract Task Read(CancellationToken ct);

    protected override async Task OnInitializedAsync()
    {
        foreach (var topic in Topics)
            listening.Add(Pulse.Listen(topic, Hear));
        await Reload();
        _ = Watch();
    }

    protected async Task Reload()
    {
        try
        {
            await Read(Ct);
            (Loaded, Broken) = (true, false);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            Broken = true;
        }
        catch (OperationCanceledException) when (Ct.IsCancellationRequested)
        {
            // The screen was left while it was read.
        }
    }

    /// <summary>Says that it is done, or why not, and reads again. True when it was done.</summary>
    protected async Task<bool> Tell<TValue>(Outcome<TValue> outcome, string? said = null)
    {
        if (outcome.Ok && said is not null)
            Toasts.Say(said);
        else if (!outcome.Ok)
            Toasts.Fail(string.Join(' ', outcome.Refusals.Select(T.Of)));
        await Reload();
        return outcome.Ok;
    }

    private Task Hear(Guid? about)
    {
        beats.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    private async Task Watch()
    {
        try
        {
            while (true)
            {
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(Ct);
                var heard = beats.Reader.WaitToReadAsync(wait.Token).AsTask();
                await Task.WhenAny(heard, Task.Delay(Fallback, Clock, wait.Token));
                await wait.CancelAsync();
                await Task.Delay(Gather, Clock, Ct);
                while (beats.Reader.TryRead(out _))
                {
                    // All that came so far is answered by the one reading below.
                }
                await InvokeAsync(Reload);
                await InvokeAsync(StateHasChanged);
                await Task.Delay(Pace, Clock, Ct);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // The screen was left.
        }
    }

    public void Dispose()
    {
        left.Cancel();
        listening.ForEach(one => one.Dispose());
        Left();
        left.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>For a part that holds more.</summary>
    protected virtual void Left()
    {
    }
}
