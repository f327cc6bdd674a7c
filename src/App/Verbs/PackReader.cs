using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stadtfunk.App.Verbs;

/// <summary>Reads a backup and believes nothing of it that its hashes do not bear out.</summary>
internal sealed partial class PackReader : IDisposable
{
    private readonly string path;
    private readonly ZipArchive zip;

    private PackReader(string path, ZipArchive zip, PackManifest manifest)
    {
        this.path = path;
        this.zip = zip;
        Manifest = manifest;
    }

    public PackManifest Manifest { get; }

    public long Bytes => zip.Entries.Sum(entry => entry.Length);

    public static PackReader Open(string path, string kind)
    {
        if (!File.Exists(path))
            throw new CannotDo(ConsoleWords.Of(
                $"„{path}“ gibt es nicht.",
                $"There is no “{path}”."));
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(path);
            var manifest = Read(zip, kind);
            if (manifest.Version > PackManifest.Newest)
                throw new CannotDo(ConsoleWords.Of(
                    $"„{path}“ stammt aus einer neueren Version von Stadtfunk. Bitte aktualisieren Sie zuerst dieses Programm.",
                    $"“{path}” comes from a newer version of Stadtfunk. Please update this program first."));
            return new PackReader(path, zip, manifest);
        }
        catch (Exception foreign) when (foreign is InvalidDataException or JsonException or NotSupportedException or EndOfStreamException)
        {
            zip?.Dispose();
            throw new CannotDo(ConsoleWords.Of(
                $"„{path}“ ist {(kind == PackManifest.Keys ? "keine Schlüsseldatei" : "keine Sicherung")} von Stadtfunk, oder die Datei ist nicht vollständig. Nichts wurde verändert.",
                $"“{path}” is {(kind == PackManifest.Keys ? "no key file" : "no backup")} of Stadtfunk, or the file is incomplete. Nothing was changed."));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new CannotDo(ConsoleWords.Of(
                $"„{path}“ lässt sich nicht lesen: {closed.Message}",
                $"“{path}” cannot be read: {closed.Message}"));
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Reads every entry to its end and compares; those that <paramref name="place"/> gives a place are written there.</summary>
    public async Task Check(Func<string, string?> place, CancellationToken ct)
    {
        foreach (var (name, expected) in Manifest.Entries)
        {
            var found = await Copy(name, place(name), ct);
            if (found != expected)
                throw new CannotDo(ConsoleWords.Of(
                    $"„{path}“ ist beschädigt: „{name}“ ist nicht so, wie es gesichert wurde. Nichts wurde verändert.",
                    $"“{path}” is damaged: “{name}” is not as it was when it was backed up. Nothing was changed."));
        }
    }

    public StreamReader Lines(string name) => new(zip.GetEntry(name)!.Open());

    public void Dispose() => zip.Dispose();

    private async Task<string?> Copy(string name, string? place, CancellationToken ct)
    {
        try
        {
            await using var entry = zip.GetEntry(name)!.Open();
            if (place is null)
                return Convert.ToHexStringLower(await SHA256.HashDataAsync(entry, ct));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new FileStream(place, options);
            await entry.CopyToAsync(file, ct);
            file.Flush(flushToDisk: true);
            file.Position = 0;
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static PackManifest Read(ZipArchive zip, string kind)
    {
        using var text = new MemoryStream();
        using (var entry = (zip.GetEntry(PackManifest.Name) ?? throw new InvalidDataException()).Open())
            entry.CopyTo(text);
        if (zip.Comment != $"{kind} {Convert.ToHexStringLower(SHA256.HashData(text.ToArray()))}")
            throw new InvalidDataException();
        var manifest = JsonSerializer.Deserialize<PackManifest>(text.ToArray(), PackManifest.Json) ?? throw new InvalidDataException();
        var names = manifest.Entries.Keys.Append(PackManifest.Name).Order(StringComparer.Ordinal);
        // Names become paths and tables: nothing but what we write ourselves.
        if (!zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal).SequenceEqual(names)
            || !manifest.Entries.Keys.All(name => OurEntry().IsMatch(name))
            || !manifest.Tables.All(table => OurName().IsMatch(table.Name) && table.Columns.All(column => OurName().IsMatch(column.Name)) && manifest.Entries.ContainsKey(EntryOf(table.Name))))
            throw new InvalidDataException();
        return manifest;
    }

    public static string EntryOf(string table) => $"tables/{table}.jsonl";

    [GeneratedRegex(@"\A(tables/[A-Za-z0-9_]{1,63}\.jsonl|media/[0-9a-f]{2}/[0-9a-f]{62}(\.[a-z0-9]{1,8})?|keys/[A-Za-z0-9-]{1,80}\.xml)\z")]
    private static partial Regex OurEntry();

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,63}\z")]
    private static partial Regex OurName();
}
