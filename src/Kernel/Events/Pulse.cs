using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Stadtfunk.Kernel.Events;

/// <summary>
/// Tells open screens that something moved, so that they read again. In memory and lossy on purpose: whoever misses a beat reads at the next one.
/// </summary>
public sealed class Pulse(ILogger<Pulse> log)
{
    private readonly ConcurrentDictionary<Guid, Listener> listeners = new();

    /// <summary>Topics are room words such as "posts", "deliveries", "channels".</summary>
    /// <param name="topic">What moved.</param>
    /// <param name="about">The id of the thing that moved, where there is one.</param>
    public void Beat(string topic, Guid? about)
    {
        BeatHere(topic, about);
        Elsewhere?.Invoke(topic, about);
    }

    /// <summary>For the screens of the other nodes, where there are any.</summary>
    internal Action<string, Guid?>? Elsewhere { get; set; }

    /// <summary>Only for the screens of this node.</summary>
    public void BeatHere(string topic, Guid? about)
    {
        foreach (var listener in listeners.Values)
            if (listener.Topic == topic)
                _ = listener.Hear(about, log);
    }

    /// <summary>Listens until disposed.</summary>
    public IDisposable Listen(string topic, Func<Guid?, Task> heard)
    {
        var key = Guid.CreateVersion7();
        listeners[key] = new Listener(topic, heard);
        return new Stop(() => listeners.TryRemove(key, out _));
    }

    private sealed record Listener(string Topic, Func<Guid?, Task> Heard)
    {
        private readonly CultureInfo culture = CultureInfo.CurrentCulture;
        private readonly CultureInfo language = CultureInfo.CurrentUICulture;

        public async Task Hear(Guid? about, ILogger log)
        {
            // Whoever beats may read another language; what is shown here is in the listener's.
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
            try
            {
                await Heard(about);
            }
            catch (Exception bug)
            {
                // A screen that is just closing must not disturb the others.
                Log.ListenerFailed(log, Topic, bug);
            }
        }
    }

    private sealed class Stop(Action act) : IDisposable
    {
        public void Dispose() => act();
    }
}
