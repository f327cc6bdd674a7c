using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Stadtfunk.Networks;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

public sealed partial class TextsTests
{
    // The room's own, and those that lie in a network's folder.
    private static readonly List<ResourceManager> Texts =
    [
        .. typeof(NetworksModule).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".Texts.resources", StringComparison.Ordinal))
            .Select(name => new ResourceManager(name[..^".resources".Length], typeof(NetworksModule).Assembly)),
    ];

    [Fact]
    public void Every_key_in_the_code_has_a_sentence_in_both_languages_with_the_same_places()
    {
        var keys = Directory.GetFiles(Path.Combine(SourceTree.Root, "src", "Networks"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.True(keys.Count > 50);
        foreach (var key in keys)
        {
            var (german, english) = (In("de", key), In("en", key));
            Assert.True(german is not null && english is not null, key);
            Assert.NotEqual(german, english == german && german.Length > 12 ? german : null);
            Assert.Equal(Places(german!), Places(english!));
        }
    }

    [Fact]
    public async Task Every_field_of_every_sign_in_is_labelled()
    {
        await using var house = await House.Open();
        foreach (var network in house.Get<NetworkBook>().All)
            foreach (var field in house.Get<Embassies>().SignIn(network.Key)!.Fields)
            {
                Assert.NotNull(In("de", field.Label["Networks.".Length..]));
                Assert.NotNull(In("en", field.Hint!["Networks.".Length..]));
            }
    }

    private static string? In(string language, string key) => Texts.Select(one => one.GetString(key, CultureInfo.GetCultureInfo(language))).FirstOrDefault(text => text is not null);

    private static string Places(string text) => string.Join(' ', Regex.Matches(text, @"\{\d\}").Select(x => x.Value).Distinct().Order());

    [GeneratedRegex("\"Networks\\.([A-Za-z.]+[A-Za-z])\"")]
    private static partial Regex Key();
}
