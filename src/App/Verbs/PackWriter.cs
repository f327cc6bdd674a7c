using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Stadtfunk.App.Verbs;

/// <summary>Writes a backup beside its place; it gets its name when it is whole and on the disk. Readable by its owner alone.</summary>
internal sealed class PackWriter : IDisposable
{
    private readonly string path;
    private readonly string part;
    private readonly FileStream file;
    private readonly ZipArchive zip;
    private readonly Dictionary<string, string> entries = new(StringComparer.Ordinal);

    private PackWriter(string path, string part, FileStream file)
    {
        this.path = path;
        this.part = part;
        this.file = file;
        zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
    }

    public static PackWriter Create(string path)
    {
        if (Path.Exists(path))
            throw new CannotDo(ConsoleWords.Of(
                $"„{path}“ gibt es schon. Bitte nennen Sie einen anderen Namen; überschrieben wird nichts.",
                $"“{path}” already exists. Please choose another name; nothing is overwritten."));
        var part = path + ".part";
        try
        {
            File.Delete(part);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new PackWriter(path, part, new FileStream(part, options));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new CannotDo(ConsoleWords.Of(
                $"„{path}“ lässt sich nicht schreiben: {closed.Message}",
                $"“{path}” cannot be written: {closed.Message}"));
        }
    }

    public bool Has(string name) => entries.ContainsKey(name);

    public async Task<T> Add<T>(string name, CompressionLevel level, Func<Stream, Task<T>> write)
    {
        using var hash = SHA256.Create();
        T result;
        await using (var entry = zip.CreateEntry(name, level).Open())
        await using (var hashed = new CryptoStream(entry, hash, CryptoStreamMode.Write))
            result = await write(hashed);
        entries[name] = Convert.ToHexStringLower(hash.Hash!);
        return result;
    }

    public async Task Finish(PackManifest manifest, CancellationToken ct)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest with { Entries = entries }, PackManifest.Json);
        await using (var entry = zip.CreateEntry(PackManifest.Name, CompressionLevel.Optimal).Open())
            await entry.WriteAsync(text, ct);
        zip.Comment = $"{manifest.Kind} {Convert.ToHexStringLower(SHA256.HashData(text))}";
        zip.Dispose();
        file.Flush(flushToDisk: true);
        file.Dispose();
        File.Move(part, path, overwrite: false);
    }

    /// <summary>What was not finished leaves nothing behind.</summary>
    public void Dispose()
    {
        try
        {
            zip.Dispose();
            file.Dispose();
        }
        finally
        {
            File.Delete(part);
        }
    }
}
