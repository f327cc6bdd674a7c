using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.City;

/// <summary>The settings of a city in one file: no password, no key, nobody's name.</summary>
/// <param name="Format">Says what the file is.</param>
/// <param name="Version">Of the format.</param>
/// <param name="Logo">The PNG in base 64.</param>
/// <param name="Mail">Null: no mail server.</param>
internal sealed record SettingsFile(string Format, int Version, SettingsCity City, string? Logo, MailServerData? Mail)
{
    /// <summary>The WOFF2 in base 64; null, or not there at all in older files: none.</summary>
    public string? Font { get; init; }
    public string? FontBold { get; init; }

    public const string Kind = "stadtfunk-settings";
    public const int Newest = 1;
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Shape);

    /// <summary>Refuses what is no such file, and one that a newer program has written.</summary>
    public static Outcome<SettingsFile> Read(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("format", out var format)
                || format.ValueKind != JsonValueKind.String || format.GetString() != Kind
                || !json.RootElement.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number) || number < 1)
                return Refusal.Invalid("Organisation.Settings.Foreign").On("settings");
            if (number > Newest)
                return Refusal.Invalid("Organisation.Settings.Newer", number, Newest).On("settings");
            return json.Deserialize<SettingsFile>(Shape) is { } file && file.City is not null ? file : Refusal.Invalid("Organisation.Settings.Damaged").On("settings");
        }
        catch (JsonException) when (bytes is not [(byte)'{', ..])
        {
            return Refusal.Invalid("Organisation.Settings.Foreign").On("settings");
        }
        catch (JsonException)
        {
            return Refusal.Invalid("Organisation.Settings.Damaged").On("settings");
        }
    }

    /// <summary>Null for none; refused when it is no base 64.</summary>
    public Outcome<byte[]> LogoBytes() => Bytes(Logo);

    /// <summary>Empty for none; refused when it is no base 64.</summary>
    public static Outcome<byte[]> Bytes(string? text)
    {
        var bytes = new byte[(text?.Length ?? 0) + 3];
        return Convert.TryFromBase64String(text ?? "", bytes, out var length) ? bytes[..length] : Refusal.Invalid("Organisation.Settings.Damaged").On("settings");
    }
}

internal sealed record SettingsCity(
    string Name, string PublicUrl, string Imprint, string Privacy, string Colour, string ColourDark, string Language, string TimeZone, Land? Land)
{
    public static SettingsCity Of(CityData data) =>
        new(data.Name, data.PublicUrl, data.Imprint, data.Privacy, data.Colour, data.ColourDark, data.Language, data.TimeZone, data.Land);

    public CityData Data() => new CityData(Name, PublicUrl, Imprint, Privacy, Colour, ColourDark, Language) { TimeZone = TimeZone, Land = Land }.Trimmed();
}
