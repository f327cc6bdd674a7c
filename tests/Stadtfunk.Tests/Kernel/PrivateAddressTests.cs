using System.Net;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Kernel;

public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255")]
    [InlineData("10.0.0.0", "10.255.255.255")]
    [InlineData("100.64.0.0", "100.127.255.255")]
    [InlineData("127.0.0.0", "127.255.255.255")]
    [InlineData("169.254.0.0", "169.254.169.254", "169.254.255.255")]
    [InlineData("172.16.0.0", "172.31.255.255")]
    [InlineData("192.168.0.0", "192.168.255.255")]
    [InlineData("192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255")]
    [InlineData("::", "::1", "fc00::1", "fdff:ffff::1", "fe80::1", "fe80::1%1", "febf::1", "ff02::1", "2001:db8::1")]
    [InlineData("64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "::10.0.0.1", "::ffff:0:10.0.0.1")]
    public void Every_private_range_is_closed_in_every_spelling(params string[] addresses)
    {
        foreach (var address in addresses.Select(IPAddress.Parse))
        {
            Assert.True(PrivateAddresses.IsPrivate(address), $"{address}");
            if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
                Assert.True(PrivateAddresses.IsPrivate(address.MapToIPv6()), $"::ffff:{address}");
        }
    }

    [Theory]
    [InlineData("1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0")]
    [InlineData("2a01:4f8::1", "2606:4700::1111", "::ffff:1.1.1.1")]
    public void What_lies_beside_them_is_open(params string[] addresses) =>
        Assert.All(addresses, address => Assert.False(PrivateAddresses.IsPrivate(IPAddress.Parse(address)), address));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[0:0:0:0:0:ffff:7f00:1]")]
    [InlineData("127.0.0.1.")]
    public async Task However_a_link_spells_the_own_machine_nobody_there_is_asked(string host)
    {
        var port = SourceTree.FreePort();
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.IPv6Any, port) { Server = { DualMode = true } };
        listener.Start();
        await using var house = await House.Open();
        foreach (var client in new[] { house.Get<SafeHttp>().Pool(new Uri($"http://{host}:{port}/")), house.Get<SafeHttp>().Once(new Uri($"http://{host}:{port}/")) })
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("geheim"));
        Assert.False(listener.Pending());
    }
}
