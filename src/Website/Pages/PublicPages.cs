using System.Globalization;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Website.Feeds;
using Stadtfunk.Website.Shelf;
using Stadtfunk.Website.Wall;

namespace Stadtfunk.Website.Pages;

/// <summary>Makes what stands at a public address. Only the shelf calls it; readers get what is on the shelf.</summary>
internal sealed class PublicPages(ICity cities, PrintPost post, PrintWall wall, PrintFeed feed, PrintText text, Styles styles)
{
    /// <summary>Null: there is nothing at this address.</summary>
    public async Task<Sheet?> Make(PublicAddress address, CancellationToken ct)
    {
        var city = await cities.Get(ct);
        // Public pages speak the city's language, whoever reads; it flows with this call only.
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureOf(city.Language);
        return address switch
        {
            PublicAddress.WallAt at => await wall.Print(at, city, ct),
            PublicAddress.PostAt at => await post.Print(at, city, ct),
            PublicAddress.FeedAt at => await feed.Print(at, city, ct),
            PublicAddress.SitemapAt => await feed.PrintSitemap(city, ct),
            PublicAddress.RobotsAt => Robots.Print(city),
            PublicAddress.ColoursAt => Styles.PrintColours(city),
            PublicAddress.StyleAt at => styles.Print(at, city),
            PublicAddress.TextAt at => await text.Print(at, city, ct),
            PublicAddress.MovedTo at => Moved(at),
            _ => await text.Nothing(city),
        };
    }

    /// <summary>Needs neither a database nor a place on the shelf.</summary>
    public static Sheet Moved(PublicAddress.MovedTo address) =>
        new(301, Sheet.Html, [], new HashSet<string>(StringComparer.Ordinal)) { Location = address.Location };

    private static CultureInfo CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("de");
        }
    }
}
