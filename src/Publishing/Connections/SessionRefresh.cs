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
    private const int MostTries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    public async Task Renew(ChannelId channel, int version, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var connection = await db.Set<Connection>().SingleOrDefaultAsync(x => x.Channel == channel, ct);
        if (connection is null || connection.Version != version || embassies.SignIn(connection.Network) is not { } signIn)
            return;
        if (vault.Open(connection) is not { } session)
            return;
        var before = connection.Secrets;
        var answer = await signIn.Refresh(session, ct);
        for (var turn = 1; ; turn++)
        {
            Take(connection, answer);
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another session is that of a person who connected it anew at this very moment: theirs is the newer one. Where only what is said of it
                // has changed, the old tokens are used up all the same, and the new ones must not get lost.
                await db.Entry(connection).ReloadAsync(CancellationToken.None);
                if (db.Entry(connection).State == EntityState.Detached || connection.Secrets != before)
                    return;
            }
            catch (Exception) when (turn < MostTries && answer is SignInResult.Good)
            {
                // The database is away, and nobody gives these tokens a second time.
                await Task.Delay(BetweenTries, CancellationToken.None);
            }
        }
    }

    private void Take(Connection connection, SignInResult answer)
    {
        switch (answer)
        {
            case SignInResult.Good good:
                connection.Keep(good.Session, vault.Close(good.Session.Secrets), clock.Now);
                if (good.Health is { } said)
                    connection.HasLeft(said.Missing, clock.Now);
                break;
            case SignInResult.Refused refused:
                connection.Lost(refused.Why, clock.Now);
                break;
            case SignInResult.Away away:
                connection.Away(away.Why, clock.Now);
                break;
        }
    }

    internal static string? RulesJson(Rules? rules) => rules is null ? null : JsonSerializer.Serialize(rules, JsonSerializerOptions.Web);
}
