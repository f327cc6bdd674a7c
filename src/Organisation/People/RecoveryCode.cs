using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Organisation.People;

/// <summary>A code for the day on which the phone is lost; works once, and only its hash is kept.</summary>
internal sealed class RecoveryCode
{
    public const int Count = 10;

    // No letters and digits that look alike on paper.
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    private RecoveryCode() { }

    public RecoveryCode(PersonId person, string hash)
    {
        Person = person;
        Hash = hash;
    }

    public PersonId Person { get; private set; }
    public string Hash { get; private set; } = "";

    /// <summary>16 letters of 31: 79 bits, so that a plain hash is enough.</summary>
    public static string Make()
    {
        var code = RandomNumberGenerator.GetString(Letters, 16);
        return $"{code[..4]}-{code[4..8]}-{code[8..12]}-{code[12..]}";
    }

    public static string HashOf(PersonId person, string code)
    {
        var bare = new string([.. code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person}:{bare}")));
    }
}
