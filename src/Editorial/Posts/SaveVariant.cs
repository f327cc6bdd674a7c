using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Chooses one channel for a post, with a text of its own or following the common one.</summary>
internal sealed class SaveVariant(PostDoor door, SavePost save)
{
    /// <param name="formStays">The form is as it is stored, whatever the choice says.</param>
    /// <param name="termsStay">So is what the post says of itself there.</param>
    public async Task<Outcome<Saved>> Run(Actor actor, PostId id, int? version, ChannelChoice choice, bool formStays, bool termsStay, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<Saved>.Refused(opened.Refusals);
        var post = opened.Value;
        var content = post.Content;
        var (it, nothing) = (new HashSet<ChannelId> { choice.Channel }, new HashSet<ChannelId>());
        var changed = content with { Channels = [.. content.Channels.Where(other => other.Channel != choice.Channel), choice], FormsStay = formStays ? it : nothing, TermsStay = termsStay ? it : nothing };
        return await save.Run(actor, id, post.Version, changed, post.Due is { } due ? new PostDue.At(due) : new PostDue.Open(), ct);
    }
}
