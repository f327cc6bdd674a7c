namespace Stadtfunk.Networks.Ports;

/// <summary>A place where a person may post instead of a program: a personal account, or one where no program may.</summary>
/// <param name="Network">With the rules that hold for people there.</param>
/// <param name="Hosts">Where its posts are.</param>
internal sealed record ByHand(Network Network, IReadOnlyList<string> Hosts)
{
    /// <summary>No program can post there at all: it is offered first.</summary>
    public bool OnlyByHand { get; init; }

    /// <summary>The address of each post begins with that of its channel.</summary>
    public bool BelowChannel { get; init; }

    /// <summary>
    /// A network that is also spoken to: a person there has the same limits, but pastes one text, sees the network make a card of the link in it, and can paint a
    /// picture there. The task carries neither video nor document. How many cashtags are taken is a limit of programs.
    /// </summary>
    public static ByHand On(Network real, params string[] hosts) => new(
        new Network(real.Key, real.Name, real.Mark, real.Rules with
        {
            LinkInText = true, PicturesHideCard = false, CardByNetwork = false, CardPicture = null, NeedsPicture = false, Video = null, Documents = null, Like = real.Key,
            Limits = real.Rules.Limits is { } limits ? limits with { Cashtags = null } : null,
        }, new Can(true, true, true)) { Look = real.Look }, hosts);
}
