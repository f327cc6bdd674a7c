using System.Reflection;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>A file that nobody can hold in the head is two files.</summary>
public sealed class SizesTests
{
    [Theory]
    [InlineData(".cs", 400)]
    [InlineData(".razor", 150)]
    public void No_file_is_longer_than_it_may_be(string ending, int most) =>
        Faults.None(Written(ending).Select(file => (file, lines: File.ReadLines(file).Count())).Where(one => one.lines > most)
            .Select(one => $"{Tree.Short(one.file)} has {one.lines} lines, {most} are allowed"));

    [Fact]
    public void A_component_with_much_code_has_it_in_a_file_of_its_own() =>
        Faults.None(Written(".razor").Select(file => (file, lines: CodeLines(File.ReadAllLines(file)))).Where(one => one.lines > 60)
            .Select(one => $"{Tree.Short(one.file)} has {one.lines} lines of @code, 60 are allowed"));

    [Fact]
    public void Who_asks_for_more_than_eight_things_does_more_than_one() =>
        Faults.None(Rooms.All.SelectMany(room => room.Written)
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetMethod("<Clone>$") is null)
            .Select(type => (type, most: type.GetConstructors(BindingFlags.Instance | BindingFlags.Public).Select(made => made.GetParameters().Length).DefaultIfEmpty().Max()))
            .Where(one => one.most > 8 && one.type.GetMethod("Run") is not null).Select(one => $"{one.type.FullName} is given {one.most} things"));

    private static IEnumerable<string> Written(string ending) =>
        new[] { "src", "tests" }.SelectMany(folder => Tree.Under(Path.Combine(SourceTree.Root, folder), ending))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static int CodeLines(string[] lines)
    {
        var (count, depth, inside) = (0, 0, false);
        foreach (var line in lines)
        {
            inside |= line.TrimStart().StartsWith("@code", StringComparison.Ordinal);
            if (!inside)
                continue;
            count++;
            depth += line.Count(sign => sign == '{') - line.Count(sign => sign == '}');
            inside = depth > 0 || !line.Contains('}', StringComparison.Ordinal);
        }
        return count;
    }
}
