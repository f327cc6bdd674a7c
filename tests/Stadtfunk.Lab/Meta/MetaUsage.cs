using System.Text.Json;
using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.Meta;

/// <param name="Left">So many calls are still answered; the answer to the last says that nothing is left.</param>
/// <param name="Minutes">For so long nothing is answered then; 0: nobody says for how long.</param>
/// <param name="OfApp">It is the app's allowance that ends, and not the account's.</param>
internal sealed record Allowed(int Left, int Minutes = 20, bool OfApp = false);

/// <summary>How much of Meta's allowances is used: said beside each answer, in two headers, and used up it is refused.</summary>
internal sealed class MetaUsage(LabClock clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Network, string Account), (Allowed Allowed, DateTime? Ends)> accounts = [];

    public void Map(IEndpointRouteBuilder routes) => routes.MapPut("/lab/meta/{network}/{account}", (string network, string account, Allowed allowed) =>
    {
        lock (gate) accounts[(network, account)] = (allowed, null);
        return allowed;
    });

    public void Reset()
    {
        lock (gate) accounts.Clear();
    }

    /// <summary>Draws on it and says how it stands; null when the call may go on.</summary>
    public IResult? Draw(string network, Account account, HttpResponse response)
    {
        lock (gate)
        {
            if (!accounts.TryGetValue((network, account.Name), out var state) || state.Ends <= clock.Now)
            {
                accounts.Remove((network, account.Name));
                return Tell(network, account, response, 3, 0, 1);
            }
            var over = state.Ends is not null;
            if (!over) state = (state.Allowed with { Left = state.Allowed.Left - 1 }, state.Allowed.Left == 1 ? clock.Now.AddMinutes(Math.Max(1, state.Allowed.Minutes)) : null);
            accounts[(network, account.Name)] = state;
            var used = state.Ends is null ? Math.Max(0, 100 - state.Allowed.Left) : 100;
            var minutes = state.Ends is { } ends && state.Allowed.Minutes > 0 ? (int)Math.Ceiling((ends - clock.Now).TotalMinutes) : 0;
            Tell(network, account, response, state.Allowed.OfApp ? 3 : used, state.Allowed.OfApp ? 0 : minutes, state.Allowed.OfApp ? used : 1);
            return !over ? null : state.Allowed.OfApp ? GraphReply.No(4, "Application request limit reached", status: 403)
                : GraphReply.No(network switch { "facebook" => 80001, "instagram" => 80002, _ => 613 }, "There have been too many calls to this account. Wait a bit and try again.");
        }
    }

    private static IResult? Tell(string network, Account account, HttpResponse response, int used, int minutes, int ofApp)
    {
        var type = network == "facebook" ? "pages" : network;
        response.Headers["X-App-Usage"] = JsonSerializer.Serialize(new { call_count = ofApp, total_time = 1, total_cputime = 1 });
        response.Headers["X-Business-Use-Case-Usage"] = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            [account.Id] = new[] { new { type, call_count = used, total_cputime = 1, total_time = 1, estimated_time_to_regain_access = minutes } },
        });
        return null;
    }
}
