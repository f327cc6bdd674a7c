using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Tests.Support;

/// <summary>A small city in a house: units and people with roles, in one line each.</summary>
internal static class Townsfolk
{
    public const string Password = "lauter blaue Fahrräder";

    public static Task<UnitId> City(this House house, string name = "Musterstadt") =>
        house.With<IFoundation, UnitId>(foundation => foundation.City(new NewCity(name, new Uri("http://127.0.0.1:5080/"), false), CancellationToken.None));

    public static async Task<UnitId> Unit(this House house, UnitId parent, string name)
    {
        var made = await house.With((IFoundation foundation) => foundation.Unit(parent, name, CancellationToken.None));
        return made.Ok ? made.Value : throw new InvalidOperationException(made.Refusals[0].Key);
    }

    /// <summary>Signs in with <see cref="Password"/>; the address is the name in lower case without spaces at musterstadt.example.</summary>
    public static async Task<PersonId> Person(this House house, string name, params (UnitId Unit, Role Role)[] roles)
    {
        var made = await house.With((IFoundation foundation) => foundation.Person(name, EmailOf(name), Password, CancellationToken.None));
        var person = made.Ok ? made.Value : throw new InvalidOperationException(made.Refusals[0].Key);
        foreach (var (unit, role) in roles)
            if (await house.With((IFoundation foundation) => foundation.Grant(person, unit, role, CancellationToken.None)) is { Ok: false } no)
                throw new InvalidOperationException(no.Refusals[0].Key);
        return person;
    }

    /// <summary>The same, as the actor with the roles of this moment.</summary>
    public static async Task<Actor> Actor(this House house, string name, params (UnitId Unit, Role Role)[] roles) =>
        await house.ActorOf(await house.Person(name, roles));

    public static string EmailOf(string name) => name.ToLowerInvariant().Replace(" ", ".", StringComparison.Ordinal) + "@musterstadt.example";
}
