namespace Stadtfunk.Kernel.Hooks;

/// <summary>A room that keeps the secret of a door itself, because no channel does.</summary>
public interface IHookSecret
{
    string Door { get; }

    /// <summary>Null: it is not set, and the door is shut.</summary>
    Task<string?> Secret(CancellationToken ct);
}
