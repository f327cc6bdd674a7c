using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;

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
}
