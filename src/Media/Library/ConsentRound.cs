using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>
/// Says that the consent for pictures is about to run out, and that it has: once each, to who leads in the unit and to who brought the pictures.
/// What ends on one day in one unit is one notice, so that a fair with three hundred portraits is not three hundred mails.
/// </summary>
internal sealed class ConsentRound(Db db, IPeople people, INotices notices, CityTime time) : IRound
{
    public const string Name = "media-consent";

    /// <summary>Days: time enough to ask a family once more.</summary>
    public const int Ahead = 14;

    // Of what ran out longer ago somebody has heard; a restored or upgraded house does not begin with old news.
    private const int Behind = 7;

    public async Task Tick(CancellationToken ct)
    {
        var today = time.Today;
        var (first, last) = (today.AddDays(-Behind), today.AddDays(Ahead));
        var ends = await db.Set<Picture>().AsNoTracking()
            .Where(x => x.Consent == Consent.Given && x.ConsentUntil >= first && x.ConsentUntil <= last && x.RemovedAt == null)
            .Select(x => new Ending(x.Id, x.Unit, x.ConsentUntil!.Value, x.FileName, x.AddedBy)).ToListAsync(ct);
        foreach (var group in ends.GroupBy(one => (one.Unit, one.Until)))
            await Tell([.. group.OrderBy(one => one.Picture.Value)], group.Key.Until < today, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task Tell(List<Ending> pictures, bool over, CancellationToken ct)
    {
        var (unit, until, one) = (pictures[0].Unit, pictures[0].Until, pictures.Count == 1);
        var see = (await people.WhoMay(Permission.See, unit, ct)).Select(person => person.Id).ToHashSet();
        var whom = (await people.WhoMay(Permission.Lead, unit, ct)).Select(person => person.Id).Concat(pictures.Select(picture => picture.By).Where(see.Contains)).ToList();
        await notices.Tell(
            whom,
            new Notice(
                NoticeKind.Consent,
                string.Create(CultureInfo.InvariantCulture, $"consent/{unit}/{until:yyyy-MM-dd}/{(over ? "over" : "ends")}"),
                over ? one ? "Media.Notice.ConsentOver" : "Media.Notice.ConsentsOver" : one ? "Media.Notice.ConsentEnds" : "Media.Notice.ConsentsEnd",
                [one ? pictures[0].Name : pictures.Count.ToString(CultureInfo.InvariantCulture), NoticeTime.Of(until)],
                one ? $"/desk/medien/{pictures[0].Picture}" : $"/desk/medien?regal={(over ? PictureShelf.Consent : PictureShelf.Ending)}"),
            ct);
    }

    private sealed record Ending(PictureId Picture, UnitId Unit, DateOnly Until, string Name, PersonId By);
}
