using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Stadtfunk.App.Data;

namespace Stadtfunk.App;

/// <summary>What the console says once everything stands.</summary>
internal static class Greeting
{
    public static Uri Address(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    public static void Print(WebApplication app, string? firstCode)
    {
        var address = Address(app);
        var settings = app.Services.GetRequiredService<Settings>();
        Console.WriteLine($"""

              Stadtfunk steht.

              Website     {address}
              Schreibtisch {new Uri(address, "desk")}
              Daten       {settings.DataDirectory} ({app.Services.GetRequiredService<DatabaseChoice>().Name})
              Beenden     Strg+C

            """);
        if (firstCode is not null)
            Console.WriteLine($"""
                  Noch ist niemand hier. Die erste Anmeldung:
                  {new Uri(address, "erste-anmeldung")}
                  Code        {firstCode}

                """);
    }
}
