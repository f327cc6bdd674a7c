using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Tray;

/// <param name="Units">In which somebody writes: with more than one there is something to choose.</param>
/// <param name="Last">What was chosen the last time; null where nothing was, or where nothing is to be chosen.</param>
internal sealed record ShareChoice(IReadOnlyList<UnitView> Units, UnitId? Last)
{
    public bool Asks => Units.Count > 1;

    public string NameOf(UnitId unit) => Units.FirstOrDefault(one => one.Id == unit)?.Name ?? "";
}

/// <summary>For which units somebody may share pictures, and for which they did the last time: on this device, or else by what they sent.</summary>
internal sealed class ShareUnits(Db db, WritableUnits writable)
{
    private const string Cookie = "stadtfunk-teilen-einheit";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public async Task<ShareChoice> Run(Actor actor, HttpRequest request, CancellationToken ct)
    {
        var units = await writable.Run(actor, ct);
        if (units.Count < 2)
            return new ShareChoice(units, null);
        var last = Of(actor, request) ?? await Sent(actor, ct);
        return new ShareChoice(units, units.Any(unit => unit.Id == last) ? last : null);
    }

    /// <summary>For the next time on this device.</summary>
    public static void Keep(HttpContext http, Actor actor, UnitId unit) => http.Response.Cookies.Append(
        Cookie, $"{MarkOf(actor)}.{unit}", new CookieOptions { Path = ShareEndpoints.Page, HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = Kept, Secure = http.Request.IsHttps });

    /// <summary>Stands for a person on a device.</summary>
    public static string MarkOf(Actor actor) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ShareEndpoints.Page}/{actor.Person}")))[..16];

    // Several people may use the same device: each has chosen for themselves.
    private static UnitId? Of(Actor actor, HttpRequest request) =>
        request.Cookies[Cookie]?.Split('.') is [var who, var unit] && who == MarkOf(actor) && UnitId.TryParse(unit, null, out var known) ? known : null;

    private Task<UnitId?> Sent(Actor actor, CancellationToken ct)
    {
        var mine = $"{actor.Person}/";
        return db.Set<TrayEntry>().AsNoTracking().Where(x => x.Way == TrayWay.Share && x.Key.StartsWith(mine))
            .OrderByDescending(x => x.At).ThenByDescending(x => x.Id).Select(x => (UnitId?)x.Unit).FirstOrDefaultAsync(ct);
    }
}
