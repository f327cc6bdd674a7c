using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Chooses one channel for a post, with a text of its own or following the common one.</summary>
internal sealed class SaveVariant(PostDoor door, SavePost save)
{
    /// <param name="formStays">The form is as it is stored, whatever the choice says.</param>
    public async Task<Outcome<Saved>> Run(Actor actor, PostId id, int? version, ChannelChoice choice, bool formStays, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<Saved>.Refused(opened.Refusals);
        var post = opened.Value;
        var content = post.Content;
        var changed = content with { Channels = [.. content.Channels.Where(other => other.Channel != choice.Channel), choice], FormsStay = formStays ? new HashSet<ChannelId> { choice.Channel } : new HashSet<ChannelId>() };
        return await save.Run(actor, id, post.Version, changed, post.Due is { } due ? new PostDue.At(due) : new PostDue.Open(), ct);
    }
}
