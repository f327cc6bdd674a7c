using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.City;

/// <summary>All settings of the city as one file, without secrets.</summary>
internal sealed class ExportSettings(Db db, UnitTrees trees, ILogos logos, FontDesk fonts, MailServer server)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<byte[]>> Run(Actor actor, CancellationToken ct) =>
        await ChangeCity.Allowed(actor, db, trees, ct) ? (await Now(ct)).Write() : Refusal.Forbidden();

    internal async Task<SettingsFile> Now(CancellationToken ct)
    {
        var row = await db.Set<CityRow>().AsNoTracking().SingleAsync(ct);
        var logo = row.Logo is { } hash ? await logos.Read(hash, ct) : null;
        return new SettingsFile(
            SettingsFile.Kind, SettingsFile.Newest, SettingsCity.Of(row.Data()), Text(logo), (await server.Read(ct))?.Data)
        {
            Font = Text(await fonts.Read(row.Font, ct)),
            FontBold = Text(await fonts.Read(row.FontBold, ct)),
        };
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : Convert.ToBase64String(bytes);
}
