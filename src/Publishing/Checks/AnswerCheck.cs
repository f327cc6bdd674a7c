using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Checks;

/// <summary>What a person says when lookup could not decide.</summary>
internal enum CheckAnswer
{
    /// <summary>"It is there", with its link.</summary>
    ItIsThere,

    /// <summary>"It is not there, send."</summary>
    NotThere,

    /// <summary>"Leave it."</summary>
    Leave,
}

/// <summary>Answers "please check". Who answered is kept on the row.</summary>
internal sealed class AnswerCheck(
    Db db, Ledger ledger, Rights rights, IChannels channels, ReceiptsByHand receipts, Rounds rounds, KeptTogether kept)
{
    public async Task<Outcome<Done>> Run(Actor actor, DeliveryId delivery, CheckAnswer answer, string? link, CancellationToken ct)
    {
        if (await ledger.Load(delivery, ct) is not { } row)
            return Refusal.NotFound("Publishing.DeliveryGone");
        if (await rights.Refuses(actor, row, ct) is { } no)
            return no;
        // What was refused or missed can be left as it is, too: otherwise it would be asked for ever. A deletion may have been done by hand.
        var over = answer == CheckAnswer.Leave || (answer == CheckAnswer.ItIsThere && row.Kind == DeliveryKind.Delete);
        if (row.State != DeliveryState.Asking && (!over || row.State is not (DeliveryState.Refused or DeliveryState.Missed)))
            return Refusal.Conflict("Publishing.NoLongerAsking");
        if (await channels.Find(row.Channel, ct) is not { } channel)
            return Refusal.NotFound("Publishing.ChannelGone");
        if (answer == CheckAnswer.NotThere && channel.State == ChannelState.Retired && row.Kind != DeliveryKind.Delete)
            return Refusal.Conflict("Publishing.ChannelRetired");
        // The network is asked before anything is written.
        var receipt = answer == CheckAnswer.ItIsThere ? await receipts.Of(row, channel, link, ct) : (Outcome<Receipt>?)null;
        if (receipt is { Ok: false } wrong)
            return Outcome<Done>.Refused(wrong.Refusals);
        return await kept.Write<Done>(
            async () =>
            {
                await Move(row, answer, receipt?.Value, actor, channel, ct);
                db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
                return await ledger.Write(row, ct) ? Done.Ok : Refusal.Conflict("Kernel.Changed");
            },
            ct);
    }

    private async Task Move(Delivery row, CheckAnswer answer, Receipt? receipt, Actor actor, ChannelView channel, CancellationToken ct)
    {
        if (receipt is not null)
            row.ItIsThere(actor.Person, receipt, ledger.Now);
        else if (answer == CheckAnswer.NotThere)
            // A page that is not there yet comes first, and one that was called off meanwhile takes its rows with it.
            row.SendAgain(actor.Person, ledger.Now, EndOf(row, ledger.Now, channel), row.Kind == DeliveryKind.Delete || await rights.OpenRelease(row, ledger.Now, ct));
        else
            row.LeaveIt(actor.Person);
    }

    internal static DateTime EndOf(Delivery row, DateTime due, ChannelView channel) =>
        row.Kind == DeliveryKind.Delete ? TakingAway.EndOf(due) : due + channel.CutOff;
}

/// <summary>Gives a new time to what was missed, or sends again what a network refused and is mended now. Certainly nothing of it is live.</summary>
internal sealed class SendAgain(Db db, Ledger ledger, Rights rights, IChannels channels, Rounds rounds)
{
    /// <param name="due">UTC; null for now.</param>
    public async Task<Outcome<Done>> Run(Actor actor, DeliveryId delivery, DateTime? due, CancellationToken ct)
    {
        if (await ledger.Load(delivery, ct) is not { } row)
            return Refusal.NotFound("Publishing.DeliveryGone");
        if (await rights.Refuses(actor, row, ct) is { } no)
            return no;
        if (row.State is not (DeliveryState.Missed or DeliveryState.Refused))
            return Refusal.Conflict("Publishing.NotMissed");
        if (due < ledger.Now)
            return Refusal.Invalid("Publishing.TimeHasPassed").On("due");
        if (due > ledger.Now.AddYears(2))
            return Refusal.Invalid("Publishing.TimeTooFar").On("due");
        if (await channels.Find(row.Channel, ct) is not { } channel)
            return Refusal.NotFound("Publishing.ChannelGone");
        if (channel.State == ChannelState.Retired && row.Kind != DeliveryKind.Delete)
            return Refusal.Conflict("Publishing.ChannelRetired");
        var at = due ?? ledger.Now;
        // A deletion that was refused has been sent once: the page that it may have waited for no longer matters.
        var live = row is { Kind: DeliveryKind.Delete, State: DeliveryState.Refused } || await rights.OpenRelease(row, at, ct);
        row.SendAgain(actor.Person, at, AnswerCheck.EndOf(row, at, channel), live);
        db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
        return await ledger.Write(row, ct) ? Done.Ok : Refusal.Conflict("Kernel.Changed");
    }
}

/// <summary>May this person move this delivery: release in the post's unit or in the channel's.</summary>
internal sealed class Rights(Db db, IPostHeads heads, IChannels channels)
{
    public async Task<Refusal?> Refuses(Actor actor, Delivery row, CancellationToken ct)
    {
        var post = (await heads.Many([row.Post], ct)).GetValueOrDefault(row.Post);
        var channel = await channels.Find(row.Channel, ct);
        var sees = (post is not null && actor.May(Permission.See, post.Unit)) || (channel is not null && actor.May(Permission.See, channel.Unit));
        if (!sees)
            return Refusal.NotFound("Publishing.DeliveryGone");
        var may = (post is not null && actor.May(Permission.Release, post.Unit)) || (channel is not null && actor.May(Permission.Release, channel.Unit));
        return may ? null : Refusal.Forbidden();
    }

    /// <summary>A release whose time had passed before its page went live gets the new time too. True when its page is live already.</summary>
    public async Task<bool> OpenRelease(Delivery row, DateTime due, CancellationToken ct)
    {
        var release = await db.Set<Release>().SingleOrDefaultAsync(x => x.Post == row.Post && x.Revision == row.Revision, ct);
        if (release is { LiveAt: null })
            release.NewTime(due);
        return release is not { LiveAt: null };
    }
}
