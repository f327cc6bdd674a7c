using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Assisted;

/// <summary>What somebody says of a task.</summary>
/// <param name="Done">Posted, changed or taken away; false: certainly not.</param>
/// <param name="Link">Of the post there; may be empty, because not every app gives one.</param>
/// <param name="Shown">Revision of the text that was on the screen.</param>
internal sealed record HandAnswer(bool Done, string? Link, int Shown);

/// <summary>Ends a task; written under the row's fence, so of two answers only the first counts. Who answered is kept.</summary>
internal sealed class AnswerHandTask(Db db, HandTasks tasks, Ledger ledger, Targets targets, Embassies embassies, ChannelAccess access, IPeople people, Rounds rounds)
{
    public async Task<Outcome<Done>> Run(Actor actor, DeliveryId delivery, HandAnswer answer, CancellationToken ct)
    {
        var opened = await tasks.Open(actor, delivery, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        var (row, channel, claim, _) = opened.Value;
        if (!row.WaitsForHand)
            return Refusal.Conflict("Publishing.Hand.Answered");
        if (claim is not null && claim.Taker != actor.Person)
            return await TakeHandTask.Taken(claim, people, ct);
        var ended = answer.Done ? await Did(actor, row, channel, answer, ct) : await DidNot(actor, row, ct);
        if (!ended.Ok)
            return ended;
        db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
        return await ledger.Write(row, ct) ? Done.Ok : Refusal.Conflict("Publishing.Hand.Answered");
    }

    private async Task<Outcome<Done>> Did(Actor actor, Delivery row, ChannelView channel, HandAnswer answer, CancellationToken ct)
    {
        var receipt = await ReceiptFor(row, channel, answer.Link?.Trim() ?? "", ct);
        if (!receipt.Ok)
            return Outcome<Done>.Refused(receipt.Refusals);
        // What became newer while the text was on the screen stays a task of its own.
        foreach (var change in (await tasks.Newer(row, ct)).Where(x => x.Revision <= answer.Shown))
            change.DoneWithAnother(actor.Person, receipt.Value, ledger.Now);
        row.DoneByHand(actor.Person, receipt.Value, ledger.Now);
        return Done.Ok;
    }

    private async Task<Outcome<Done>> DidNot(Actor actor, Delivery row, CancellationToken ct)
    {
        if (await tasks.IsCalledOff(row, ct))
            row.WithdrawnBeforeSending(new Sentence("Publishing.CalledOff"));
        else
            row.NotDoneByHand(actor.Person, new Sentence("Publishing.Hand.NotDone", actor.Name));
        return Done.Ok;
    }

    private async Task<Outcome<Receipt>> ReceiptFor(Delivery row, ChannelView channel, string link, CancellationToken ct)
    {
        if (row.Kind != DeliveryKind.Publish)
            return (await targets.Of(row, ct))?.Receipt is { } before ? before : Refusal.Conflict("Publishing.NothingThereToChange");
        if (link.Length == 0)
            return channel.PublicLink is { } page ? new Receipt($"hand:{row.Key}", page) : Refusal.Invalid("Publishing.Hand.LinkBad").On("link");
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri))
            return Refusal.Invalid("Publishing.Hand.LinkBad").On("link");
        if (await access.Open(row.Channel, ledger.Now, ct) is not { Session: { } session })
            return Refusal.Conflict("Publishing.ConnectionLost");
        if (await embassies.Publisher(row.Network)!.ReceiptFor(uri, session, ct) is not { } found)
            return Refusal.Invalid("Publishing.LinkIsNotOurs").On("link");
        return await targets.IsTaken(row, found, ct) ? Refusal.Invalid("Publishing.LinkBelongsToAnother").On("link") : found;
    }
}
