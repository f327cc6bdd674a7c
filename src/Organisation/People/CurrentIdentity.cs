using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Organisation.People;

/// <summary>Carries who is signed in from the cookie or token into the scope of the request; stands right after authentication.</summary>
internal sealed class CurrentIdentity(RequestDelegate next)
{
    public Task Invoke(HttpContext http, IdentityHolder holder)
    {
        holder.Value = Claims.Identity(http.User);
        return next(http);
    }
}

/// <summary>
/// The same for an open screen: its scope lives as long as the circuit, and starts with the user of the page that opened it. Whether that user still
/// is who they were is asked at every call by <c>Actors</c>, through the stamp.
/// </summary>
internal sealed class CircuitIdentity(AuthenticationStateProvider states, IdentityHolder holder) : CircuitHandler
{
    // Before any other handler and before the first component.
    public override int Order => -100;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken ct) =>
        holder.Value = Claims.Identity((await states.GetAuthenticationStateAsync()).User);
}
