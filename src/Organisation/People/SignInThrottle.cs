using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Stadtfunk.Organisation.People;

/// <summary>
/// So many tries per minute from one address, right or wrong, before anything is looked up. Lock-out guards one account; this guards all against
/// one guesser. Per machine and in memory: a restart forgives.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    public const int PerMinute = 20;
    private readonly ConcurrentDictionary<string, Window> windows = new();

    public bool Allows(IPAddress? address)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (windows.Count > 10_000)
            foreach (var (old, window) in windows)
                if (window.Minute < minute)
                    windows.TryRemove(old, out _);
        var now = windows.AddOrUpdate(
            KeyOf(address),
            _ => new Window(minute, 1),
            (_, before) => before.Minute == minute ? before with { Count = before.Count + 1 } : new Window(minute, 1));
        return now.Count <= PerMinute;
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
