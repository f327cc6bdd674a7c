using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Gives a begun correction up: the post stands again as it is published, word for word.</summary>
internal sealed class DropCorrection(Db db, PostDoor door, IReleasedPosts released, PostCheck check)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var post = opened.Value;
        if (post.MayDropCorrection() is { } no)
            return no;
        var live = await released.Revision(id, post.LiveRevision, ct)
            ?? throw new InvalidOperationException("A live revision has lost its text.");
        // When it went out, and not when the correction was meant to.
        var begun = await db.Set<Decision>().Where(one => one.Post == id && one.Kind == DecisionKind.Reopened).MaxAsync(one => (long?)one.Id, ct) ?? long.MaxValue;
        var due = await db.Set<Decision>().Where(one => one.Post == id && one.Due != null && one.Id < begun).OrderByDescending(one => one.Id).Select(one => one.Due).FirstOrDefaultAsync(ct);
        // First with every channel following the common text: what reads differently on a channel had a text of its own.
        post.Stand(Content(live, _ => null), due, actor.Person, door.Now);
        var common = await check.Of(post, ct);
        post.Stand(Content(live, variant => common.ChosenChannels.FirstOrDefault(one => one.Id == variant.Channel) is { } channel && common.TextOn(channel) == variant.Text ? null : variant.Text), due, actor.Person, door.Now);
        door.Note(new Decision(id, DecisionKind.CorrectionDropped, actor.Person, door.Now));
        var closed = await door.Close(post, ct);
        if (!closed.Ok)
            return closed;
        // Its deliveries may have moved on between reading and writing; they take no version, so that writing saw nothing of it.
        var moving = Post.Moving;
        await db.Set<Post>().Where(one => one.Id == id && one.Delivered != null && moving.Contains(one.State) && one.State != one.Delivered)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, one => one.Delivered!.Value).SetProperty(one => one.Version, one => one.Version + 1), ct);
        return closed;
    }

    private static PostContent Content(ReleasedPost live, Func<ReleasedVariant, string?> own) => new(
        live.Title,
        live.Text,
        live.Waits is null ? live.Link?.OriginalString : null,
        live.Category,
        live.Language,
        [.. live.Pictures.Select(picture => new PictureInPost(picture.Picture, picture.Alt, picture.Decorative))],
        [.. live.Channels.Select(variant => new ChannelChoice(variant.Channel, true, own(variant)) { Form = variant.Form, Terms = variant.Terms })])
    {
        Waits = live.Waits,
    };
}
