using Stadtfunk.App.Data;

namespace Stadtfunk.App;

/// <summary>What can be set at start. Every switch is also an environment variable (<c>STADTFUNK_PORT</c>) and a key in <c>stadtfunk.json</c> of the data folder.</summary>
internal sealed record Settings(int Port, string Address, string DataDirectory, bool Empty, string? Database, string? PublicUrl)
{
    public static readonly IReadOnlyDictionary<string, string> Switches = new Dictionary<string, string>
    {
        ["--port"] = "Port",
        ["--address"] = "Address",
        ["--data"] = "Data:Directory",
        ["--empty"] = "Demo:Empty",
        ["--database"] = "Database",
        ["--public-url"] = "City:PublicUrl",
    };

    /// <summary>Reads switches over environment over file; says what is wrong in one sentence.</summary>
    public static void Read(ConfigurationManager configuration, string[] args)
    {
        var given = FromSwitches(args);
        var data = given.GetValueOrDefault("Data:Directory") ?? Environment.GetEnvironmentVariable("STADTFUNK_DATA") ?? "data";
        AddFile(configuration, Path.Combine(Path.GetFullPath(data), "stadtfunk.json"));
        configuration.AddInMemoryCollection(FromEnvironment());
        configuration.AddEnvironmentVariables("STADTFUNK_");
        configuration.AddInMemoryCollection(given);
        configuration.AddInMemoryCollection([new("Data:Directory", Path.GetFullPath(data))]);
        // The training network's links, as long as nobody has said where the city's pages stand.
        configuration.AddInMemoryCollection([new("City:LocalUrl", $"http://127.0.0.1:{configuration["Port"] ?? "5080"}/")]);
    }

    public static Settings From(IConfiguration configuration)
    {
        var portText = configuration["Port"] ?? "5080";
        if (!int.TryParse(portText, out var port) || port is < 0 or > 65535)
            throw new WrongSetting(ConsoleWords.Of(
                $"--port erwartet eine Zahl von 0 bis 65535 (0 = irgendein freier), nicht „{portText}“.",
                $"--port expects a number from 0 to 65535 (0 = any free one), not “{portText}”."));
        var address = configuration["Address"] ?? "127.0.0.1";
        if (!System.Net.IPAddress.TryParse(address, out _))
            throw new WrongSetting(ConsoleWords.Of(
                $"--address erwartet eine IP-Adresse wie 127.0.0.1 oder 0.0.0.0, nicht „{address}“.",
                $"--address expects an IP address such as 127.0.0.1 or 0.0.0.0, not “{address}”."));
        var publicUrl = configuration["City:PublicUrl"];
        if (publicUrl is not null && (!Uri.TryCreate(publicUrl, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
            throw new WrongSetting(ConsoleWords.Of(
                $"--public-url erwartet eine Adresse wie https://aktuell.musterstadt.de/, nicht „{publicUrl}“.",
                $"--public-url expects an address such as https://news.example.org/, not “{publicUrl}”."));
        return new Settings(port, address, configuration["Data:Directory"] ?? Path.GetFullPath("data"), YesOrNo(configuration["Demo:Empty"]), configuration["Database"], publicUrl);
    }

    private static void AddFile(ConfigurationManager configuration, string file)
    {
        try
        {
            configuration.AddJsonFile(file, optional: true, reloadOnChange: false);
        }
        catch (InvalidDataException wrong)
        {
            throw new WrongSetting(ConsoleWords.Of($"Die Datei {file} ist kein gültiges JSON", $"The file {file} is not valid JSON") + $": {wrong.GetBaseException().Message.ReplaceLineEndings(" ")}");
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new WrongSetting(ConsoleWords.Of($"Die Datei {file} lässt sich nicht lesen", $"The file {file} cannot be read") + $": {closed.Message}");
        }
    }

    // A city that said "empty" and is not understood would find invented posts on its pages.
    private static bool YesOrNo(string? said) => said?.Trim().ToLowerInvariant() switch
    {
        null or "" or "false" or "0" or "no" or "nein" => false,
        "true" or "1" or "yes" or "ja" => true,
        _ => throw new WrongSetting(ConsoleWords.Of(
            $"--empty (Demo:Empty) erwartet true oder false, nicht „{said}“.", $"--empty (Demo:Empty) expects true or false, not “{said}”.")),
    };

    private static Dictionary<string, string?> FromSwitches(string[] args)
    {
        var found = new Dictionary<string, string?>();
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            if (!Switches.TryGetValue(parts[0], out var key))
                throw new WrongSetting(ConsoleWords.Of(
                    $"„{parts[0]}“ kenne ich nicht. Bekannt sind: {string.Join(", ", Switches.Keys)}.",
                    $"There is no “{parts[0]}”. What can be set: {string.Join(", ", Switches.Keys)}."));
            if (key == "Demo:Empty" && parts.Length == 1)
                found[key] = "true";
            else if (parts.Length == 2)
                found[key] = parts[1];
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                found[key] = args[++i];
            else
                throw new WrongSetting(ConsoleWords.Of(
                    $"Nach {parts[0]} fehlt ein Wert.",
                    $"{parts[0]} needs a value."));
        }
        return found;
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment()
    {
        foreach (var (name, key) in Switches)
            if (Environment.GetEnvironmentVariable("STADTFUNK_" + name[2..].Replace('-', '_').ToUpperInvariant()) is { Length: > 0 } value)
                yield return new(key, value);
    }
}
