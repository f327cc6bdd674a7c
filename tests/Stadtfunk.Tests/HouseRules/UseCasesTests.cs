using System.Reflection;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>A use case is a class with a method Run. Nothing else is called so: a round ticks, a handler handles, a lane drains.</summary>
public sealed class UseCasesTests
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly List<(Type Type, MethodInfo[] Runs)> All =
    [
        .. Rooms.All.SelectMany(room => room.Written).Select(type => (type, Runs: type.GetMethods(Own).Where(method => method is { Name: "Run", IsPrivate: false }).ToArray()))
            .Where(one => one.Runs.Length > 0)
    ];

    [Fact]
    public void It_is_told_who_asks_before_anything_else()
    {
        Assert.True(All.Count > 60, "These are hardly all use cases of the house.");
        Faults.None(All.Where(one => one.Runs.Any(run => run.GetParameters() is not [{ } first, ..] || first.ParameterType != typeof(Actor)))
            .Select(one => $"{one.Type.FullName}.Run does not take the Actor first"));
    }

    [Fact]
    public void It_can_be_called_off() =>
        Faults.None(All.Where(one => one.Runs.Any(run => typeof(Task).IsAssignableFrom(run.ReturnType) && run.GetParameters()[^1] is var last
                && (last.ParameterType != typeof(CancellationToken) || last.HasDefaultValue)))
            .Select(one => $"{one.Type.FullName}.Run does not take the token last, without a default"));

    [Fact]
    public void It_is_internal_and_sealed() =>
        Faults.None(All.Where(one => one.Type.IsVisible || !one.Type.IsSealed).Select(one => $"{one.Type.FullName} is not internal and sealed"));

    [Fact]
    public void It_does_one_thing() =>
        Faults.None(All.Where(one => one.Type.GetMethods(Own).Except(Asked(one.Type)).Count(method => method is { IsPublic: true, IsStatic: false, IsSpecialName: false }) > 1)
            .Select(one => $"{one.Type.FullName} has more public methods than Run"));

    // What a window asks for is there because of the window.
    private static IEnumerable<MethodInfo> Asked(Type type) => type.GetInterfaces().SelectMany(window => type.GetInterfaceMap(window).TargetMethods);
}
