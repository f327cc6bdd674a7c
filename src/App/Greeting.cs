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
        var (desk, data) = (new Uri(address, "desk"), $"{settings.DataDirectory} ({app.Services.GetRequiredService<DatabaseChoice>().Name})");
        Console.WriteLine(ConsoleWords.Of(
            $"""

              Stadtfunk steht.

              Website       {address}
              Schreibtisch  {desk}
              Daten         {data}
              Beenden       Strg+C

            """,
            $"""

              Stadtfunk is up.

              Website       {address}
              Desk          {desk}
              Data          {data}
              Stop          Ctrl+C

            """));
        if (firstCode is not null)
            Console.WriteLine(ConsoleWords.Of("  Noch ist niemand hier. Die erste Anmeldung:", "  Nobody is here yet. The first sign-in:") + $"""

                  {new Uri(address, "erste-anmeldung")}
                  Code          {firstCode}

                """);
        if (demo is not null)
            Print(demo, settings);
    }

    private static void Print(DemoSheet demo, Settings settings)
    {
        Console.WriteLine(ConsoleWords.Of(
            "  Musterstadt zum Ausprobieren. Beim ersten Start kommen Beiträge und Bilder in der nächsten Minute dazu.",
            "  Musterstadt, a city to try things out. On the first start, posts and pictures follow within a minute."));
        Console.WriteLine(ConsoleWords.Of(
            "  Nichts davon verlässt dieses Haus: Alle Kanäle gehören zum Übungsnetz.",
            "  None of it leaves this machine: all channels belong to the practice network."));
        Console.WriteLine();
        string[] heads = ConsoleWords.German ? ["Name", "Rolle", "E-Mail", "Passwort"] : ["Name", "Role", "Email", "Password"];
        string[][] rows = [heads, .. demo.People.Select(one => new[] { one.Name, $"{one.Role}, {one.Unit}", one.Email, one.Password })];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
            Console.WriteLine("  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        Console.WriteLine();
        Console.WriteLine(ConsoleWords.Of("  Dasselbe mit einem Zugang zur API: ", "  The same with access to the API: ") + DemoSheet.FileIn(settings.DataDirectory));
        Console.WriteLine(ConsoleWords.Of("  Eine leere Stadt: mit --empty und einem anderen Datenordner starten.", "  For an empty city, start with --empty and another data folder."));
        Console.WriteLine();
        Console.WriteLine(ConsoleWords.Of("  Zuerst versuchen", "  Try first"));
        foreach (var (place, what) in TryFirst(demo).Index())
            Console.WriteLine($"  {place + 1}. {what}");
        Console.WriteLine();
    }

    // The sheet is read by people and tools alike and stays as it was written; only the console is in the language of whoever started it.
    private static IReadOnlyList<string> TryFirst(DemoSheet demo) => ConsoleWords.German ? demo.TryFirst :
    [
        "Look at the website: its front page shows what the city has published in the last few days.",
        "Sign in as Mehmet Yıldız: on “Today”, a post is waiting for your approval.",
        "As Nkechi Okafor, write a post for the Naturkundemuseum and submit it.",
        "At the desk, open a published post and follow one of its receipts into the practice network.",
    ];
}
