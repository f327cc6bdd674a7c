using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Foresight;

namespace Stadtfunk.Publishing.Connections;

/// <summary>A channel as the desk shows it: its entry, its connection, whether it is held, and what this person may do with it.</summary>
internal sealed record ChannelRow(
    ChannelView Channel, string UnitName, Network? Network, ConnectionView Connection, bool Paused, bool MayManage, bool MayRelease)
{
    /// <summary>So long before its end a sign-in is said to end: over a weekend and a holiday.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(5);

    /// <summary>The last moment of the sign-in, in words of the city; null while there is time.</summary>
    public string? Ends { get; init; }

    /// <summary>Until when the network wants to be left alone, in words of the city, and why, in the reader's language; null when it does not.</summary>
    public (string Until, string Why)? Waits { get; init; }

    /// <summary>What stands in the way of what is planned there, where that was looked at; null when nothing does.</summary>
    public Hitch? Hitch { get; init; }

    private IReadOnlyList<string> Missing => Connection.Known?.Missing ?? [];

    public string NetworkName => Network?.Name ?? Channel.Network;

    /// <summary>How it stands, as a tone and the key of its sentence.</summary>
    public (Kind Kind, string Key) Health =>
        Channel.State == ChannelState.Retired ? (Kind.Quiet, "Retired")
        : Hitch is not null ? (Kind.Bad, Hitch.Key)
        : !Connection.IsConnected ? (Channel.State == ChannelState.Active ? Kind.Bad : Kind.Ask, "NotConnected")
        : !Connection.IsGood ? (Kind.Bad, "Lost")
        : Ends is not null && Channel.State != ChannelState.Dormant ? (Kind.Ask, "Ends")
        : Missing.Count > 0 && Channel.State == ChannelState.Active ? (Kind.Bad, "Rights")
        : Paused ? (Kind.Ask, "Paused")
        : Channel.State == ChannelState.Planned ? (Kind.Ask, "Planned")
        : Channel.State == ChannelState.Dormant ? (Kind.Quiet, "Dormant")
        : Waits is not null ? (Kind.Quiet, "Held")
        : Connection.Sentence is not null ? (Kind.Ask, "Away")
        : (Kind.Ok, "Good");

    public bool NeedsSomebody => Health.Kind is Kind.Bad or Kind.Ask;

    /// <summary>Where it is mended.</summary>
    public string MendLink => Hitch?.Link ?? $"/desk/kanaele/{Channel.Id}";

    /// <param name="time">To say when the first planned post is due.</param>
    public string Says(Words words, CityTime time) =>
        Hitch is not { } hitch ? Says(words)
        : hitch.Key == "Refused" ? $"{words.Of(hitch.Why)} {Left(words, (int)Math.Ceiling((hitch.First - time.UtcNow).TotalMinutes), time.WordsOf(hitch.First))}"
        : $"{words.Of(hitch.Why)} {(hitch.Posts == 1 ? words["Publishing.Ahead.One", time.WordsOf(hitch.First)] : words["Publishing.Ahead.Many", hitch.Posts, time.WordsOf(hitch.First)])}";

    private static string Left(Words words, int minutes, string at) => minutes <= 1 ? words["Publishing.Ahead.InOne", at] : words["Publishing.Ahead.InMany", minutes, at];

    private string Says(Words words) => Health.Key switch
    {
        "Rights" => words["Publishing.Health.Rights", string.Join(", ", Missing)],
        "Ends" => words["Publishing.Health.Ends", Ends!],
        "Held" => words["Publishing.Health.Held", Waits!.Value.Until, Waits.Value.Why],
        "Lost" or "Away" when Connection.Sentence is { } why => why,
        var key => words[$"Publishing.Health.{key}"],
    };
}

/// <param name="AllPaused">Everything is held.</param>
/// <param name="MayPauseAll">This person may hold and release everything.</param>
internal sealed record ChannelBoardView(bool AllPaused, bool MayPauseAll, bool MayCreate, IReadOnlyList<ChannelRow> Rows);

/// <summary>All channels that this person may see, by unit in the order of the tree, then by name.</summary>
internal sealed class ChannelBoard(IChannels channels, IUnits units, NetworkBook networks, ConnectionList connections, PauseList pauses, ChannelWaits waits, CityTime time)
{
    public async Task<ChannelBoardView> Run(Actor actor, CancellationToken ct)
    {
        var tree = await units.Tree(ct);
        var place = tree.Select((unit, at) => (unit, at)).ToDictionary(x => x.unit.Id, x => (x.at, x.unit.Name));
        var doors = await connections.Run(actor, ct);
        var held = await pauses.Run(actor, ct);
        var waiting = await waits.Now(ct);
        var rows = (await channels.All(ct)).Where(x => doors.ContainsKey(x.Id)).OrderBy(x => place.TryGetValue(x.Unit, out var p) ? p.at : int.MaxValue)
            .Select(x => new ChannelRow(
                x, place.TryGetValue(x.Unit, out var unit) ? unit.Name : "", networks.On(x.Network, x.Rules), doors[x.Id], held.Channels.Contains(x.Id),
                actor.May(Permission.ManageChannels, x.Unit), actor.May(Permission.Release, x.Unit))
            {
                Ends = doors[x.Id].EndsAt is { } ends && ends - ChannelRow.Ahead <= time.UtcNow ? time.WordsOf(ends) : null,
                Waits = waiting.TryGetValue(x.Id, out var wait) ? wait : null,
            });
        var mayAll = tree.Count > 0 && actor.May(Permission.Release, tree[0].Id);
        return new ChannelBoardView(held.Everything, mayAll, actor.MayAnywhere(Permission.ManageChannels), [.. rows]);
    }
}

/// <summary>The channels together with what stands in the way of what is planned on them.</summary>
internal sealed class ChannelOutlook(ChannelBoard board, Preflight preflight, IPostHeads heads)
{
    public async Task<ChannelBoardView> Run(Actor actor, CancellationToken ct)
    {
        var view = await board.Run(actor, ct);
        var ahead = await preflight.Of(ct);
        var about = await heads.Many([.. ahead.Values.Where(x => x.IsOfPost).Select(x => x.Post).Distinct()], ct);
        return view with { Rows = [.. view.Rows.Select(x => x with { Hitch = Seen(actor, ahead.GetValueOrDefault(x.Channel.Id), about) })] };
    }

    // What a post is called, and its pictures, is for those who may see it.
    private static Hitch? Seen(Actor actor, Hitch? hitch, IReadOnlyDictionary<PostId, PostHead> about) =>
        hitch is not { IsOfPost: true } || (about.GetValueOrDefault(hitch.Post) is { } head && actor.May(Permission.See, head.Unit))
            ? hitch
            : hitch with { Why = Refusal.Conflict("Publishing.Ahead.PostOther"), IsHidden = true };
}

/// <summary>One channel, with what a person has to give to connect it.</summary>
internal sealed record ChannelSheet(ChannelRow Row, bool AllPaused, SignInStyle Style, IReadOnlyList<SignInField> Fields, ChannelHealth Health);

internal sealed class ReadChannelSheet(ChannelOutlook board, Embassies embassies, ReadChannelHealth health)
{
    public async Task<Outcome<ChannelSheet>> Run(Actor actor, ChannelId channel, CancellationToken ct)
    {
        var all = await board.Run(actor, ct);
        if (all.Rows.FirstOrDefault(x => x.Channel.Id == channel) is not { } row)
            return Refusal.NotFound("Publishing.ChannelGone");
        var signIn = embassies.SignIn(row.Channel.Network);
        return new ChannelSheet(row, all.AllPaused, signIn?.Style ?? SignInStyle.Form, signIn?.Fields ?? [], await health.Of(channel, row.Network, ct));
    }
}
