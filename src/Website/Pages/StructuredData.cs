using System.Text.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Website.Pages;

/// <summary>schema.org data. The serialiser's default encoder escapes every &lt;, &gt; and &amp;, so the block cannot be left from inside.</summary>
internal static class StructuredData
{
    public static string OfPost(PostView view, CityView city, string key)
    {
        var organisation = new JsonObject { ["@type"] = "GovernmentOrganization", ["name"] = city.Name, ["url"] = city.PublicUrl.AbsoluteUri };
        if (city.Logo is { } logo)
            organisation["logo"] = new JsonObject { ["@type"] = "ImageObject", ["url"] = city.Absolute(logo) };
        var article = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NewsArticle",
            ["headline"] = view.Title,
            ["inLanguage"] = view.Post.Language,
            ["datePublished"] = Stamp(view.Since),
            ["dateModified"] = Stamp(view.Post.CorrectedAt ?? view.Since),
            ["mainEntityOfPage"] = city.Absolute(key),
            ["isAccessibleForFree"] = true,
            ["author"] = new JsonObject { ["@type"] = "GovernmentOrganization", ["name"] = view.Unit?.Name ?? city.Name },
            ["publisher"] = organisation,
        };
        if (view.Category is { } category)
            article["articleSection"] = category.Name;
        if (view.Pictures.Count > 0)
            article["image"] = new JsonArray([.. view.Pictures.Select(picture => (JsonNode)new JsonObject
            {
                ["@type"] = "ImageObject",
                ["url"] = city.Absolute(picture.Fallback.Path),
                ["width"] = picture.Fallback.Width,
                ["height"] = picture.Fallback.Height,
                ["caption"] = picture.Alt,
                ["creditText"] = picture.Credit,
            })]);
        return article.ToJsonString(JsonSerializerOptions.Default);
    }

    public static string Stamp(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
