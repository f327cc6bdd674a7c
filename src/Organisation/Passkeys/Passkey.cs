using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Passkeys;

/// <summary>The public half of a key that lies in somebody's phone, computer or security key.</summary>
internal sealed class Passkey : IAudited
{
    public const int NameLength = 60;

    string IAudited.Called => Name;

    private Passkey() { }

    public Passkey(PersonId person, UserPasskeyInfo info, string name)
    {
        Id = IdOf(info.CredentialId);
        (Person, Name, CreatedAt, PublicKey) = (person, name, info.CreatedAt.UtcDateTime, info.PublicKey);
        Transports = string.Join(' ', info.Transports ?? []);
        (IsUserVerified, IsBackupEligible) = (info.IsUserVerified, info.IsBackupEligible);
        Used(info);
    }

    /// <summary>The credential's id, fit for an address.</summary>
    public string Id { get; private set; } = "";
    public PersonId Person { get; private set; }
    public string Name { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public DateTime? UsedAt { get; private set; }
    public byte[] PublicKey { get; private set; } = [];
    public long SignCount { get; private set; }
    public string Transports { get; private set; } = "";
    public bool IsUserVerified { get; private set; }
    public bool IsBackupEligible { get; private set; }
    public bool IsBackedUp { get; private set; }

    public static string IdOf(byte[] credential) => Base64Url.EncodeToString(credential);

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static Refusal? Bad(string name) =>
        name.Trim().Length is 0 or > NameLength ? Refusal.Invalid("Organisation.PasskeyNameBad", NameLength).On("name") : NameRules.Unreadable(name.Trim());

    public void Rename(string name) => Name = name;

    public void Used(UserPasskeyInfo info) => (SignCount, IsBackedUp) = (info.SignCount, info.IsBackedUp);

    public void SignedIn(DateTime now) => UsedAt = now;

    public UserPasskeyInfo Info() => new(
        Base64Url.DecodeFromChars(Id), PublicKey, new DateTimeOffset(CreatedAt, TimeSpan.Zero), (uint)SignCount, Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        IsUserVerified, IsBackupEligible, IsBackedUp, [], []);
}

internal sealed class PasskeyTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<Passkey>(passkey =>
    {
        passkey.ToTable("organisation_passkeys");
        passkey.HasKey(x => x.Id);
        passkey.Property(x => x.Id).HasMaxLength(1400);
        passkey.Property(x => x.Name).HasMaxLength(Passkey.NameLength);
        passkey.Property(x => x.PublicKey).HasMaxLength(2000);
        passkey.Property(x => x.Transports).HasMaxLength(100);
        passkey.HasIndex(x => x.Person);
        passkey.HasOne<Person>().WithMany().HasForeignKey(x => x.Person).OnDelete(DeleteBehavior.Cascade);
    });
}
