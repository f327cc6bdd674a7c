using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Hooks;

/// <summary>One call at a door.</summary>
internal sealed class HookRow
{
    public const int DoorLength = 40, KeyLength = 160;
    public static readonly byte[] Forgotten = [];

    private HookRow()
    {
    }

    public HookRow(string door, string key, byte[] content, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Door = door;
        Key = key;
        Sealed = content;
        At = now;
    }

    public Guid Id { get; private set; }
    public string Door { get; private set; } = "";

    /// <summary>What the network calls it, or the hash of what it said.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The body, encrypted: names, numbers and words of citizens. Empty once it was forgotten.</summary>
    public byte[] Sealed { get; private set; } = [];
    public DateTime At { get; private set; }
}

internal sealed class HookTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<HookRow>(row =>
    {
        row.ToTable("kernel_hook");
        row.HasKey(x => x.Id);
        row.Property(x => x.Door).HasMaxLength(HookRow.DoorLength);
        row.Property(x => x.Key).HasMaxLength(HookRow.KeyLength);
        row.HasIndex(x => new { x.Door, x.Key }).IsUnique();
        row.HasIndex(x => x.At);
    });
}

/// <summary>Seals bodies with the keys of the data folder: a copy of the database alone tells nobody what citizens wrote.</summary>
internal sealed class HookSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector keys = protection.CreateProtector("Kernel.Hooks.Body");

    public byte[] Close(byte[] body) => keys.Protect(body);

    public byte[]? Open(byte[] kept)
    {
        try
        {
            return kept.Length == 0 ? null : keys.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
