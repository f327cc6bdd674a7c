using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Hooks;

/// <param name="Setup">Text key: how it is made known at the network.</param>
/// <param name="Open">The secret is known, so calls can be proven.</param>
/// <param name="Words">To be entered at the network, one for each application; empty when it asks for none.</param>
/// <param name="Apps">Where each application needs an address of its own: whose it is, and the address; empty where one is enough.</param>
internal sealed record WebhookView(string Door, string Name, string Setup, Uri Address, bool Open, IReadOnlyList<string> Words, int Count, DateTime? LastAt, IReadOnlyList<(string Accounts, Uri Address)> Apps);

internal sealed class ReadWebhooks(Webhooks doors, IHooks hooks, IUnits units, ICity city)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<IReadOnlyList<WebhookView>>> Run(Actor actor, CancellationToken ct)
    {
        if ((await units.Tree(ct)).FirstOrDefault() is not { } whole || !actor.May(Permission.Administer, whole.Id))
            return Refusal.Forbidden();
        var traffic = (await hooks.Traffic(ct)).ToDictionary(one => one.Door);
        var root = (await city.Get(ct)).PublicUrl;
        var views = new List<WebhookView>();
        foreach (var door in doors.All)
        {
            var (secrets, seen) = (await doors.SecretsOf(door, ct), traffic.GetValueOrDefault(door.Door));
            views.Add(new WebhookView(
                door.Door, door.Name, door.Setup, new Uri(root, $"webhooks/{door.Door}"), secrets.Count > 0, [.. secrets.Select(door.WordFor).OfType<string>()], seen?.Count ?? 0, seen?.LastAt,
                [.. (await doors.AppsOf(door, ct)).Select(one => (one.Accounts, new Uri(root, $"webhooks/{door.Door}/{one.App}")))]));
        }
        return views;
    }
}
