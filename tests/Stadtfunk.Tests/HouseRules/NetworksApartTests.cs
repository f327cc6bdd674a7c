using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>
/// A network is its folder and one line of registration: no code outside names it. Which networks there are is read from the registration, whose look says where a
/// network lies; a new one is under the rule from its first day. Remarks and sentences for people may name them, and so may data that is made up.
/// </summary>
public sealed partial class NetworksApartTests
{
    private static readonly string[] Excepted =
    [
        // The line of registration.
        "src/Networks/NetworksModule.cs",
        // Made up: a town to try things in, an example of the API, passwords that nobody may choose.
        "src/App/Demo/", "src/App/Api/ApiExamples.cs", "src/Organisation/People/CommonPasswords.cs",
        // The address of Meta's API, which all of its networks share.
        "src/Networks/WhatsApp/WhatsAppSettings.cs",
        // The tray takes in pictures by two messengers, each with a page, a secret and senders of its own: ways in, not places to publish.
        "src/Media/Messengers/", "src/Media/Contracts/Tray.cs", "src/Media/MediaModule.cs", "src/Media/Texts.resx", "src/Media/Texts.en.resx",
        "src/Editorial/Tray/TrayPage.razor", "src/Editorial/Texts.resx", "src/Editorial/Texts.en.resx", "src/Networks/Ports/ITelegramPictures.cs", "src/Networks/Ports/PictureMessage.cs",
    ];

    [Fact]
    public async Task No_code_names_a_network_outside_its_folder()
    {
        await using var house = await House.Open();
        var all = house.Get<NetworkBook>().All;
        var networks = all.Where(network => !network.IsPractice && !network.IsByHand).Concat(all.SelectMany(network => network.Imitates)).DistinctBy(network => network.Key).ToList();
        Assert.True(networks.Count > 10, "These are hardly all networks.");
        var files = Tree.Under(Path.Combine(SourceTree.Root, "src"), ".cs", ".razor", ".css", ".js", ".resx").Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => !Excepted.Any(one => Tree.Short(file).StartsWith(one, StringComparison.Ordinal))).Select(file => (Short: Tree.Short(file), Code: CodeOf(file))).ToList();
        Faults.None(networks.SelectMany(network => files.Where(file => !file.Short.StartsWith(FolderOf(network), StringComparison.Ordinal))
            .SelectMany(file => Names(network.Key).Matches(file.Code).Select(found => $"{file.Short} names {network.Name}: {LineAt(file.Code, found.Index)}"))));
    }

    [Fact]
    public void What_is_excepted_is_there() => Assert.All(Excepted, one => Assert.True(Path.Exists(Path.Combine(SourceTree.Root, one)), one));

    [Theory]
    [InlineData("var a = key == \"mastodon\";", "mastodon", true)]
    [InlineData(".net-view[data-like=mastodon] { color: red }", "mastodon", true)]
    [InlineData("// As Mastodon does.\nvar a = 1; // Mastodon", "mastodon", false)]
    [InlineData("/* Mastodon\n   and others */", "mastodon", false)]
    [InlineData("new Uri(\"https://mastodon.example/\")", "mastodon", true)]
    [InlineData("case \"x\" or \"threads\":", "x", true)]
    [InlineData("case \"x\" or \"threads\":", "threads", true)]
    [InlineData("services.GetRequiredService<XNetwork>()", "x", true)]
    [InlineData("XDocument.Load(x => x.Threads)", "x", false)]
    [InlineData("using System.Threading; // threads", "threads", false)]
    public void It_is_found_where_it_is_code(string code, string key, bool found) => Assert.Equal(found, Names(key).IsMatch(Bare(code)));

    // Networks of one house share theirs.
    private static string FolderOf(Network network) => string.Join('/', network.Look!.Namespace!.Split('.')[1..3].Prepend("src")) + "/";

    // Two are also words: of these only what can be nothing else.
    private static Regex Names(string key) => key.Length > 1 && key != "threads" ? new Regex(Regex.Escape(key), RegexOptions.IgnoreCase)
        : new Regex($"""(?i:"{key}")|(?i:\bNetworks[.:](?:Meta\.)?{key}\b)|\b(?i:{key})(?:Network|Webhook|Api|Settings|Publisher|SignIn|Look)\b""");

    private static string CodeOf(string file)
    {
        var text = File.ReadAllText(file);
        return file.EndsWith(".resx", StringComparison.Ordinal) ? string.Join('\n', Key().Matches(text).Select(key => key.Groups[1].Value)) : Bare(text);
    }

    private static string Bare(string text) => LineRemark().Replace(Remark().Replace(text, ""), "");

    private static string LineAt(string code, int at)
    {
        var from = code.LastIndexOf('\n', at) + 1;
        var to = code.IndexOf('\n', at);
        return code[from..(to < 0 ? code.Length : to)].Trim();
    }

    [GeneratedRegex(@"/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Remark();

    [GeneratedRegex("""(?<![:"'\w/])//.*|^\s*///?.*""", RegexOptions.Multiline)]
    private static partial Regex LineRemark();

    [GeneratedRegex("""<data name="([^"]+)""")]
    private static partial Regex Key();
}
