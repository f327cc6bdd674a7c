using System.Text.RegularExpressions;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>The tree stands alone: it knows no machine, and it is finished as far as it goes.</summary>
public sealed partial class TreeTests
{
    private static readonly string[] Readable = [".cs", ".razor", ".css", ".js", ".mjs", ".json", ".md", ".csproj", ".props", ".slnx", ".config", ".resx", ".txt", "run", "test", "bench", "start", "needs", "build", "migration"];

    [Fact]
    public void Nothing_names_the_folder_or_the_home_of_a_developer()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Faults.None(Tree.Lines(Tree.Files(Readable), line => Homes().IsMatch(line)
            || line.Contains(SourceTree.Root + "/", StringComparison.Ordinal)
            || (home.Length > 1 && line.Contains(home + "/", StringComparison.Ordinal))));
    }

    [Fact]
    public void Nothing_is_left_for_later() => Faults.None(Tree.Lines(Tree.Files(Readable), line => Later().IsMatch(line)));

    [Fact]
    public void Documents_link_to_files_that_are_there() =>
        Faults.None(Tree.Files(".md").SelectMany(file => Link().Matches(File.ReadAllText(file))
            .Select(link => link.Groups[1].Value.Split('#')[0]).Where(to => to.Length > 0 && !to.Contains(':', StringComparison.Ordinal))
            .Where(to => !Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, to))).Select(to => $"{Tree.Short(file)} links to {to}")));

    [GeneratedRegex(@"(?<![\w.])/(home|Users|root)/[a-z]|[A-Z]:\\Users\\")]
    private static partial Regex Homes();

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HAC[K]|NotImplemented[E]xception)\b")]
    private static partial Regex Later();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
