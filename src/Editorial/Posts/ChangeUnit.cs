using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>
/// Gives a draft to another unit in which the actor writes too. Its words stay; channels that are not open there and pictures that the actor may not see
/// are left out, and that is said.
/// </summary>
internal sealed class ChangeUnit(PostDoor door, FitChannels channels, IPictures pictures, IUnits units)
{
    /// <param name="version">As read; a newer one is a Conflict.</param>
    public async Task<Outcome<Saved>> Run(Actor actor, PostId id, int version, UnitId unit, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<Saved>.Refused(opened.Refusals);
        var post = opened.Value;
        if (!actor.May(Permission.Write, unit))
            return actor.May(Permission.See, unit) ? Refusal.Forbidden() : Refusal.NotFound("Editorial.UnitUnknown").On("unit");
        if (await units.Find(unit, ct) is null)
            return Refusal.NotFound("Editorial.UnitUnknown").On("unit");
        if (post.MayChangeUnit() is { } no)
            return no;
        if (unit == post.Unit)
            return new Saved(PostDoor.Standing(post), []);
        var (had, kept) = (post.Content, await Possible(actor, post.Content, unit, ct));
        post.GiveTo(unit, actor.Person, door.Now);
        if (!kept.Equals(had))
            post.Change(kept, post.Due, actor.Person, door.Now);
        var closed = await door.Close(post, ct);
        return closed.To(standing => new Saved(standing, [.. LeftOut(had, kept)]));
    }

    private async Task<PostContent> Possible(Actor actor, PostContent content, UnitId unit, CancellationToken ct)
    {
        var found = await pictures.Many([.. content.Pictures.Select(picture => picture.Picture)], ct);
        var open = (await channels.Selectable(unit, ct)).Select(channel => channel.Id).ToHashSet();
        return content with
        {
            Pictures = [.. content.Pictures.Where(picture => found.TryGetValue(picture.Picture, out var view) && actor.May(Permission.See, view.Unit))],
            Channels = [.. content.Channels.Where(choice => open.Contains(choice.Channel))],
        };
    }

    private static IEnumerable<Refusal> LeftOut(PostContent had, PostContent kept)
    {
        if (kept.Pictures.Count < had.Pictures.Count)
            yield return Refusal.Conflict("Editorial.UnitWithoutPictures", had.Pictures.Count - kept.Pictures.Count);
        if (kept.Channels.Count < had.Channels.Count)
            yield return Refusal.Conflict("Editorial.UnitWithoutChannels");
    }
}
