using System.Text.RegularExpressions;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>A name says what a thing is. These endings say only that somebody had no name.</summary>
public sealed partial class NamesTests
{
    [Fact]
    public void No_type_and_no_file_is_named_after_nothing()
    {
        var types = Rooms.All.SelectMany(room => room.Written).Concat(typeof(NamesTests).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Stadtfunk", StringComparison.Ordinal) == true))
            .Where(type => Nothing().IsMatch(type.Name.Split('`')[0])).Select(type => type.FullName!);
        var files = Tree.Files(".cs", ".razor").Where(file => Nothing().IsMatch(Path.GetFileName(file).Split('.')[0])).Select(Tree.Short);
        Faults.None(types.Concat(files));
    }

    [Fact]
    public void A_namespace_is_a_folder() =>
        Faults.None(Rooms.All.SelectMany(room => Tree.Under(room.Folder, ".cs").Select(file => (file, said: Said(file), expected: Expected(file))))
            .Where(one => one.said is not null && one.said != one.expected
                && !one.file.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(one => $"{Tree.Short(one.file)} says {one.said}, not {one.expected}"));

    private static string? Said(string file) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].Trim(';', ' ', '{');

    private static string Expected(string file) =>
        "Stadtfunk." + Path.GetRelativePath(Path.Combine(SourceTree.Root, "src"), Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Processor|Service|Impl|Base|Common)$")]
    private static partial Regex Nothing();
}
