using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Ports;

/// <summary>Headers of a network's answers: those that say what the body does not, and what it calls a request.</summary>
internal sealed record TheirHeaders(IReadOnlyList<string> Telling, IReadOnlyList<string> RequestIds)
{
    /// <summary>Reads out of the telling ones how much of an allowance is used, for the call of this name (many networks count by kinds of calls); null where the network does not say it.</summary>
    public Func<string, Answer.Heard, Usage?>? Used { get; init; }
}
