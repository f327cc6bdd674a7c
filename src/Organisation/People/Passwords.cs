using System.Text;
using Microsoft.AspNetCore.Identity;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>What a password must be, and how it is kept: long rather than ornate, not one that everybody tries first.</summary>
internal sealed class Passwords(IPasswordHasher<Person> hasher)
{
    public const int Shortest = 12;
    public const int Longest = 128;

    // Hashed once per process with today's cost; checking against it takes as long as checking a real one.
    private readonly Lazy<string> nobodys = new(() => hasher.HashPassword(null!, "nobody has this password"));

    public static Refusal? Check(string password, string name, string email)
    {
        var plain = Plain(password);
        if (plain.Length < Shortest)
            return Refusal.Invalid("Organisation.PasswordTooShort", Shortest).On("password");
        if (plain.Length > Longest)
            return Refusal.Invalid("Organisation.PasswordTooLong", Longest).On("password");
        if (CommonPasswords.Has(plain))
            return Refusal.Invalid("Organisation.PasswordCommon").On("password");
        if (CommonPasswords.IsMadeOf(plain, [.. name.Split(' '), .. email.Split('@', '.')]))
            return Refusal.Invalid("Organisation.PasswordNamesPerson").On("password");
        return null;
    }

    public string Hash(Person person, string password) => hasher.HashPassword(person, Plain(password));

    /// <summary>Takes the same time whether there is a person, a password, or neither.</summary>
    public PasswordVerificationResult Verify(Person? person, string password)
    {
        // Beyond the longest nothing can be right; cut, so that a megabyte is not hashed.
        var plain = Plain(password.Length > Longest * 4 ? password[..(Longest * 4)] : password);
        if (person?.PasswordHash is { } hash)
            return hasher.VerifyHashedPassword(person, hash, plain);
        hasher.VerifyHashedPassword(null!, nobodys.Value, plain);
        return PasswordVerificationResult.Failed;
    }

    // "é" can be typed in two ways; both are the same password.
    private static string Plain(string password) => password.IsNormalized(NormalizationForm.FormKC) ? password : Normal(password);

    private static string Normal(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair; take it as it is.
            return password;
        }
    }
}
