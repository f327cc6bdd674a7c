using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.City;

/// <summary>What an administrator enters about the city.</summary>
internal sealed record CityData(
    string Name, string PublicUrl, string Imprint, string Privacy, string Colour, string ColourDark, string Language)
{
    public static readonly IReadOnlyList<string> Languages = ["de", "en"];

    public string TimeZone { get; init; } = Zones.Default;

    /// <summary>Null: not said yet.</summary>
    public Land? Land { get; init; }

    public CityData Trimmed() => this with
    {
        Name = Name.Trim(),
        PublicUrl = PublicUrl.Trim(),
        Imprint = Imprint.Trim(),
        Privacy = Privacy.Trim(),
        Colour = Colour.Trim(),
        ColourDark = ColourDark.Trim(),
    };

    public List<Refusal> Check()
    {
        var wrong = new List<Refusal>();
        if (Name.Length is 0 or > CityRow.NameLength)
            wrong.Add(Refusal.Invalid("Organisation.CityNameBad", CityRow.NameLength).On("name"));
        if (NameRules.Unreadable(Name) is { } unreadable)
            wrong.Add(unreadable);
        if (!IsWeb(PublicUrl))
            wrong.Add(Refusal.Invalid("Organisation.PublicUrlBad").On("publicUrl"));
        if (!IsLink(Imprint))
            wrong.Add(Refusal.Invalid("Organisation.CityLinkBad").On("imprint"));
        if (!IsLink(Privacy))
            wrong.Add(Refusal.Invalid("Organisation.CityLinkBad").On("privacy"));
        if (!Languages.Contains(Language))
            wrong.Add(Refusal.Invalid("Organisation.LanguageBad").On("language"));
        if (!Zones.Knows(TimeZone))
            wrong.Add(Refusal.Invalid("Organisation.TimeZoneBad").On("timeZone"));
        if (Land is { } land && !Enum.IsDefined(land))
            wrong.Add(Refusal.Invalid("Organisation.LandBad").On("land"));
        if (CheckColour(Colour, Contrast.LightGround, true, "colour") is { } light)
            wrong.Add(light);
        if (CheckColour(ColourDark, Contrast.DarkGround, false, "colourDark") is { } dark)
            wrong.Add(dark);
        return wrong;
    }

    private static Refusal? CheckColour(string colour, string ground, bool darker, string field)
    {
        if (!Contrast.IsColour(colour))
            return Refusal.Invalid("Organisation.ColourBad").On(field);
        var contrast = Contrast.Between(colour, ground);
        // Cut, not rounded: 4.49 must not be shown as 4.5.
        return contrast >= Contrast.Text
            ? null
            : Refusal.Invalid(
                darker ? "Organisation.ColourTooLight" : "Organisation.ColourTooDark",
                Math.Floor(contrast * 10) / 10, Contrast.Text, Contrast.Step(colour, ground, darker)).On(field);
    }

    private static bool IsWeb(string text) =>
        text.Length <= CityRow.LinkLength && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme is "https" or "http") && url.Query.Length == 0 && url.Fragment.Length == 0;

    // A path of the own site or an address elsewhere; "//host" would be neither.
    private static bool IsLink(string text) =>
        IsWeb(text) || (text.Length <= CityRow.LinkLength && text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && !text.Contains('\\'));
}
