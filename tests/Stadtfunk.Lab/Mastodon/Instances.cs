using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>All Mastodon servers of this Lab, told apart by the port that was called.</summary>
internal sealed class Instances(Arguments arguments, Book book, AccountBook accounts, LabClock clock)
{
    private Instance[] all = Build(arguments, book, accounts, clock);
    private int[] ports = [];

    public void Open(int[] opened) => ports = opened;

    public Instance At(HttpContext context) => all[Math.Max(0, Array.IndexOf(ports, context.Connection.LocalPort))];

    public Instance? Named(string name) => Array.Find(all, instance => instance.Name == name);

    public void Reset()
    {
        foreach (var name in arguments.Instances.Select(instance => instance.Name))
            File.Delete(Path.Combine(arguments.Data, $"{name}-apps.jsonl"));
        all = Build(arguments, book, accounts, clock);
    }

    private static Instance[] Build(Arguments arguments, Book book, AccountBook accounts, LabClock clock) =>
        [.. arguments.Instances.Select(given => new Instance(given.Name, arguments.Data, book, accounts, clock))];
}
