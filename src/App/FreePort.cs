using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Stadtfunk.App.Data;

namespace Stadtfunk.App;

/// <summary>Asks for the port before anything else stands: a host that cannot listen says so with a stack trace.</summary>
internal static class FreePort
{
    public static void Need(Settings settings)
    {
        if (settings.Port == 0)
            return;
        try
        {
            using var probe = new TcpListener(IPAddress.Parse(settings.Address), settings.Port);
            probe.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException(taken.Message, new AddressInUseException(taken.Message, taken));
        }
        catch (SocketException closed)
        {
            throw new WrongSetting(ConsoleWords.Of(
                $"Auf {settings.Address}:{settings.Port} lässt sich nicht lauschen: {closed.Message}",
                $"Cannot listen on {settings.Address}:{settings.Port}: {closed.Message}"));
        }
    }
}
