using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Connections;

/// <summary>
/// Gets a fresh session from the network, once: whoever comes with a version that is no longer the newest finds it done. Refresh tokens
/// rotate, so two at a time would lock the channel out; the channel's grain is the turnstile.
/// </summary>
internal sealed class SessionRefresh(IServiceScopeFactory scopes, Embassies embassies, Vault vault, DatabaseClock clock)
{
    public async Task Renew(ChannelId channel, int version, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var connection = await db.Set<Connection>().SingleOrDefaultAsync(x => x.Channel == channel, ct);
        if (connection is null || connection.Version != version || embassies.SignIn(connection.Network) is not { } signIn)
            return;
        if (vault.Open(connection) is not { } session)
            return;
        switch (await signIn.Refresh(session, ct))
        {
            case SignInResult.Good good:
                connection.Keep(good.Session, vault.Close(good.Session.Secrets), clock.Now);
                break;
            case SignInResult.Refused refused:
                connection.Lost(refused.Why, clock.Now);
                break;
            case SignInResult.Away away:
                connection.Away(away.Why, clock.Now);
                break;
        }
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A person connected it anew at this very moment: theirs is the newer session.
        }
    }

    internal static string? RulesJson(Rules? rules) => rules is null ? null : JsonSerializer.Serialize(rules, JsonSerializerOptions.Web);
}
