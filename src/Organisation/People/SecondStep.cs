using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Organisation.People;

/// <summary>Checks what comes after the password: a code of the authenticator app, or a recovery code, each once.</summary>
internal sealed class SecondStep(Db db, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector keys = protection.CreateProtector("Organisation.Totp");

    public string Encrypt(byte[] key) => keys.Protect(Convert.ToBase64String(key));

    /// <summary>True when it is right; it is then used up as soon as the caller saves.</summary>
    public async Task<bool> Use(Person person, string code, CancellationToken ct)
    {
        if (person.TotpKey is not { } encrypted)
            return false;
        if (KeyOf(encrypted) is { } key && Totp.Match(key, code, clock.GetUtcNow().UtcDateTime, person.TotpStep) is { } step)
        {
            person.UsedCode(step);
            return true;
        }
        var hash = RecoveryCode.HashOf(person.Id, code);
        var recovery = await db.Set<RecoveryCode>().SingleOrDefaultAsync(one => one.Person == person.Id && one.Hash == hash, ct);
        if (recovery is null)
            return false;
        db.Remove(recovery);
        return true;
    }

    /// <summary>Ten new codes in place of all old ones; shown once.</summary>
    public async Task<IReadOnlyList<string>> NewCodes(Person person, CancellationToken ct)
    {
        db.RemoveRange(await db.Set<RecoveryCode>().Where(code => code.Person == person.Id).ToListAsync(ct));
        var codes = Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.Make()).ToList();
        db.AddRange(codes.Select(code => new RecoveryCode(person.Id, RecoveryCode.HashOf(person.Id, code))));
        return codes;
    }

    // When the keys of the installation are lost, the app's codes are too; recovery codes still work.
    private byte[]? KeyOf(string encrypted)
    {
        try
        {
            return Convert.FromBase64String(keys.Unprotect(encrypted));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
