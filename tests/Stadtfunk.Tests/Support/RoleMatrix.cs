using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Tests.Support;

/// <summary>One use case, as somebody tries it.</summary>
/// <param name="Use">The class of the use case.</param>
/// <param name="Needs">What the documents say that it takes.</param>
/// <param name="Try">Why it was refused; null for done, or shown.</param>
internal sealed record Act(Type Use, Permission Needs, Func<Actor, Task<RefusalKind?>> Try)
{
    /// <summary>It is for the whole city: a role of one unit is not enough.</summary>
    public bool OfCity { get; init; }

    /// <summary>Makes anew what the last one who was allowed has used up.</summary>
    public Func<Task>? Before { get; init; }

    public static RefusalKind? Kind<T>(Outcome<T> outcome) => outcome.Ok ? null : outcome.Refusals[0].Kind;

    /// <summary>A list that hides what is there says so by not having it.</summary>
    public static RefusalKind? Shown(bool there) => there ? null : RefusalKind.NotFound;
}

/// <summary>Who may what in a room: every role, in the unit, beside it and above it, and nobody at all.</summary>
internal static class RoleMatrix
{
    private static readonly Role[] Rising = [Role.Feedback, Role.Writer, Role.Approver, Role.DeskLead, Role.Administrator];

    /// <summary>Every class of the room with a Run for an Actor.</summary>
    public static IReadOnlyList<Type> UseCases(Assembly room) => [.. room.GetTypes().Where(type => type
        .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Any(method => method is { Name: "Run", IsPrivate: false } && method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(Actor)))];

    /// <param name="tables">How the room's tables begin.</param>
    public static async Task<List<string>> Faults(House house, UnitId city, UnitId unit, UnitId beside, string tables, IReadOnlyList<Act> acts)
    {
        var wrong = new List<string>();
        var actors = new List<(Actor Actor, Role Role, UnitId Place, string Name)> { (Actor.Nobody, default, default, "nobody") };
        foreach (var role in Rising)
            foreach (var (place, name) in new[] { (unit, "there"), (beside, "beside"), (city, "city") })
                actors.Add((await house.Actor($"Als {role} {name}", (place, role)), role, place, $"{role} {name}"));
        bool Allowed(Act act, Role role, UnitId place) => Array.IndexOf(Rising, role) >= Array.IndexOf(Rising, Least(act.Needs)) && (place == city || (!act.OfCity && place == unit));
        var before = await Standing(house, tables);
        foreach (var (actor, role, place, name) in actors)
            foreach (var act in acts.Where(act => !actor.IsSignedIn || !Allowed(act, role, place)))
                if (await act.Try(actor) is var no and not (RefusalKind.Forbidden or RefusalKind.NotFound))
                    wrong.Add($"{name} must not {act.Use.Name}: {no?.ToString() ?? "done"}");
        if (await Standing(house, tables) != before)
            wrong.Add("Something moved although all were refused.");
        foreach (var (actor, role, place, name) in actors.Where(one => one.Actor.IsSignedIn && one.Place != beside))
            foreach (var act in acts.Where(act => Allowed(act, role, place) && (act.OfCity || place == unit)))
            {
                if (act.Before is { } make)
                    await make();
                if (await act.Try(actor) is RefusalKind.Forbidden or RefusalKind.NotFound)
                    wrong.Add($"{name} may {act.Use.Name}, and is refused");
            }
        return wrong;
    }

    // Written out once more by hand: the smallest role that the documents promise it to.
    private static Role Least(Permission needed) => needed switch
    {
        Permission.See => Role.Feedback,
        Permission.Write => Role.Writer,
        Permission.Approve or Permission.Release => Role.Approver,
        Permission.Administer => Role.Administrator,
        _ => Role.DeskLead,
    };

    /// <summary>Everything that is written in the room's tables.</summary>
    private static Task<string> Standing(House house, string tables) => house.With(async (Db db) =>
    {
        var names = db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Where(name => name.StartsWith(tables, StringComparison.Ordinal)).Distinct().Order().ToList();
        Assert.NotEmpty(names);
        await db.Database.OpenConnectionAsync();
        var all = new List<string>();
        foreach (var name in names)
            all.AddRange((await Rows(db.Database.GetDbConnection(), $"SELECT * FROM \"{name}\"")).Order(StringComparer.Ordinal));
        return string.Join('\n', all);
    });

    private static async Task<List<string>> Rows(DbConnection connection, string question)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(field => $"{reader.GetValue(field)}")));
        return rows;
    }
}
