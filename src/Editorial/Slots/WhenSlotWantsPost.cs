using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Slots;

/// <summary>
/// Tells whoever a slot waits for, its owner and who stands in for them, or those who write in the unit, at the desk and by mail as each has chosen.
/// </summary>
internal sealed class WhenSlotWantsPost(Db db, INotices notices, IPeople people, CityTime time) : IHandle<SlotWantsPost>
{
    public async Task Handle(SlotWantsPost happened, CancellationToken ct)
    {
        // Written or thrown away meanwhile: nobody has to be reminded.
        if (!await db.Set<Post>().AnyAsync(post => post.Id == happened.Post && post.Author == default(PersonId), ct))
            return;
        var due = NoticeTime.Of(time.ToLocal(happened.Due));
        var whom = (await Whom(happened, ct)).Select(person => person.Id).ToList();
        await notices.Tell(
            whom,
            new Notice(
                NoticeKind.SlotGap, string.Create(CultureInfo.InvariantCulture, $"slot/{happened.Post}/{(happened.Last ? 2 : 1)}"),
                happened.Last ? "Editorial.Notice.SlotLast" : "Editorial.Notice.Slot", [happened.Name, due], $"/desk/beitraege/{happened.Post}"),
            ct);
        await db.SaveChangesAsync(ct);
    }

    // The leads above the unit see all slots at the desk; a notice for each would be noise to them.
    private async Task<IReadOnlyList<PersonView>> Whom(SlotWantsPost happened, CancellationToken ct)
    {
        var writes = await people.WhoMay(Permission.Write, happened.Unit, ct);
        // An owner who has left, is locked or writes elsewhere now hears nothing: then the slot is the unit's.
        if (writes.FirstOrDefault(person => person.Id == happened.Owner) is { } owner)
            return [owner, .. await people.StandingInFor(owner.Id, ct)];
        var leads = (await people.WhoMay(Permission.Release, happened.Unit, ct)).Select(person => person.Id).ToHashSet();
        var writers = writes.Where(person => !leads.Contains(person.Id)).ToList();
        return writers.Count > 0 ? writers : writes;
    }
}
