namespace Stadtfunk.Kernel.Hooks;

/// <summary>Something came in at a door, was proven to be from whom it says, and is kept. Whoever waits for this door handles it and reads the body.</summary>
/// <param name="Door">The last part of the door's address: <c>/webhooks/{door}</c>.</param>
public sealed record HookArrived(Guid Id, string Door);

/// <param name="Count">How many are remembered.</param>
/// <param name="LastAt">UTC.</param>
public sealed record HookTraffic(string Door, int Count, DateTime LastAt);

/// <summary>What networks sent to their doors. Its bodies are sealed and soon forgotten; that it came is remembered for longer, so that nothing is taken twice.</summary>
public interface IHooks
{
    /// <summary>Keeps it and says so (<see cref="HookArrived"/>); false when the same came before, and nothing more happens.</summary>
    /// <param name="key">Of two with the same at one door only the first counts.</param>
    Task<bool> Keep(string door, string key, ReadOnlyMemory<byte> body, CancellationToken ct);

    /// <summary>As it came, byte for byte. Null when it was forgotten, or sealed with keys that are not here.</summary>
    Task<byte[]?> Body(Guid hook, CancellationToken ct);

    /// <summary>For the last who needs it: what was said is gone, that it was said is still known. In the caller's transaction.</summary>
    Task Forget(Guid hook, CancellationToken ct);

    Task<IReadOnlyList<HookTraffic>> Traffic(CancellationToken ct);
}
