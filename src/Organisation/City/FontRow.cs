using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Organisation.City;

/// <summary>
/// A font of the city, as it came. In the database and not among the pictures, because it is small, is part of the settings, and every node has it at once.
/// One that nobody names any more stays for a while: pages that readers have kept still ask for it.
/// </summary>
internal sealed class FontRow
{
    public const int NameLength = 60;
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private FontRow() { }

    public FontRow(byte[] bytes, FontFacts facts, DateTime now)
    {
        (Hash, Bytes, Name, Varies, AddedAt) = (HashOf(bytes), bytes, facts.Name, facts.Varies, now);
    }

    public string Hash { get; private set; } = "";
    public byte[] Bytes { get; private set; } = [];
    public string Name { get; private set; } = "";
    public bool Varies { get; private set; }
    public DateTime AddedAt { get; private set; }

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string AddressOf(string hash) => $"/schrift/{hash}.woff2";
}

internal sealed class FontTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<FontRow>(font =>
    {
        font.ToTable("organisation_fonts");
        font.HasKey(x => x.Hash);
        font.Property(x => x.Hash).HasMaxLength(64);
        font.Property(x => x.Name).HasMaxLength(FontRow.NameLength);
    });
}
