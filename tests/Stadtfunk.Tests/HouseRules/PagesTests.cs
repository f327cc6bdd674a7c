using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>What every page owes: a door, our own server only, and styles from the sheets.</summary>
public sealed partial class PagesTests
{
    /// <summary>
    /// Whoever is not signed in sees these pages and no other; the website prints its own. The one under /desk says only that there is nothing.
    /// </summary>
    private static readonly string[] Open =
        ["/anmelden", "/anmelden/code", "/abmelden", "/einladung/{Token}", "/erste-anmeldung", "/fehler", "/desk/{*rest}", "/uebungsnetz/{Account}", "/uebungsnetz/{Account}/{Id:guid}"];

    [Fact]
    public void Only_the_pages_before_the_desk_open_without_a_sign_in()
    {
        var pages = Rooms.All.SelectMany(room => room.Assembly.GetTypes())
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>(inherit: false).Select(route => (type, route.Template))).ToList();
        Assert.True(pages.Count > 15, "These are hardly all pages of the house.");
        Faults.None(pages.Where(page => !page.type.IsDefined(typeof(AuthorizeAttribute), inherit: true) && !Open.Contains(page.Template))
            .Select(page => $"{page.type.FullName} ({page.Template}) opens without [Authorize]"));
        Faults.None(Open.Except(pages.Where(page => !page.type.IsDefined(typeof(AuthorizeAttribute), inherit: true)).Select(page => page.Template))
            .Select(template => $"{template} is in the list of open pages, but is not one"));
    }

    [Fact]
    public void Styles_come_from_sheets() =>
        Faults.None(Tree.Lines(Sources(".razor", ".cs", ".js"), line => StyleAttribute().IsMatch(line)));

    [Fact]
    public void Nothing_is_fetched_from_anybody_else() =>
        Faults.None(Tree.Lines(Sources(".razor", ".css", ".js"), line => Foreign().IsMatch(line)).Concat(Libraries()));

    // What came from others as published may name its home in a comment; what it loads must be ours.
    private static IEnumerable<string> Libraries() => Rooms.All
        .SelectMany(room => Directory.GetFiles(room.Folder, "*.css", SearchOption.AllDirectories)).Where(file => file.Contains("/wwwroot/lib/", StringComparison.Ordinal))
        .Where(file => Loads().IsMatch(File.ReadAllText(file))).Select(file => $"{Tree.Short(file)} loads from elsewhere");

    private static IEnumerable<string> Sources(params string[] endings) => Rooms.All.SelectMany(room => Tree.Under(room.Folder, endings));

    [GeneratedRegex("""[\s"'<]style\s*=\s*\\?["'@{]""")]
    private static partial Regex StyleAttribute();

    [GeneratedRegex("""https?://(?!www\.w3\.org/)|(src|href|srcset|action)\s*=\s*["']//|url\(\s*["']?//""")]
    private static partial Regex Foreign();

    [GeneratedRegex("""(url\(|@import)\s*["']?(https?:)?//""")]
    private static partial Regex Loads();
}
