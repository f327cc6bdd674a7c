using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Kernel.Ui;

/// <summary>
/// How a page calls a use case: each call gets a scope, a database and an actor of its own. A screen that is open for hours neither keeps
/// old rows nor old rights. In a page: <c>@inject Use&lt;SavePost&gt; Save</c>, then <c>await Save.Now((save, actor) =&gt; save.Run(actor, …, ct), ct)</c>.
/// </summary>
public sealed class Use<T>(IServiceScopeFactory scopes, IdentityHolder identity)
    where T : class
{
    public async Task<TResult> Now<TResult>(Func<T, Actor, Task<TResult>> act, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IdentityHolder>().Value = identity.Value;
        var actor = await scope.ServiceProvider.GetRequiredService<IActors>().Current(ct);
        return await act(scope.ServiceProvider.GetRequiredService<T>(), actor);
    }

    /// <summary>What can be refused is refused, too, while the database is away: the screen stays, with what was typed, and says so.</summary>
    public async Task<Outcome<TValue>> Now<TValue>(Func<T, Actor, Task<Outcome<TValue>>> act, CancellationToken ct)
    {
        try
        {
            return await Now<Outcome<TValue>>(act, ct);
        }
        catch (Exception away) when (Outage.OfDatabase(away))
        {
            return Outage.Refusal;
        }
    }
}
