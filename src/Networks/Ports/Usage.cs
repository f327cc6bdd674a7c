namespace Stadtfunk.Networks.Ports;

/// <summary>How much of what it allows is used, as a network says beside an answer, whatever the answer is.</summary>
/// <param name="Percent">Of whatever is nearest to its end.</param>
/// <param name="Wait">So long it takes nothing more; null while it takes something.</param>
public sealed record Usage(int Percent, TimeSpan? Wait);
