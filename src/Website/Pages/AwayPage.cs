using System.Text;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Website.Pages;

/// <summary>When a page can neither be made nor be found on the disk. Knows no city and needs no stylesheet, because both may be what is away.</summary>
internal static class AwayPage
{
    private static readonly byte[] Html = Encoding.UTF8.GetBytes("""
        <!DOCTYPE html>
        <html lang="de">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Gerade nicht erreichbar</title></head>
        <body><main>
        <h1>Diese Seite ist gerade nicht erreichbar</h1>
        <p>Es liegt an uns, nicht an Ihnen. Bitte versuchen Sie es in einer Minute noch einmal.</p>
        <p lang="en">This page is not available right now. Please try again in a minute.</p>
        <p><a href="/">Alle Beiträge</a></p>
        </main></body>
        </html>
        """);

    public static Sheet Sheet() => new(503, Shelf.Sheet.Html, Html, new HashSet<string>(StringComparer.Ordinal));
}
