using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Slots;

/// <summary>
/// Tells by mail whoever a slot waits for: its owner, or those who write in the unit. While the mail server is away the mails wait; without one the desk
/// alone reminds.
/// </summary>
internal sealed class WhenSlotWantsPost(Db db, IMails mails, IPeople people, ICity cities, CityTime time, Words words) : IHandle<SlotWantsPost>
{
    public async Task Handle(SlotWantsPost happened, CancellationToken ct)
    {
        // Written or thrown away meanwhile: nobody has to be reminded.
        if (!await mails.CanSend(ct) || !await db.Set<Post>().AnyAsync(post => post.Id == happened.Post && post.Author == default(PersonId), ct))
            return;
        var city = await cities.Get(ct);
        var language = CultureInfo.GetCultureInfo(city.Language);
        var due = time.ToLocal(happened.Due).ToString("f", language);
        foreach (var person in await Whom(happened, ct))
            await mails.Write(
                new OutgoingMail(
                    string.Create(CultureInfo.InvariantCulture, $"slot/{happened.Post}/{(happened.Last ? 2 : 1)}/{person.Id}"),
                    person.Email,
                    words.In(language, happened.Last ? "Editorial.Mail.SlotLastSubject" : "Editorial.Mail.SlotSubject", happened.Name, due),
                    words.In(language, "Editorial.Mail.SlotText", person.Name, happened.Name, due, new Uri(city.PublicUrl, $"desk/beitraege/{happened.Post}"), city.Name)),
                ct);
        await db.SaveChangesAsync(ct);
    }

    // The leads above the unit see all slots at the desk; a mail for each would be noise to them.
    private async Task<IReadOnlyList<PersonView>> Whom(SlotWantsPost happened, CancellationToken ct)
    {
        if (happened.Owner is { } owner)
            return [.. (await people.Many([owner], ct)).Values];
        var writes = await people.WhoMay(Permission.Write, happened.Unit, ct);
        var leads = (await people.WhoMay(Permission.Release, happened.Unit, ct)).Select(person => person.Id).ToHashSet();
        var writers = writes.Where(person => !leads.Contains(person.Id)).ToList();
        return writers.Count > 0 ? writers : writes;
    }
}
