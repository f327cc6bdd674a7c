using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A new draft with the content of another post, without its time. Channels that sleep today are left out, and pictures that are no longer there; of those that is said.</summary>
internal sealed class CopyPost(PostDoor door, FitChannels channels, IPictures pictures, CreatePost create)
{
    public async Task<Outcome<Saved>> Run(Actor actor, PostId id, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, null, ct);
        if (!opened.Ok)
            return Outcome<Saved>.Refused(opened.Refusals);
        var post = opened.Value;
        var awake = (await channels.Selectable(post.Unit, ct)).Select(channel => channel.Id).ToHashSet();
        var found = await pictures.Many([.. post.Pictures.Select(picture => picture.Picture)], ct);
        var content = post.Content with
        {
            Pictures = [.. post.Content.Pictures.Where(picture => found.TryGetValue(picture.Picture, out var view) && actor.May(Permission.See, view.Unit))],
            // What it waited for is over, or another's matter.
            Waits = null,
            Channels = [.. post.Content.Channels.Where(choice => awake.Contains(choice.Channel))],
        };
        var copied = await create.Run(actor, post.Unit, content, new PostDue.Open(), false, ct);
        return !copied.Ok || content.Pictures.Count == post.Pictures.Count
            ? copied
            : copied.Value with { Notices = [.. copied.Value.Notices, Refusal.Conflict("Editorial.CopiedWithout")] };
    }
}
