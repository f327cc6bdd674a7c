using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Contracts;

/// <summary>For the frame of the desk: whoever switches its language is written to in that language too.</summary>
public interface IOwnLanguage
{
    /// <param name="language">"de" or "en"; null: the city's.</param>
    Task<Outcome<Done>> Choose(Actor actor, string? language, CancellationToken ct);
}
