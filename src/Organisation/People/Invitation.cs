using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;

namespace Stadtfunk.Organisation.People;

/// <summary>A link with which a person chooses a password, the first or a new one. One at a time, works once, only its hash is kept.</summary>
internal sealed class Invitation : IAudited
{
    string IAudited.Called => "";

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private Invitation() { }

    public Invitation(PersonId person, string token, DateTime now)
    {
        Person = person;
        Hash = HashOf(token);
        ExpiresAt = now + Lifetime;
    }

    public PersonId Person { get; private set; }
    public string Hash { get; private set; } = "";
    public DateTime ExpiresAt { get; private set; }

    /// <summary>32 random bytes, fit for an address.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <param name="Path">Site-relative address with the token, shown to the inviter this once.</param>
internal sealed record InvitationLink(PersonId Person, string Path, DateTime ExpiresAt)
{
    /// <summary>It is on its way by mail, too.</summary>
    public bool Mailed { get; init; }
}
