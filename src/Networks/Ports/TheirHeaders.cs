namespace Stadtfunk.Networks.Ports;

/// <summary>Headers of a network's answers: those that say what the body does not, and what it calls a request.</summary>
internal sealed record TheirHeaders(IReadOnlyList<string> Telling, IReadOnlyList<string> RequestIds);
