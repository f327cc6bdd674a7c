using System.Text.Json.Serialization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Contracts;

[JsonConverter(typeof(IdJson<ChannelId>))]
public readonly record struct ChannelId(Guid Value) : IId<ChannelId>
{
    public static ChannelId Of(Guid value) => new(value);
    public static ChannelId New() => new(Guid.CreateVersion7());
    public static ChannelId Parse(string s, IFormatProvider? provider) => Id.Parse<ChannelId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out ChannelId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>The life of a channel. Only an active one takes new posts.</summary>
public enum ChannelState
{
    Planned,
    Active,
    Dormant,
    Retired,
}

/// <summary>A channel as other rooms see it.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Unit">The unit that owns it.</param>
/// <param name="Network">Key of its network (Networks.Ports), for example <c>mastodon</c>.</param>
/// <param name="Name">As the desk calls it, for example "Stadt Musterstadt".</param>
/// <param name="Handle">As people write it there; empty until connected.</param>
/// <param name="PublicLink">Its public page; null until known.</param>
/// <param name="State">Only <see cref="ChannelState.Active"/> takes new posts.</param>
/// <param name="CutOff">Never send later than this after the due time.</param>
/// <param name="Rules">JSON of the rules read from its server (Networks.Ports.Rules); null: the network's own hold.</param>
public sealed record ChannelView(
    ChannelId Id,
    UnitId Unit,
    string Network,
    string Name,
    string Handle,
    Uri? PublicLink,
    ChannelState State,
    TimeSpan CutOff,
    string? Rules);

/// <summary>The channel register for the rooms above. Needs no actor: rooms ask on behalf of one whom they have already asked for permission.</summary>
public interface IChannels
{
    /// <summary>Null when there is no such channel.</summary>
    Task<ChannelView?> Find(ChannelId channel, CancellationToken ct);

    /// <summary>In name order; unknown ids are left out.</summary>
    Task<IReadOnlyList<ChannelView>> Many(IReadOnlyCollection<ChannelId> channels, CancellationToken ct);

    /// <summary>All, in name order.</summary>
    Task<IReadOnlyList<ChannelView>> All(CancellationToken ct);

    /// <summary>Publishing connected it, or read its server's rules anew: handle, public page, rules. Joins the caller's transaction.</summary>
    Task Connected(ChannelId channel, string handle, Uri publicLink, string? rules, CancellationToken ct);

    /// <summary>A new channel, already active, made by the demo city or the API after the actor was asked. Refuses bad input.</summary>
    Task<Outcome<ChannelId>> Create(Actor actor, NewChannel channel, CancellationToken ct);

    /// <summary>Activates, rests or retires a channel for an actor who manages channels in its unit.</summary>
    Task<Outcome<Done>> Become(Actor actor, ChannelId channel, ChannelState state, CancellationToken ct);
}

/// <param name="Unit">Owner.</param>
/// <param name="Network">Network key.</param>
/// <param name="Name">1–80 characters, unique per network.</param>
/// <param name="Purpose">What for and for whom; at most 500 characters.</param>
/// <param name="Imprint">Imprint link to be shown in the account; null: the city's own.</param>
/// <param name="Privacy">Privacy link; null: the city's own.</param>
/// <param name="CutOff">Null: one hour.</param>
public sealed record NewChannel(UnitId Unit, string Network, string Name, string Purpose, Uri? Imprint, Uri? Privacy, TimeSpan? CutOff);

/// <summary>Raised when a channel was created or changed; its caches and screens read again.</summary>
public sealed record ChannelChanged(ChannelId Channel);
