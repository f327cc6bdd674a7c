using System.Globalization;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>The table in docs/networks.md is made from the same rules that the composer counts with.</summary>
public sealed class RulesTableTests
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    [Fact]
    public async Task The_table_in_the_docs_says_what_the_rules_say()
    {
        await using var house = await House.Open();
        var book = house.Get<NetworkBook>();
        List<string> lines =
        [
            "| Network | Text | with pictures | counted in | a link | at most in one text | Pictures | each at most | Alt text | Video | Document | Posts | Edit | Delete |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
            .. book.All.Where(network => !network.IsPractice && !network.IsByHand).Select(network => Row(network, network.Name)),
            .. book.All.SelectMany(network => network.Imitates).Select(network => Row(network, $"{network.Name} (by hand)")),
        ];
        var wanted = string.Join('\n', lines);
        var docs = (await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "networks.md"))).ReplaceLineEndings("\n");
        Assert.True(docs.Contains(wanted, StringComparison.Ordinal), $"docs/networks.md should hold this table:\n{wanted}");
    }

    [Fact]
    public async Task Every_network_has_a_look_of_its_own_in_the_preview()
    {
        await using var house = await House.Open();
        var networks = house.Get<NetworkBook>().All.Where(network => !network.IsPractice && !network.IsByHand).Concat(house.Get<NetworkBook>().All.SelectMany(network => network.Imitates)).ToList();
        Assert.All(networks, network => Assert.True(typeof(NetworkLook).IsAssignableFrom(network.Look), network.Key));
        Assert.Equal(networks.DistinctBy(network => network.Key).Count(), networks.DistinctBy(network => network.Look).Count());
        foreach (var look in networks.Select(network => network.Look!).Distinct())
        {
            var css = Path.Combine(SourceTree.Root, "src", Path.Combine(look.Namespace!.Split('.')[1..]), $"{look.Name}.razor.css");
            Assert.Contains("::deep", await File.ReadAllTextAsync(css), StringComparison.Ordinal);
        }
    }

    private static string Row(Network network, string name)
    {
        var (rules, picture) = (network.Rules, network.Rules.Picture);
        return $"| {name} | {Number(rules.MaxText)}{(rules.MaxTextBytes is { } bytes ? $", {Number(bytes)} bytes" : "")} | {Number(rules.MaxTextOf(pictures: true))} | {Unit(rules.Counting)} "
            + $"| {(rules.LinkInText ? rules.UrlLength is { } length ? $"in the text, {length}" : "in the text" : "as a card")} | {Limits(rules.Limits)} | {rules.MaxPictures} | {Megabytes(picture.MaxBytes)} MB "
            + $"| {(!picture.TakesAlt ? "none" : picture.MaxAlt is { } alt ? Number(alt) : "yes")} | {Video(rules)} | {Document(rules)} | {Posts(network)} | {YesNo(network.Can.Edit)} | {YesNo(network.Can.Delete)} |";
    }

    private static string Limits(TextLimits? limits) => string.Join(", ", new (int? Most, string One, string Many)[]
    {
        (limits?.Links, "link", "links"), (limits?.Hashtags, "hashtag", "hashtags"), (limits?.Mentions, "mention", "mentions"), (limits?.Cashtags, "cashtag", "cashtags"),
    }.Where(one => one.Most is not null).Select(one => $"{one.Most} {(one.Most == 1 ? one.One : one.Many)}").DefaultIfEmpty("–"));

    private static string Video(Rules rules) => rules.Video is not { } video ? "as its poster"
        : $"{Number((int)(video.MaxBytes / 1_000_000))} MB, {video.Longest.TotalMinutes.ToString("N0", English)} min{(Math.Min(video.MinWidth, video.MinHeight) is > 0 and var least ? $", from {least} px" : "")}{(video.MaxText is { } words ? $", text {Number(words)}" : "")}{(rules.NeedsVideo ? ", always" : "")}{(video.TakesSubtitles ? "" : ", without subtitles")}";

    private static string Document(Rules rules) => rules.Documents is not { } document ? "on the city's page" : $"{Number((int)(document.MaxBytes / 1_000_000))} MB, {document.MaxPages} pages";

    private static string Posts(Network network) => string.Join(", ", (network.Budget is { } budget ? [$"{budget.Calls} in {Time(budget.Per)}"] : Array.Empty<string>())
        .Concat(network.DayLimits.Select(limit => $"{limit.Posts}{(limit.Drafts ? " drafts" : limit.Form is { } form ? $" as {form}" : "")} in {(limit.Zone is null ? "24 h" : $"a day{(limit.OfApp ? " of the app" : "")}")}")).DefaultIfEmpty("–"));

    private static string Time(TimeSpan time) => time < TimeSpan.FromHours(1) ? $"{time.TotalMinutes:0} min" : $"{time.TotalHours:0} h";

    private static string Unit(Counting counting) => counting switch
    {
        Counting.Graphemes => "characters as people see them",
        Counting.Utf16 => "UTF-16 units",
        Counting.EmojiAsBytes => "UTF-16 units, emoji in bytes",
        Counting.Bytes => "UTF-8 bytes",
        _ => "weighted characters",
    };

    private static string Number(int number) => number.ToString("N0", English);

    private static string Megabytes(long bytes) => Math.Round(bytes / 1_000_000.0, 1).ToString(English);

    private static string YesNo(bool can) => can ? "yes" : "no";
}
