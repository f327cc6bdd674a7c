using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>Who sees whom. The drawing of docs/architecture.md, written down a second time so that neither changes alone.</summary>
public sealed partial class WallsTests
{
    private static readonly Dictionary<string, string[]> Drawing = new()
    {
        ["Kernel"] = [],
        ["Networks"] = ["Kernel"],
        ["Organisation"] = ["Kernel"],
        ["Media"] = ["Kernel", "Networks", "Organisation"],
        ["Editorial"] = ["Kernel", "Networks", "Organisation", "Media"],
        ["Publishing"] = ["Kernel", "Networks", "Organisation", "Media", "Editorial"],
        ["Website"] = ["Kernel", "Organisation", "Media", "Editorial", "Publishing"],
        ["App"] = ["Kernel", "Networks", "Organisation", "Media", "Editorial", "Publishing", "Website"],
    };

    public static TheoryData<string> Names => Rooms.Names;

    [Fact]
    public void Every_room_is_in_the_drawing_and_the_drawing_has_no_room_that_does_not_stand() =>
        Assert.Equal(Drawing.Keys.Order(StringComparer.Ordinal), Rooms.All.Select(room => room.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_room_names_the_rooms_of_the_drawing_and_no_other(string name)
    {
        var room = Rooms.Called(name);
        var project = XDocument.Load(Path.Combine(room.Folder, $"{name}.csproj"));
        var named = project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).ToList();
        Assert.Equal(Drawing[name].Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));

        var compiled = room.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("Stadtfunk.", StringComparison.Ordinal)).Select(reference => reference["Stadtfunk.".Length..]);
        Faults.None(compiled.Except(Drawing[name]).Select(seen => $"{name} uses {seen} without a line in its project"));
    }

    [Fact]
    public void What_a_room_does_not_name_it_does_not_see()
    {
        var build = File.ReadAllText(Path.Combine(SourceTree.Root, "Directory.Build.props"));
        Assert.Contains("<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>", build, StringComparison.Ordinal);
        Faults.None(Tree.Under(Path.Combine(SourceTree.Root, "src"), ".csproj")
            .Where(project => File.ReadAllText(project) is var text
                && (text.Contains("DisableTransitiveProjectReferences", StringComparison.Ordinal) || text.Contains("InternalsVisibleTo", StringComparison.Ordinal)))
            .Select(project => $"{Tree.Short(project)} opens a wall for itself"));
        var friends = Rooms.All.SelectMany(room => room.Assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>())
            .Select(friend => friend.AssemblyName).Distinct();
        Faults.None(friends.Except(["Stadtfunk.Tests", "Stadtfunk.Browser", "Stadtfunk.Bench"]).Select(friend => $"{friend} sees what is internal"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_room_shows_its_module_its_contracts_and_its_components_and_nothing_else(string name)
    {
        var room = Rooms.Called(name);
        var carried = Carried(room);
        Faults.None(room.Written.Where(type => type.IsVisible && !MayBeSeen(room.Name, type) && !carried.Contains(type)).Select(type => $"{type.FullName} is public"));
    }

    /// <summary>Only Publishing can open a session: nobody else even names what it takes.</summary>
    [Fact]
    public void Only_publishing_speaks_to_networks() => Faults.None(Tree.Lines(
        Rooms.All.Where(room => room.Name is not ("Networks" or "Publishing")).SelectMany(room => Tree.Under(room.Folder, ".cs", ".razor")),
        line => ForPublishing().IsMatch(line)));

    /// <summary>And only Media asks the city's number and bot for the pictures that were sent there (docs/decisions/025).</summary>
    [Fact]
    public void Only_media_fetches_what_was_sent_to_a_messenger() => Faults.None(Tree.Lines(
        Rooms.All.Where(room => room.Name is not ("Networks" or "Media")).SelectMany(room => Tree.Under(room.Folder, ".cs", ".razor")),
        line => ForMedia().IsMatch(line)));

    private static bool MayBeSeen(string room, Type type)
    {
        if (type.DeclaringType is { } outer)
            return MayBeSeen(room, outer);
        var folder = type.Namespace == $"Stadtfunk.{room}" ? "" : type.Namespace!.Split('.')[2];
        return typeof(IComponent).IsAssignableFrom(type)
            || (folder.Length == 0 && type.Name == $"{room}Module" && type is { IsAbstract: true, IsSealed: true })
            || folder switch
            {
                "Contracts" => true,
                "Ports" => room == "Networks",
                "Data" or "Events" or "Access" or "Errors" or "Time" or "Http" or "Hooks" or "Mail" or "Audit" or "Ui" => room == "Kernel",
                _ => false,
            };
    }

    /// <summary>
    /// A component is always public, so what it is given as a parameter has to be public, too (CS0053), and so has what that is made of.
    /// Only values may come along: records, enums and delegates. An entity or a use case is none of these.
    /// </summary>
    private static HashSet<Type> Carried(Room room)
    {
        var carried = new HashSet<Type>();
        var open = new Queue<Type>(room.Written.Where(type => type.IsVisible && typeof(IComponent).IsAssignableFrom(type)).SelectMany(Given));
        while (open.TryDequeue(out var type))
            if (type.Assembly == room.Assembly && IsValue(type) && carried.Add(type))
                foreach (var part in Given(type))
                    open.Enqueue(part);
        return carried;
    }

    private static IEnumerable<Type> Given(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).SelectMany(property => Parts(property.PropertyType));

    private static bool IsValue(Type type) =>
        type.IsEnum || typeof(Delegate).IsAssignableFrom(type) || type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static IEnumerable<Type> Parts(Type type) =>
        [type, .. type.GetGenericArguments().SelectMany(Parts), .. type.HasElementType ? Parts(type.GetElementType()!) : []];

    [GeneratedRegex(@"\b(ITelegramPictures|IWhatsAppPictures)\b")]
    private static partial Regex ForMedia();

    [GeneratedRegex(@"\b(IPublisher|ISignIn|Embassies)\b")]
    private static partial Regex ForPublishing();
}
