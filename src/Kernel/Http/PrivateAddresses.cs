using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Stadtfunk.Kernel.Http;

/// <summary>Which addresses are nobody's business from outside: private, loopback, link-local, documentation, reserved (IANA special-purpose registries).</summary>
public sealed class PrivateAddresses(IOptions<SafeHttpSettings> settings)
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48",
        }.Select(IPNetwork.Parse),
    ];

    // Global unicast; everything else in IPv6 is special.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Global6.Contains(address))
            return true;
        return Closed.Any(network => network.Contains(address));
    }

    internal bool Allows(DnsEndPoint to) =>
        settings.Value.AllowPrivate.Any(entry =>
            string.Equals(entry, to.Host, StringComparison.OrdinalIgnoreCase) ||
            string.Equals(entry, $"{to.Host}:{to.Port}", StringComparison.OrdinalIgnoreCase));
}
