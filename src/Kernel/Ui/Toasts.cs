namespace Stadtfunk.Kernel.Ui;

/// <summary>One short message. Undo, when there is one, takes back what was just done.</summary>
public sealed record Toast(long Id, Kind Kind, string Text, Func<Task>? Undo);

/// <summary>
/// The short messages of one open desk. Good news leaves after a while, an error only when somebody closes it.
/// </summary>
public sealed class Toasts(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WithUndo = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly Dictionary<long, ITimer> timers = [];
    private List<Toast> shown = [];
    private long last;

    /// <summary>Raised on any thread; the host brings it to its own.</summary>
    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => shown;

    /// <summary>Something went well.</summary>
    public void Say(string text, Func<Task>? undo = null) => Show(Kind.Ok, text, undo);

    /// <summary>Something to look at. Stays until it is closed.</summary>
    public void Ask(string text) => Show(Kind.Ask, text, null);

    /// <summary>Something went wrong. Stays until it is closed.</summary>
    public void Fail(string text) => Show(Kind.Bad, text, null);

    public void Dismiss(long id)
    {
        lock (gate)
        {
            shown = shown.Where(t => t.Id != id).ToList();
            if (timers.Remove(id, out var timer)) timer.Dispose();
        }
        Changed?.Invoke();
    }

    private void Show(Kind kind, string text, Func<Task>? undo)
    {
        lock (gate)
        {
            var toast = new Toast(++last, kind, text, undo);
            // The same sentence twice is one message, not two.
            shown = [.. shown.Where(t => t.Text != text).TakeLast(3), toast];
            if (kind == Kind.Ok)
                timers[toast.Id] = clock.CreateTimer(_ => Dismiss(toast.Id), null, undo is null ? Short : WithUndo, Timeout.InfiniteTimeSpan);
        }
        Changed?.Invoke();
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var timer in timers.Values) timer.Dispose();
            timers.Clear();
        }
    }
}
