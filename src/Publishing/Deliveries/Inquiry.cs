using Microsoft.Extensions.Logging;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Questions to the network that change nothing there: lookups of unknown outcomes, polls, the one read-back.</summary>
internal sealed class Inquiry(Ledger ledger, Embassies embassies, ChannelAccess access, OutgoingForm form, Targets targets, OpenPins pins, Patiences patiences, NodeName node, ILogger<Inquiry> log)
{
    private const int MostReadBacks = 3;
    private static readonly Sentence TooLong = new("Publishing.ProcessingTooLong");

    private DateTime? sentAt;

    public async Task Ask(DeliveryId id, CancellationToken ct)
    {
        var row = await ledger.Load(id, ct);
        if (row is null || !row.LeaseToAsk(node.Name, ledger.Now) || !await ledger.Write(row, ct))
            return;
        try
        {
            if (row.State == DeliveryState.Published && await pins.HoldsBack(row, ct))
            {
                await ledger.Write(row, ct);
                return;
            }
            var (publisher, errand, why) = await Open(row, ct);
            switch (row.State)
            {
                case DeliveryState.Unknown:
                    var finding = publisher is null ? new Finding.CannotTell(why!) : await LookUp(row, publisher, errand!, ct);
                    // What was prepared and turned out to be of no use is not used again.
                    if (finding is Finding.Clear { Step: Step.Later later })
                        ledger.Forget(row, later.Forget);
                    Outcomes.Apply(row, finding, ledger.Now);
                    break;
                case DeliveryState.Processing:
                    Outcomes.Apply(row, publisher is null ? StillProcessing(row) : await Poll(publisher, errand!, row, ct), ledger.Now);
                    break;
                case DeliveryState.Published:
                    await ReadBack(row, publisher, errand, why, ct);
                    break;
            }
            await ledger.Write(row, ct);
            if (ledger.Usage is { } usage && publisher is not null)
                await patiences.Heard(row.Channel, usage, publisher.Network.Name);
        }
        catch (LeaseLost)
        {
            // Another node has it now.
        }
    }

    private async Task<(IPublisher? Publisher, Errand? Errand, Sentence? Why)> Open(Delivery row, CancellationToken ct)
    {
        if (embassies.Publisher(row.Network) is not { } publisher)
            return (null, null, new Sentence("Publishing.NetworkUnknown", row.Network));
        var opened = await access.Open(row.Channel, ledger.Now, ct);
        if (opened.Session is not { } session)
            return (null, null, opened.Why);
        // Another account knows nothing of what this one was sent.
        if (row.Account is { } account && account != Accounts.Of(session))
            return (null, null, new Sentence("Publishing.OtherAccount"));
        var parts = await ledger.Parts(row.Id, ct);
        OutgoingForm.Built built;
        try
        {
            built = await form.AsSent(row, parts, ct);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Log.CourierFailed(log, row.Id.Value, bug);
            return (null, null, new Sentence("Publishing.InternalError"));
        }
        if (built.Post is not { } post)
            return (null, null, built.Why);
        var receipt = row.Receipt ?? (await targets.Of(row, ct))?.Receipt;
        sentAt = await ledger.SentAt(row, ct);
        var errand = new Errand(row.Kind.ToErrand(), row.Key, post, session, receipt, row.Ticket, parts,
            (name, value, token) => ledger.Keep(row, name, value, token), ledger.Note)
        {
            IntentAt = row.IntentAt, SentAt = sentAt, PublishedAt = row.PublishedAt, UnknownAt = row.UnknownAt, Refusal = row.Refusal,
        };
        return (publisher, errand, null);
    }

    private async Task<Finding> LookUp(Delivery row, IPublisher publisher, Errand errand, CancellationToken ct)
    {
        // A person is asked 60 s after it became unknown; no lookup goes on beyond that.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var left = row.UnknownAt + Delivery.AskAfter - ledger.Now;
        patience.CancelAfter(left is { } time && time > TimeSpan.FromSeconds(2) ? time : TimeSpan.FromSeconds(2));
        try
        {
            var finding = await publisher.LookUp(errand, patience.Token);
            if (finding is Finding.Clear { Step: Step.Waiting { ForPerson: null } } && IsTooLong(row))
                return new Finding.CannotTell(TooLong);
            return row.Kind == DeliveryKind.Publish && finding is Finding.Found found && await targets.MayBeAnothers(row, found.Receipt, ledger.Now, ct)
                ? new Finding.CannotTell(new Sentence("Publishing.LookedLikeAnother"))
                : finding;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Finding.CannotTell(new Sentence("Publishing.NobodyCanTell"));
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Log.CourierFailed(log, Guid.Empty, bug);
            return new Finding.CannotTell(new Sentence("Publishing.InternalError"));
        }
    }

    private async Task<Step> Poll(IPublisher publisher, Errand errand, Delivery row, CancellationToken ct)
    {
        // A poll that fails says nothing about the post: it is still being processed, until a day has passed.
        try
        {
            var step = await publisher.Poll(errand, ct);
            return step is Step.Later or Step.SignInLost or Step.Stopped ? StillProcessing(row)
                : step is Step.Waiting { ForPerson: null } && IsTooLong(row) ? new Step.Unknown(TooLong)
                : step;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Log.CourierFailed(log, row.Id.Value, bug);
            return StillProcessing(row);
        }
    }

    // Whoever has been working on it for a day will not come to an end: a person looks.
    private bool IsTooLong(Delivery row) => ledger.Now - (sentAt ?? row.IntentAt) > TimeSpan.FromDays(1);

    private Step StillProcessing(Delivery row) => IsTooLong(row)
        ? new Step.Unknown(TooLong)
        : new Step.Waiting(row.Ticket ?? "", TimeSpan.FromSeconds(30)) { ForPerson = row.ForPerson };

    private async Task ReadBack(Delivery row, IPublisher? publisher, Errand? errand, Sentence? why, CancellationToken ct)
    {
        if (row.Kind == DeliveryKind.Delete)
        {
            row.Verified(ledger.Now);
            return;
        }
        if (why is not null && await pins.NotConnected(row, why, ct))
            return;
        Finding finding;
        try
        {
            finding = publisher is null ? new Finding.CannotTell(new Sentence("Publishing.InternalError")) : await publisher.ReadBack(errand!, ct);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Log.CourierFailed(log, row.Id.Value, bug);
            finding = new Finding.CannotTell(new Sentence("Publishing.InternalError"));
        }
        if (finding is Finding.Found)
            row.Verified(ledger.Now);
        else if (finding is Finding.Absent)
            row.GoneAtReadBack();
        else if (finding is not Finding.CannotTell vain || !await pins.TriedInVain(row, vain, ct))
            row.NotVerifiedYet(row.ReadBacks + 1 < MostReadBacks ? ledger.Now + TimeSpan.FromSeconds(30) : null, finding is Finding.CannotTell { IsTold: true } told ? told.Why : null);
    }
}
