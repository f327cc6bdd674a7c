using System.Runtime.InteropServices;
using Stadtfunk.App.Data;

namespace Stadtfunk.App.Verbs;

/// <summary>What the program does instead of starting: <c>backup FILE</c> and <c>restore FILE</c>, with the switches that name folder and database.</summary>
internal static class Verb
{
    private const string WithKeys = "--with-keys";

    public static bool Is(string[] args) => args is ["backup" or "restore", ..];

    public static async Task<int> Do(string[] args)
    {
        if (args.Length < 2 || args[1].StartsWith("--", StringComparison.Ordinal))
            throw new WrongSetting(ConsoleWords.Of(
                $"Nach {args[0]} fehlt der Name der Datei, zum Beispiel: ./run {args[0]} stadtfunk-sicherung.zip",
                $"{args[0]} needs the name of the file, for example: ./run {args[0]} stadtfunk-backup.zip"));
        var rest = args[2..].ToList();
        string? keys = null;
        if (rest.IndexOf(WithKeys) is >= 0 and var at)
        {
            if (at + 1 >= rest.Count || rest[at + 1].StartsWith("--", StringComparison.Ordinal))
                throw new WrongSetting(ConsoleWords.Of(
                    $"Nach {WithKeys} fehlt der Name der Schlüsseldatei.",
                    $"{WithKeys} needs the name of the key file."));
            keys = Place(rest[at + 1]);
            rest.RemoveRange(at, 2);
        }
        using var configuration = new ConfigurationManager();
        Settings.Read(configuration, [.. rest]);
        var settings = Settings.From(configuration);
        var database = DatabaseChoice.From(settings.Database, settings.DataDirectory);
        return await Do(args[0], Place(args[1]), keys, settings, database, configuration);
    }

    private static async Task<int> Do(string verb, string file, string? keys, Settings settings, DatabaseChoice database, IConfiguration configuration)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            if (verb == "backup")
                await new MakeBackup(settings, database, configuration).Write(file, keys, stop.Token);
            else
                await new RestoreBackup(settings, database, configuration).Read(file, keys, stop.Token);
            return 0;
        }
        catch (OperationCanceledException)
        {
            throw new CannotDo(ConsoleWords.Of(
                "Abgebrochen. Nichts wurde verändert.",
                "Cancelled. Nothing was changed."));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new CannotDo(ConsoleWords.Of(
                $"Das lässt sich nicht lesen oder schreiben: {closed.Message}",
                $"Cannot be read or written: {closed.Message}"));
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    // ./run stands in its own folder; a file is meant from where its caller stands.
    private static string Place(string file) => Path.GetFullPath(file, Environment.GetEnvironmentVariable("STADTFUNK_FROM") is { Length: > 0 } from ? from : Environment.CurrentDirectory);
}
