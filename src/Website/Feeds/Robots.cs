using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Website.Pages;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Website.Feeds;

/// <summary>What machines may read: everything public. The desk answers them nothing anyway.</summary>
internal static class Robots
{
    public static Sheet Print(CityView city) => Sheet.OfText(
        200,
        "text/plain; charset=utf-8",
        $"""
        User-agent: *
        Disallow: /desk
        Disallow: /api/
        Disallow: /anmelden

        Sitemap: {city.Absolute("/sitemap.xml")}

        """,
        new HashSet<string>(StringComparer.Ordinal) { Tags.City });
}
