using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.PressReleases;

[JsonConverter(typeof(IdJson<PressReleaseId>))]
internal readonly record struct PressReleaseId(Guid Value) : IId<PressReleaseId>
{
    public static PressReleaseId Of(Guid value) => new(value);
    public static PressReleaseId New() => new(Guid.CreateVersion7());
    public static PressReleaseId Parse(string s, IFormatProvider? provider) => Id.Parse<PressReleaseId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out PressReleaseId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>A press release, or an appointment, that stands open for a time: pictures that come in meanwhile probably belong to it.</summary>
internal sealed class PressRelease : IVersioned, IAudited
{
    public const int MaxTitle = 200, MaxText = 20_000;

    /// <summary>So long it stays after its time.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    string IAudited.Called => Title;

    private PressRelease()
    {
    }

    public PressRelease(UnitId unit, PersonId by, DateTime now)
    {
        Id = PressReleaseId.New();
        Unit = unit;
        AddedBy = by;
        AddedAt = now;
        Version = 1;
    }

    public PressReleaseId Id { get; private set; }
    public UnitId Unit { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>Empty for an appointment of which only the title is known.</summary>
    public string Text { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime From { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime Until { get; private set; }
    public PersonId AddedBy { get; private set; }
    public DateTime AddedAt { get; private set; }
    public int Version { get; private set; }

    public void Say(string title, string text, DateTime from, DateTime until) => (Title, Text, From, Until) = (title, text, from, until);
}

internal sealed class PressReleaseTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions) => conventions.Id<PressReleaseId>();

    public void Tables(ModelBuilder model) => model.Entity<PressRelease>(release =>
    {
        release.ToTable("editorial_press_release");
        release.HasKey(x => x.Id);
        release.Property(x => x.Title).HasMaxLength(PressRelease.MaxTitle);
        release.Property(x => x.Text).HasMaxLength(PressRelease.MaxText);
        release.HasIndex(x => x.Until);
    });
}
