using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;

namespace Stadtfunk.Tests.Support;

/// <summary>Units, people with tokens, and channels of a running town, in one line each.</summary>
internal static class TownTokens
{
    public static Task<UnitId> City(this RunningTown town) => town.With<IFoundation, UnitId>(
        foundation => foundation.City(new NewCity("Musterstadt", town.Url, false), CancellationToken.None));

    public static Task<UnitId> Unit(this RunningTown town, UnitId parent, string name) =>
        town.With<IFoundation, Outcome<UnitId>>(foundation => foundation.Unit(parent, name, CancellationToken.None)).Value();

    public static async Task<PersonId> Person(this RunningTown town, string name, UnitId unit, Role role)
    {
        var person = await town.With<IFoundation, Outcome<PersonId>>(
            foundation => foundation.Person(name, Townsfolk.EmailOf(name), Townsfolk.Password, CancellationToken.None)).Value();
        await town.With<IFoundation, Outcome<Done>>(foundation => foundation.Grant(person, unit, role, CancellationToken.None)).Value();
        return person;
    }

    /// <param name="scopes">Empty: all permissions.</param>
    public static Task<string> Token(this RunningTown town, PersonId person, params Permission[] scopes) => town.With<IFoundation, Outcome<string>>(
        foundation => foundation.Token(
            person, "Test", (scopes.Length > 0 ? scopes : Enum.GetValues<Permission>()).ToHashSet(), TimeSpan.FromDays(30), CancellationToken.None)).Value();

    /// <summary>A new person with a token for everything that the role may do.</summary>
    public static async Task<HttpClient> Client(this RunningTown town, string name, UnitId unit, Role role) =>
        town.Client(await town.Token(await town.Person(name, unit, role)));

    /// <summary>An active channel, connected by the fields of its network.</summary>
    public static async Task<ChannelId> Channel(
        this RunningTown town, Actor actor, UnitId unit, string network, string name, IReadOnlyDictionary<string, string> fields)
    {
        var channel = await town.With<IChannels, Outcome<ChannelId>>(
            channels => channels.Create(actor, new NewChannel(unit, network, name, "Für Tests", null, null, null), CancellationToken.None)).Value();
        await town.With<ConnectChannel, Outcome<Done>>(connect => connect.Run(actor, channel, fields, CancellationToken.None)).Value();
        return channel;
    }

    public static Task<ChannelId> Practice(this RunningTown town, Actor actor, UnitId unit, string name) =>
        town.Channel(actor, unit, "practice", name, new Dictionary<string, string> { ["name"] = name, ["rulesLike"] = "mastodon" });

    private static async Task<T> Value<T>(this Task<Outcome<T>> asked)
    {
        var outcome = await asked;
        return outcome.Ok ? outcome.Value : throw new InvalidOperationException(string.Join(", ", outcome.Refusals.Select(refusal => refusal.Key)));
    }
}
