using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Organisation.Sessions;
using Stadtfunk.Organisation.Tokens;

namespace Stadtfunk.Organisation.People;

/// <summary>Once a day: what people left behind and nobody needs any more goes. What is kept how long also stands in docs/operating.md.</summary>
internal sealed class TidyRound(Db db, TimeProvider clock) : IRound
{
    public const string Name = "people";

    /// <summary>An invitation that nobody took, counted from the day on which it was made; with it goes the account that never was one.</summary>
    public static readonly TimeSpan NeverCame = TimeSpan.FromDays(30);

    /// <summary>An expired token, so that its owner can see why a program stopped.</summary>
    public static readonly TimeSpan ExpiredToken = TimeSpan.FromDays(30);

    /// <summary>Read or not: what was then to be done is long over.</summary>
    public static readonly TimeSpan OldNotice = TimeSpan.FromDays(90);

    public async Task Tick(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var neverCame = now - NeverCame;
        var expired = now - ExpiredToken;
        var unused = now - KnownDevice.Lifetime;
        var old = now - OldNotice;
        await db.Set<NoticeRow>().Where(row => row.At <= old).ExecuteDeleteAsync(ct);
        var ended = now - Session.Lifetime;
        await db.Set<Session>().Where(session => session.SeenAt <= ended || !db.Set<Person>().Any(person => person.Id == session.Person && person.Stamp == session.Stamp)).ExecuteDeleteAsync(ct);
        await db.Set<Invitation>().Where(invitation => invitation.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await db.Set<Person>()
            .Where(person => person.State == PersonState.Invited && person.LastSignInAt == null && person.CreatedAt <= neverCame
                && !db.Set<Invitation>().Any(invitation => invitation.Person == person.Id))
            .ExecuteDeleteAsync(ct);
        await db.Set<KnownDevice>().Where(device => device.UsedAt <= unused).ExecuteDeleteAsync(ct);
        await db.Set<ApiToken>().Where(token => token.ExpiresAt <= expired).ExecuteDeleteAsync(ct);
        var oldFont = now - FontRow.Kept;
        await db.Set<FontRow>().Where(font => font.AddedAt <= oldFont && !db.Set<CityRow>().Any(city => city.Font == font.Hash || city.FontBold == font.Hash)).ExecuteDeleteAsync(ct);
        // Codes for a second step that is no longer there.
        await db.Set<RecoveryCode>().Where(code => db.Set<Person>().Any(person => person.Id == code.Person && person.TotpKey == null)).ExecuteDeleteAsync(ct);
    }
}
