using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Contracts;

/// <param name="For">Who is away.</param>
/// <param name="By">Who stands in.</param>
/// <param name="First">A day of the city.</param>
/// <param name="Last">The last day, inclusive.</param>
public sealed record NewDeputy(PersonId For, PersonId By, DateOnly First, DateOnly Last);

/// <summary>Deputies for the rooms above; the same use case as the desk's.</summary>
public interface IDeputies
{
    Task<Outcome<Done>> Add(Actor actor, NewDeputy wanted, CancellationToken ct);
}
