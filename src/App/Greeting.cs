using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Stadtfunk.App.Data;
using Stadtfunk.App.Demo;

namespace Stadtfunk.App;

/// <summary>What the console says once everything stands.</summary>
internal static class Greeting
{
    public static Uri Address(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    public static void Print(WebApplication app, string? firstCode, DemoSheet? demo)
    {
        var address = Address(app);
        var settings = app.Services.GetRequiredService<Settings>();
        Console.WriteLine($"""

              Stadtfunk steht.

              Website       {address}
              Schreibtisch  {new Uri(address, "desk")}
              Daten         {settings.DataDirectory} ({app.Services.GetRequiredService<DatabaseChoice>().Name})
              Beenden       Strg+C

            """);
        if (firstCode is not null)
            Console.WriteLine($"""
                  Noch ist niemand hier. Die erste Anmeldung:
                  {new Uri(address, "erste-anmeldung")}
                  Code          {firstCode}

                """);
        if (demo is not null)
            Print(demo, settings);
    }

    private static void Print(DemoSheet demo, Settings settings)
    {
        Console.WriteLine("  Musterstadt zum Ausprobieren. Beim ersten Start kommen Beiträge und Bilder in der nächsten Minute dazu.");
        Console.WriteLine("  Nichts davon verlässt dieses Haus: Alle Kanäle gehören zum Übungsnetz.");
        Console.WriteLine();
        string[][] rows = [["Name", "Rolle", "E-Mail", "Passwort"], .. demo.People.Select(one => new[] { one.Name, $"{one.Role}, {one.Unit}", one.Email, one.Password })];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
            Console.WriteLine("  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        Console.WriteLine();
        Console.WriteLine($"  Dasselbe mit einem Zugang zur API: {DemoSheet.FileIn(settings.DataDirectory)}");
        Console.WriteLine("  Eine leere Stadt: mit --empty und einem anderen Datenordner starten.");
        Console.WriteLine();
        Console.WriteLine("  Zuerst versuchen");
        foreach (var (place, what) in demo.TryFirst.Index())
            Console.WriteLine($"  {place + 1}. {what}");
        Console.WriteLine();
    }
}
