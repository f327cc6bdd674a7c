using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Audit;

/// <summary>One line of the log. Only ever added; its hash covers it and the hash of the line before.</summary>
internal sealed class AuditEntry
{
    public const int ThingLength = 60;
    public const int AboutLength = 160;
    public const int CalledLength = 120;
    public const int DetailsLength = 400;

    private AuditEntry() { }

    public AuditEntry(long seq, string before, AuditNote note, DateTime at)
    {
        Seq = seq;
        (Person, Token, Deed, Thing) = (note.Person, note.Token, note.Deed, note.Thing);
        (About, Called, Details) = (Cut(note.About, AboutLength), Cut(note.Called, CalledLength), Cut(note.Details, DetailsLength));
        // As the databases keep it: whole microseconds.
        At = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        Hash = HashAfter(before);
    }

    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Seq { get; private set; }
    public DateTime At { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>The API token that was used; null at the desk.</summary>
    public Guid? Token { get; private set; }
    public AuditDeed Deed { get; private set; }

    /// <summary>Room and type: <c>Editorial/Post</c>.</summary>
    public string Thing { get; private set; } = "";

    /// <summary>Its key.</summary>
    public string About { get; private set; } = "";
    public string Called { get; private set; } = "";

    /// <summary>Which fields changed: <c>Title, State=Draft&gt;Submitted</c>.</summary>
    public string Details { get; private set; } = "";
    public string Hash { get; private set; } = "";

    public string HashAfter(string before) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\u001f', before, Seq.ToString(CultureInfo.InvariantCulture), At.Ticks.ToString(CultureInfo.InvariantCulture), Person, Token, Deed, Thing, About, Called, Details))));

    private static string Cut(string text, int length) => text.Length > length ? text[..(length - 1)] + "…" : text;
}

/// <summary>The end of the chain: one row, locked while a line is added. Sealed, so that whoever can write only the database cannot make a chain of their own.</summary>
internal sealed class AuditHead
{
    public const int Only = 1;

    public int Id { get; private set; } = Only;
    public long Seq { get; private set; }
    public string Hash { get; private set; } = "";
    public string Seal { get; private set; } = "";
}

internal sealed class AuditTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("kernel_audit");
            entry.HasKey(x => x.Seq);
            entry.Property(x => x.Seq).ValueGeneratedNever();
            entry.Property(x => x.Person).HasConversion(id => id.Value, value => PersonId.Of(value));
            entry.Property(x => x.Thing).HasMaxLength(AuditEntry.ThingLength);
            entry.Property(x => x.About).HasMaxLength(AuditEntry.AboutLength);
            entry.Property(x => x.Called).HasMaxLength(AuditEntry.CalledLength);
            entry.Property(x => x.Details).HasMaxLength(AuditEntry.DetailsLength);
            entry.Property(x => x.Hash).HasMaxLength(64);
            entry.HasIndex(x => new { x.Thing, x.About, x.Seq });
            entry.HasIndex(x => new { x.Person, x.Seq });
            entry.HasIndex(x => x.At);
        });
        model.Entity<AuditHead>(head =>
        {
            head.ToTable("kernel_audit_head");
            head.HasKey(x => x.Id);
            head.Property(x => x.Id).ValueGeneratedNever();
            head.Property(x => x.Hash).HasMaxLength(64);
            head.Property(x => x.Seal).HasMaxLength(500);
            head.HasData(new { Id = AuditHead.Only, Seq = 0L, Hash = "", Seal = "" });
        });
    }
}
