using System.Text.Json;

namespace Stadtfunk.Kernel.Events;

/// <summary>Hears of something that happened in a room below. Runs in a transaction of its own, at least once: keep it idempotent.</summary>
public interface IHandle<in TEvent>
    where TEvent : class
{
    Task Handle(TEvent happened, CancellationToken ct);
}

/// <summary>One handler of one event, as registered by a room.</summary>
public sealed record EventHandlerEntry(Type Event, string Name, Func<IServiceProvider, object, CancellationToken, Task> Run);

/// <summary>Which handlers hear which event; one outbox row is written for each of them.</summary>
public sealed class EventMap(IEnumerable<EventHandlerEntry> entries)
{
    private readonly ILookup<Type, EventHandlerEntry> byEvent = entries.ToLookup(entry => entry.Event);
    private readonly Dictionary<string, EventHandlerEntry> byName = entries.ToDictionary(entry => entry.Name);
    private readonly SemaphoreSlim signal = new(0, 1);

    internal EventHandlerEntry? Find(string handler) => byName.GetValueOrDefault(handler);

    internal IEnumerable<OutboxRow> RowsFor(object happened, DateTime now)
    {
        foreach (var entry in byEvent[happened.GetType()])
            yield return new OutboxRow(entry.Name, JsonSerializer.Serialize(happened, happened.GetType(), JsonSerializerOptions.Web), now);
    }

    internal object Read(EventHandlerEntry entry, string payload) =>
        JsonSerializer.Deserialize(payload, entry.Event, JsonSerializerOptions.Web)
        ?? throw new JsonException("An event cannot be null.");

    internal void Wake()
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    internal Task<bool> WaitForWork(TimeSpan atMost, CancellationToken ct) => signal.WaitAsync(atMost, ct);
}
