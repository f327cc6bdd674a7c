using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Website.Pages;

/// <summary>One stylesheet for public pages, put together from the design's sheets and the city's colours; its address changes with its content.</summary>
internal sealed partial class Styles(IWebHostEnvironment host)
{
    private const string Root = "/_content/Stadtfunk.Kernel/css/";
    private static readonly string[] Sheets = ["fonts.css", "tokens.css", "patch.css", "public.css"];

    private readonly Lazy<string> common = new(() => string.Concat(Sheets.Select(name => Read(host, name))));

    public string Address(CityView city) => new PublicAddress.StyleAt(Version(Whole(city))).Key;

    public Sheet Print(PublicAddress.StyleAt address, CityView city)
    {
        var whole = Whole(city);
        // A page from before the last change asks for a sheet that is no more: it gets today's, but not for ever.
        if (address.Version is { } version && version != Version(whole))
            return new Sheet(302, Sheet.Css, [], Tags()) { Location = new PublicAddress.StyleAt(null).Key };
        return Sheet.OfText(200, Sheet.Css, whole, Tags()) with { IsForEver = address.Version is not null };
    }

    public static Sheet PrintColours(CityView city) => Sheet.OfText(200, Sheet.Css, Colours(city), Tags());

    private string Whole(CityView city) => common.Value + Colours(city);

    private static string Colours(CityView city)
    {
        var light = ColourOr(city.Colour, "#1c4b8f");
        var dark = ColourOr(city.ColourDark, light);
        return ":root{--city:" + light + "}\n"
            + "@media (prefers-color-scheme:dark){:root:not([data-kern-theme=light]){--city:" + dark + "}}\n"
            + ":root[data-kern-theme=dark]{--city:" + dark + "}\n"
            + Fonts(city.Font);
    }

    // Before the design's own, which stays for letters that the city's font has not.
    private static string Fonts(CityFont? font) => font is null || !FontPath().IsMatch(font.Address) ? ""
        : Face(font.Address, font.Varies ? "100 900" : "400")
            + (font.Bold is { } bold && FontPath().IsMatch(bold) ? Face(bold, "600 700") : "")
            + ":root{--font:\"Stadtschrift\",\"Fira Sans\",\"Fira Sans Stand-in\",system-ui,sans-serif}\n";

    private static string Face(string address, string weight) =>
        "@font-face{font-family:\"Stadtschrift\";font-style:normal;font-weight:" + weight + ";font-display:swap;src:url(\"" + address + "\") format(\"woff2\")}\n";

    // Only a colour may stand in a stylesheet, whatever the database says.
    private static string ColourOr(string colour, string other) => Colour().IsMatch(colour) ? colour : other;

    private static string Version(string css) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(css)).AsSpan(0, 8));

    private static HashSet<string> Tags() => [Shelf.Tags.City];

    private static string Read(IWebHostEnvironment host, string name)
    {
        var file = host.WebRootFileProvider.GetFileInfo(Root + name);
        if (!file.Exists)
            throw new FileNotFoundException($"The design's sheet {name} is not where the program's static files are.");
        using var reader = new StreamReader(file.CreateReadStream());
        // Addresses in a sheet are relative to it; in the common sheet they are absolute.
        return Relative().Replace(Comment().Replace(reader.ReadToEnd(), ""), "url(\"/_content/Stadtfunk.Kernel/");
    }

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^/schrift/[0-9a-f]{64}\.woff2\z")]
    private static partial Regex FontPath();

    [GeneratedRegex(@"url\(""\.\./")]
    private static partial Regex Relative();

    [GeneratedRegex(@"/\*.*?\*/\s*", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
