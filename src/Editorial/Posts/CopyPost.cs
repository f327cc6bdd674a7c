using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A new draft with the content of another post, without its time; channels that sleep today are left out.</summary>
internal sealed class CopyPost(PostDoor door, FitChannels channels, CreatePost create)
{
    public async Task<Outcome<Saved>> Run(Actor actor, PostId id, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, null, ct);
        if (!opened.Ok)
            return Outcome<Saved>.Refused(opened.Refusals);
        var post = opened.Value;
        var awake = (await channels.Selectable(post.Unit, ct)).Select(channel => channel.Id).ToHashSet();
        var content = post.Content with { Channels = [.. post.Content.Channels.Where(choice => awake.Contains(choice.Channel))] };
        return await create.Run(actor, post.Unit, content, new PostDue.Open(), false, ct);
    }
}
