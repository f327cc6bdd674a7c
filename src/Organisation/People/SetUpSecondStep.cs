using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.People;

/// <param name="Ticket">The key, encrypted, bound to the person and to half an hour; the form carries it until a code proves that the app has it.</param>
/// <param name="Key">For typing by hand.</param>
/// <param name="Svg">The QR code as an SVG element, black on white in every theme, because cameras want it so.</param>
internal sealed record SecondStepOffer(string Ticket, string Key, string Svg);

/// <summary>First half of setting up the authenticator app: shows a new key, changes nothing.</summary>
internal sealed class OfferSecondStep(Db db, ICity city, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private readonly IDataProtector tickets = protection.CreateProtector("Organisation.TotpOffer");

    public async Task<Outcome<SecondStepOffer>> Run(Actor actor, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        var email = await db.Set<Person>().Where(person => person.Id == actor.Person).Select(person => person.Email).SingleAsync(ct);
        return Show(actor.Person, Totp.NewKey(), email, (await city.Get(ct)).Name);
    }

    /// <summary>The same offer once more, after a wrong code; null when it is too old.</summary>
    internal async Task<SecondStepOffer?> Again(Actor actor, string ticket, CancellationToken ct)
    {
        if (!actor.IsSignedIn || KeyOf(actor.Person, ticket) is not { } key)
            return null;
        var email = await db.Set<Person>().Where(person => person.Id == actor.Person).Select(person => person.Email).SingleAsync(ct);
        return Show(actor.Person, key, email, (await city.Get(ct)).Name) with { Ticket = ticket };
    }

    internal byte[]? KeyOf(PersonId person, string ticket)
    {
        try
        {
            var parts = tickets.Unprotect(ticket).Split('|');
            return parts[0] == person.ToString() && long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
                ? Convert.FromBase64String(parts[2])
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private SecondStepOffer Show(PersonId person, byte[] key, string email, string issuer)
    {
        using var code = QRCodeGenerator.GenerateQrCode(Totp.Uri(key, issuer, email), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        var until = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        return new SecondStepOffer(
            tickets.Protect($"{person}|{until}|{Convert.ToBase64String(key)}"),
            Totp.Grouped(key),
            svg.GetGraphic(4, "#000000", "#ffffff", true, SvgQRCode.SizingMode.ViewBoxAttribute));
    }
}

/// <summary>Second half: a code proves that the app has the key. The answer holds the recovery codes, shown this once.</summary>
internal sealed class ConfirmSecondStep(Db db, OfferSecondStep offers, OwnAccount own, SecondStep second, TimeProvider clock)
{
    public async Task<Outcome<SecondStepSet>> Run(Actor actor, string ticket, string code, string password, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        if (offers.KeyOf(actor.Person, ticket) is not { } key)
            return Refusal.Conflict("Organisation.OfferTooOld");
        var opened = await own.Open(actor, password, ct);
        if (!opened.Ok)
            return Outcome<SecondStepSet>.Refused(opened.Refusals);
        var person = opened.Value;
        if (Totp.Match(key, code, clock.GetUtcNow().UtcDateTime, 0) is not { } step)
        {
            await db.SaveOr(true, ct);
            return Refusal.Invalid("Organisation.CodeNotFromApp").On("code");
        }
        person.TurnOnSecondStep(second.Encrypt(key), step);
        var codes = await second.NewCodes(person, ct);
        return await db.SaveOr(new SecondStepSet(codes, new Shown(person.Id, person.Name, person.Stamp, true)), ct);
    }
}

internal sealed record SecondStepSet(IReadOnlyList<string> RecoveryCodes, Shown Session);
