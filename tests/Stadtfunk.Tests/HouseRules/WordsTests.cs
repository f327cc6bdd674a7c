using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stadtfunk.Editorial.Calendar;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Mailbox;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>
/// Every sentence exists in German and English, says the same, and is said by somebody. A key in the code is a text that begins with the name of a
/// room; one that is put together while running ($"Editorial.State.{state}") stands for every key of that shape.
/// </summary>
public sealed partial class WordsTests
{
    private static readonly HashSet<string> WithTexts = [.. Rooms.All.Where(room => File.Exists(Path.Combine(room.Folder, "Texts.resx"))).Select(room => room.Name)];
    private static readonly Dictionary<string, string> German = ReadAll("Texts.resx");
    private static readonly Dictionary<string, string> English = ReadAll("Texts.en.resx");
    private static readonly List<(string File, string Code)> Sources = [.. Rooms.All.SelectMany(room => Tree.Under(room.Folder, ".cs", ".razor")).Select(file => (Tree.Short(file), Code(file)))];

    [Fact]
    public void What_the_code_says_has_a_sentence() =>
        Faults.None(Said().Where(one => !German.ContainsKey(one.Key)).Select(one => $"{one.File}: {one.Key}"));

    [Fact]
    public void What_is_put_together_while_running_has_sentences() =>
        Faults.None(PutTogether().Where(one => !German.Keys.Any(one.Shape.IsMatch)).Select(one => $"{one.File}: {one.Text}"));

    [Fact]
    public void Both_languages_have_the_same_keys()
    {
        Assert.True(German.Count > 500, "These are hardly all words of the house.");
        Faults.None(German.Keys.Except(English.Keys).Select(key => $"{key} has no English").Concat(English.Keys.Except(German.Keys).Select(key => $"{key} has no German")));
    }

    [Fact]
    public void Both_languages_name_the_same_things() =>
        Faults.None(German.Where(one => English.TryGetValue(one.Key, out var other) && Places(one.Value) != Places(other)).Select(one => $"{one.Key}: {one.Value} / {English[one.Key]}"));

    [Fact]
    public void No_sentence_is_empty() => Faults.None(German.Concat(English).Where(one => string.IsNullOrWhiteSpace(one.Value)).Select(one => one.Key));

    [Fact]
    public void No_sentence_is_left_that_nobody_says()
    {
        var said = Said().Select(one => one.Key).ToHashSet();
        var shapes = PutTogether().Select(one => one.Shape).ToList();
        Faults.None(German.Keys.Where(key => !said.Contains(key) && !shapes.Any(shape => shape.IsMatch(key))).Select(key => $"nobody says {key}"));
    }

    /// <summary>An enum whose values become keys: a new value without its word would come out as "[key]".</summary>
    [Theory]
    [InlineData(typeof(PostState), "Editorial.State.")]
    [InlineData(typeof(PeriodState), "Editorial.Slots.Period.")]
    [InlineData(typeof(CalendarLook), "Editorial.Calendar.Look")]
    [InlineData(typeof(Rhythm), "Editorial.Slots.Rhythm")]
    [InlineData(typeof(Permission), "Organisation.Scope.")]
    [InlineData(typeof(RefusalKind), "Kernel.Problem.")]
    [InlineData(typeof(MailboxFault), "Media.Mailbox.Fault.")]
    public void Every_value_has_its_word(Type values, string prefix) =>
        Faults.None(Enum.GetNames(values).Select(value => prefix + value).Where(key => !German.ContainsKey(key)));

    private static IEnumerable<(string File, string Key)> Said() =>
        Sources.SelectMany(source => Key().Matches(source.Code).Select(match => (source.File, match.Groups[1].Value)))
            .Where(one => WithTexts.Contains(one.Value.Split('.')[0])).Select(one => (one.File, one.Value));

    private static IEnumerable<(string File, string Text, Regex Shape)> PutTogether() =>
        from source in Sources
        from Match match in Shape().Matches(source.Code)
        let text = match.Groups[1].Value
        where WithTexts.Contains(text.Split('.')[0])
        select (source.File, text, new Regex("^" + Hole().Replace(Regex.Escape(text), "[A-Za-z0-9_]+") + "$"));

    // Neither a remark says anything, nor the purpose that a secret is sealed for.
    private static string Code(string file) => string.Join('\n', File.ReadLines(file)
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.Contains(".CreateProtector(", StringComparison.Ordinal)));

    private static Dictionary<string, string> ReadAll(string file) => Rooms.All.Where(room => WithTexts.Contains(room.Name))
        // A network's own lie in its folder.
        .SelectMany(room => Tree.Under(room.Folder, ".resx").Where(path => Path.GetFileName(path) == file).Select(path => (room, path)))
        .SelectMany(one => XDocument.Load(one.path).Root!.Elements("data").Select(data => ($"{one.room.Name}.{(string)data.Attribute("name")!}", (string)data.Element("value")!)))
        .ToDictionary(one => one.Item1, one => one.Item2);

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order());

    [GeneratedRegex("""(?<!\$)"([A-Z][A-Za-z]+(?:\.[A-Za-z0-9_]+)+)""" + "\"")]
    private static partial Regex Key();

    [GeneratedRegex("""\$"([A-Z][A-Za-z]+\.(?:[A-Za-z0-9_.]|\{[^{}"]+\})*\{[^{}"]+\}(?:[A-Za-z0-9_.]|\{[^{}"]+\})*)""" + "\"")]
    private static partial Regex Shape();

    [GeneratedRegex(@"\\\{[^}]+\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{(\d)")]
    private static partial Regex Place();
}
