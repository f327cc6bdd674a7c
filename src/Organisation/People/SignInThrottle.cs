using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Stadtfunk.Organisation.People;

/// <summary>
/// So many tries per minute from one address (or one known device), right or wrong, before a password is looked at. Lock-out guards one account; this
/// guards all against one guesser. Per machine and in memory: a restart forgives, and an address is forgotten a minute later.
/// </summary>
internal sealed class SignInThrottle : IDisposable
{
    public const int PerMinute = 20;
    private readonly ConcurrentDictionary<string, Window> windows = new();
    private readonly TimeProvider clock;
    private readonly ITimer sweep;

    public SignInThrottle(TimeProvider clock)
    {
        this.clock = clock;
        sweep = clock.CreateTimer(_ => Sweep(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    /// <summary>How many addresses it remembers.</summary>
    public int Count => windows.Count;

    private long Minute => clock.GetUtcNow().ToUnixTimeSeconds() / 60;

    public bool Allows(IPAddress? address) => Allows(KeyOf(address));

    public bool Allows(Guid device) => Allows($"device {device}");

    public void Dispose() => sweep.Dispose();

    private bool Allows(string key)
    {
        var minute = Minute;
        var now = windows.AddOrUpdate(
            key,
            _ => new Window(minute, 1),
            (_, before) => before.Minute == minute ? before with { Count = before.Count + 1 } : new Window(minute, 1));
        return now.Count <= PerMinute;
    }

    private void Sweep()
    {
        var minute = Minute;
        foreach (var (old, window) in windows)
            if (window.Minute < minute)
                windows.TryRemove(new(old, window));
    }

    // One household has a whole /64.
    private static string KeyOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private readonly record struct Window(long Minute, int Count);
}
