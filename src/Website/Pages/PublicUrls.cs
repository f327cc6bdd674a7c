using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Website.Pages;

/// <summary>Absolute addresses, from the city's own setting and never from what a request claims to be.</summary>
internal static class PublicUrls
{
    public static string Absolute(this CityView city, string path) => new Uri(city.PublicUrl, path).AbsoluteUri;
}
