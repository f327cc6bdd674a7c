using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Assisted;

/// <param name="TakesAlt">There is a place for its description where it is posted.</param>
internal sealed record HandPicture(int Number, string MediaType, string Alt, bool TakesAlt)
{
    public string FileName => $"bild-{Number}.{(MediaType == "image/png" ? "png" : "jpg")}";
}

/// <summary>A task as its page shows it.</summary>
/// <param name="Shown">Revision of the text: the newest one, even where the row itself is older.</param>
/// <param name="Place">What people call the network.</param>
/// <param name="Open">Where to go to do it: the post that stands there, or the channel.</param>
/// <param name="TakenBy">Who has taken it; null for nobody.</param>
/// <param name="Mine">The asker may do it without taking it first.</param>
/// <param name="CalledOff">The post was withdrawn meanwhile.</param>
/// <param name="Paused">Nothing may go out on this channel now.</param>
/// <param name="Link">The receipt, once it is done.</param>
internal sealed record HandTaskView(
    DeliveryId Id, DeliveryKind Kind, DeliveryState State, PostHead? Post, int Shown, string Text, IReadOnlyList<HandPicture> Pictures, string ChannelName, string Place,
    Uri? Open, DateTime Deadline, string? TakenBy, DateTime? TakenAt, bool Mine, bool CalledOff, bool Paused, Uri? Link, string? AnsweredBy, string? Sentence)
{
    public bool IsOpen => State is DeliveryState.Processing or DeliveryState.Asking;

    /// <summary>What is late is not posted in silence: then it is only asked what became of it.</summary>
    public bool MayPost => State == DeliveryState.Processing && Mine && !Paused && !CalledOff;

    public bool MayAnswer => IsOpen && (Mine || (TakenBy is null && (CalledOff || State == DeliveryState.Asking)));
}

internal sealed class ReadHandTask(HandTasks tasks, OutgoingForm form, Targets targets, Ledger ledger, IPostHeads heads, IPeople people, NetworkBook networks, Words words)
{
    public async Task<Outcome<HandTaskView>> Run(Actor actor, DeliveryId id, CancellationToken ct)
    {
        var opened = await tasks.Open(actor, id, ct);
        if (!opened.Ok)
            return Outcome<HandTaskView>.Refused(opened.Refusals);
        var (row, channel, claim, _) = opened.Value;
        var face = networks.On(row.Network, channel.Rules)!;
        var rules = networks.RulesOn(row.Network, channel.Rules) ?? face.Rules;
        var shown = (await tasks.Newer(row, ct)).LastOrDefault() ?? row;
        var post = (await form.Build(shown, [], (_, _, _) => Task.CompletedTask, ct)).Post;
        var names = await people.Many([.. new[] { claim?.Taker, row.AnsweredBy is { } by ? PersonId.Of(by) : null }.OfType<PersonId>()], ct);
        var before = (await targets.Of(row, ct))?.Receipt?.Link;
        return new HandTaskView(
            row.Id, row.Kind, row.State, (await heads.Many([row.Post], ct)).GetValueOrDefault(row.Post), shown.Revision,
            post is null ? "" : FullText.Of(post.Text, post.Link, post.Pictures.Count > 0, rules),
            [.. (row.ForPerson is null ? post?.Pictures ?? [] : []).Select((x, at) => new HandPicture(at + 1, x.MediaType, x.Alt, rules.Picture.TakesAlt))],
            channel.Name, face.RealName ?? face.Name, before ?? channel.PublicLink, HandTasks.DeadlineOf(row),
            claim is null ? null : names.GetValueOrDefault(claim.Taker)?.Name ?? "", claim?.TakenAt, opened.Value.IsOf(actor),
            await tasks.IsCalledOff(row, ct), await ledger.IsPaused(row, ct), row.Receipt?.Link,
            row.AnsweredBy is { } who ? names.GetValueOrDefault(PersonId.Of(who))?.Name : null, DeliveryList.Say(words, row.SentenceKey, row.SentenceArgs));
    }
}
