using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Imports;

/// <summary>One delivery to the training network with an old date. The row goes through its own transitions, at the times of then.</summary>
internal sealed class PastSending(Embassies embassies, ChannelAccess access, OutgoingForm form, NodeName node, DatabaseClock clock)
{
    private static readonly TimeSpan Answered = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadBack = TimeSpan.FromSeconds(3);

    public sealed record Made(Delivery Row, IReadOnlyList<Attempt> Attempts);

    public async Task<Outcome<Made>> Send(ReleasedPost post, ChannelView channel, DateTime at, CancellationToken ct)
    {
        if (embassies.Publisher(channel.Network) is not { Network.IsPractice: true } publisher)
            return Refusal.Invalid("Publishing.ImportOnlyPractice", channel.Name);
        var opened = await access.Open(channel.Id, clock.Now, ct);
        if (opened.Session is not { } session)
            return opened.Why!.AsRefusal();
        var row = new Delivery(post.Id, post.Revision, channel.Id, channel.Network, DeliveryKind.Publish, Key(post, channel), at, at + channel.CutOff, null, at);
        var built = await form.Build(row, [], (_, _, _) => Task.CompletedTask, ct);
        if (built.Post is not { } outgoing)
            return built.Why!.AsRefusal();
        row.LeaseToPrepare(node.Name, at);
        row.Begin(Accounts.Of(session));
        row.Intend(at);
        var calls = new List<Call>();
        var errand = new Errand(
            ErrandKind.Publish, row.Key, outgoing, session, null, null, new Dictionary<string, string>(), (_, _, _) => Task.CompletedTask, calls.Add) { IntentAt = at };
        return await publisher.Send(errand, ct) switch
        {
            Step.Done done => Ended(row, done.Receipt, calls, at),
            Step.Refused refused => refused.Why.AsRefusal(),
            _ => Refusal.Invalid("Publishing.InternalError"),
        };
    }

    private static Made Ended(Delivery row, Receipt receipt, List<Call> calls, DateTime at)
    {
        row.Published(receipt, at + Answered);
        row.Verified(at + ReadBack);
        return new Made(row, [.. calls.Select(call => new Attempt(row, at, call.Name, call.Status, call.Code, call.RequestId, call.Took))]);
    }

    private static string Key(ReleasedPost post, ChannelView channel) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{post.Id}/{post.Revision}/{channel.Id}")).AsSpan(0, 16));
}
