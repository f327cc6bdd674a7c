using System.Reflection;
using System.Runtime.CompilerServices;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>A room as the tests see it: its folder under src and what the compiler made of it.</summary>
/// <param name="Name">The folder.</param>
/// <param name="Assembly">Its types.</param>
internal sealed record Room(string Name, Assembly Assembly)
{
    public string Folder => Path.Combine(SourceTree.Root, "src", Name);

    /// <summary>The types that somebody here wrote: neither the compiler's nor a generator's.</summary>
    public IEnumerable<Type> Written => Assembly.GetTypes().Where(IsWritten);

    private static bool IsWritten(Type type) =>
        !type.FullName!.Contains('<', StringComparison.Ordinal)
        && type.Namespace?.StartsWith("Stadtfunk", StringComparison.Ordinal) == true
        && type.Name != "_Imports"
        && !type.Namespace.Contains(".Migrations", StringComparison.Ordinal)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false);
}

/// <summary>The rooms that stand, read from the tree: a new one is under the rules from its first day.</summary>
internal static class Rooms
{
    public static IReadOnlyList<Room> All { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(SourceTree.Root, "src")).Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
            .Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .Select(name => new Room(name!, Assembly.Load(name == "App" ? "stadtfunk" : $"Stadtfunk.{name}")))
    ];

    public static TheoryData<string> Names => [.. All.Select(room => room.Name)];

    public static Room Called(string name) => All.Single(room => room.Name == name);
}

/// <summary>The files that people wrote, without what tools make of them or bring along.</summary>
internal static class Tree
{
    private static readonly HashSet<string> Foreign = ["bin", "obj", "node_modules", "lib", "artifacts", "data", ".git", ".vs", ".idea", "TestResults"];

    public static IEnumerable<string> Files(params string[] endings) => Under(SourceTree.Root, endings);

    public static IEnumerable<string> Under(string folder, params string[] endings) =>
        new DirectoryInfo(folder).EnumerateFileSystemInfos().SelectMany(entry => entry switch
        {
            DirectoryInfo below => Foreign.Contains(below.Name) || below.LinkTarget is not null ? [] : Under(below.FullName, endings),
            _ => endings.Length == 0 || endings.Any(ending => entry.Name.EndsWith(ending, StringComparison.Ordinal)) ? [entry.FullName] : (IEnumerable<string>)[],
        });

    public static string Short(string file) => Path.GetRelativePath(SourceTree.Root, file);

    /// <summary>Each line that the test finds fault with, as file, line number and text.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> files, Func<string, bool> isFault) =>
        files.SelectMany(file => File.ReadLines(file).Select((text, at) => (text, at)).Where(line => isFault(line.text))
            .Select(line => $"{Short(file)}:{line.at + 1} {line.text.Trim()}"));
}

internal static class Faults
{
    /// <summary>Shows every fault, not only the first.</summary>
    public static void None(IEnumerable<string> faults)
    {
        var found = faults.Distinct().ToList();
        Assert.True(found.Count == 0, $"{found.Count} fault(s):\n  {string.Join("\n  ", found)}");
    }
}
