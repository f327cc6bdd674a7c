using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Editions;

/// <summary>
/// Brings an earlier edition back as a new change: nothing that came after it gets lost, and an approval falls as with any other change. Pictures and
/// channels that are no longer there are left out, and that is said.
/// </summary>
internal sealed class RestoreEdition(Db db, PostDoor door, SavePost save, KeepEditions keep, FitChannels channels, IPictures pictures)
{
    public async Task<Outcome<Saved>> Run(Actor actor, PostId id, int version, int number, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<Saved>.Refused(opened.Refusals);
        var post = opened.Value;
        var edition = await db.Set<Edition>().AsNoTracking().SingleOrDefaultAsync(one => one.Post == id && one.Number == number, ct);
        if (edition is null)
            return Refusal.NotFound("Editorial.EditionUnknown");
        var wanted = edition.Content;
        var content = await Possible(post, wanted, ct);
        keep.Restoring(number);
        var saved = await save.Run(actor, id, version, content, post.Due is { } due ? new PostDue.At(due) : new PostDue.Open(), ct);
        return !saved.Ok || content.Equals(wanted)
            ? saved
            : saved.Value with { Notices = [.. saved.Value.Notices, Refusal.Conflict("Editorial.RestoredWithout")] };
    }

    private async Task<PostContent> Possible(Post post, PostContent wanted, CancellationToken ct)
    {
        var found = await pictures.Many([.. wanted.Pictures.Select(picture => picture.Picture)], ct);
        var open = (await channels.Selectable(post.Unit, ct)).Select(channel => channel.Id).Concat(post.Variants.Select(variant => variant.Channel)).ToHashSet();
        return wanted with
        {
            Pictures = [.. wanted.Pictures.Where(picture => found.ContainsKey(picture.Picture))],
            Channels = [.. wanted.Channels.Where(choice => open.Contains(choice.Channel))],
        };
    }
}
