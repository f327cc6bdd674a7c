using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.City;

/// <summary>The city's own data: one row.</summary>
internal sealed class CityRow : IVersioned, IAudited
{
    string IAudited.Called => Name;

    public const int Only = 1;
    public const int NameLength = 80;
    public const int LinkLength = 500;
    public const int ZoneLength = 60;

    /// <summary>Where nothing stands: the city has not said yet where its own are.</summary>
    public const string NoImprint = "/impressum";
    public const string NoPrivacy = "/datenschutz";
    public const string DefaultColour = "#1c4b8f";
    public const string DefaultColourDark = "#9cc0ff";

    private CityRow() { }

    public CityRow(NewCity city)
    {
        Name = city.Name;
        PublicUrl = WithSlash(city.PublicUrl);
        Demo = city.Demo;
        Land = city.Land;
    }

    public int Id { get; private set; } = Only;
    public string Name { get; private set; } = "";
    public string PublicUrl { get; private set; } = "";
    public string Imprint { get; private set; } = NoImprint;
    public string Privacy { get; private set; } = NoPrivacy;
    public string Colour { get; private set; } = DefaultColour;
    public string ColourDark { get; private set; } = DefaultColourDark;

    /// <summary>Hash that <see cref="ILogos"/> gave; null: the crest with the initial.</summary>
    public string? Logo { get; private set; }

    /// <summary>Hash of the <see cref="FontRow"/> for running text; null: Fira Sans.</summary>
    public string? Font { get; private set; }

    /// <summary>It has the bold letters in itself.</summary>
    public bool FontVaries { get; private set; }
    public string? FontBold { get; private set; }
    public string Language { get; private set; } = "de";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; private set; } = Zones.Default;

    /// <summary>Null: not said yet.</summary>
    public Land? Land { get; private set; }
    public bool Demo { get; private set; }
    public int Version { get; private set; }

    public void Change(CityData data)
    {
        Name = data.Name;
        PublicUrl = WithSlash(new Uri(data.PublicUrl));
        Imprint = data.Imprint;
        Privacy = data.Privacy;
        Colour = data.Colour.ToLowerInvariant();
        ColourDark = data.ColourDark.ToLowerInvariant();
        Language = data.Language;
        TimeZone = data.TimeZone;
        Land = data.Land;
    }

    public void SetLogo(string? hash) => Logo = hash;

    public void SetFont(string? regular, bool varies, string? bold) => (Font, FontVaries, FontBold) = (regular, varies, bold);

    public CityData Data() => new(Name, PublicUrl, Imprint, Privacy, Colour, ColourDark, Language) { TimeZone = TimeZone, Land = Land };

    internal static string WithSlash(Uri url) => url.ToString().TrimEnd('/') + "/";
}

internal sealed class CityTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<CityRow>(city =>
    {
        city.ToTable("organisation_city");
        city.HasKey(x => x.Id);
        city.Property(x => x.Id).ValueGeneratedNever();
        city.Property(x => x.Name).HasMaxLength(CityRow.NameLength);
        city.Property(x => x.PublicUrl).HasMaxLength(CityRow.LinkLength);
        city.Property(x => x.Imprint).HasMaxLength(CityRow.LinkLength);
        city.Property(x => x.Privacy).HasMaxLength(CityRow.LinkLength);
        city.Property(x => x.Colour).HasMaxLength(7);
        city.Property(x => x.ColourDark).HasMaxLength(7);
        city.Property(x => x.Logo).HasMaxLength(64);
        city.Property(x => x.Font).HasMaxLength(64);
        city.Property(x => x.FontBold).HasMaxLength(64);
        city.Property(x => x.Language).HasMaxLength(10);
        city.Property(x => x.TimeZone).HasMaxLength(CityRow.ZoneLength).HasDefaultValue(Zones.Default);
    });
}
