using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Kernel.Ui;

/// <summary>
/// A room says how many things in it wait for this person; the sum stands beside "Today" in the navigation. Register with <c>AddScoped&lt;IWaiting, …&gt;()</c>.
/// </summary>
public interface IWaiting
{
    Task<int> Count(Actor actor, CancellationToken ct);
}
