using System.Text;
using Microsoft.Extensions.Logging;

namespace Stadtfunk.Website.Shelf;

/// <summary>
/// The public pages as plain files, so that they are still there when the database is not, and so that any web server can serve the folder.
/// Only addresses without a query are kept; a page that was withdrawn is removed.
/// </summary>
internal sealed class PublicFiles(ShelfSettings settings, ILogger<PublicFiles> log)
{
    private readonly string? root = settings.Directory is { Length: > 0 } data ? Path.GetFullPath(Path.Combine(data, "public")) : null;

    private string EditionFile => Path.Combine(root!, ".edition");

    public bool AreKept => root is not null;

    public bool Keeps(string key) => FileOf(key) is not null;

    public bool Has(string key) => FileOf(key) is { } file && File.Exists(file);

    /// <summary>Up to which change these files are true; null when nobody knows.</summary>
    public long? Edition()
    {
        try
        {
            return root is not null && long.TryParse(File.ReadAllText(EditionFile), out var number) ? number : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Note(long edition)
    {
        if (root is null)
            return;
        try
        {
            Directory.CreateDirectory(root);
            File.WriteAllText(EditionFile, edition.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            Log.FileNotWritten(log, EditionFile, full);
        }
    }

    public void RemoveAll()
    {
        try
        {
            if (!Directory.Exists(root))
                return;
            // Out of the way in one step; a page that is written meanwhile starts the new folder.
            var old = $"{root}.{Guid.CreateVersion7():N}.old";
            Directory.Move(root, old);
            Directory.Delete(old, recursive: true);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            Log.FileNotRemoved(log, "*", held);
        }
    }

    public async Task Write(string key, Sheet sheet, CancellationToken ct)
    {
        if (sheet.Status != 200 || FileOf(key) is not { } file)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // Written beside and moved into place: a reader sees the old page or the new one, never half of one.
            var fresh = $"{file}.{Guid.CreateVersion7():N}.part";
            await File.WriteAllBytesAsync(fresh, sheet.Body, ct);
            File.Move(fresh, file, overwrite: true);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            Log.FileNotWritten(log, key, full);
        }
    }

    public async Task<Sheet?> Read(string key, CancellationToken ct)
    {
        if (FileOf(key) is not { } file || !File.Exists(file))
            return null;
        try
        {
            return new Sheet(200, ContentTypeOf(file), await File.ReadAllBytesAsync(file, ct), new HashSet<string>(StringComparer.Ordinal));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            Log.FileNotRead(log, key, gone);
            return null;
        }
    }

    public void Remove(string key)
    {
        if (FileOf(key) is not { } file)
            return;
        try
        {
            File.Delete(file);
        }
        catch (DirectoryNotFoundException)
        {
            // Never written: nothing to remove.
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            Log.FileNotRemoved(log, key, held);
        }
    }

    /// <summary>Null for an address that is not kept on disk.</summary>
    private string? FileOf(string key)
    {
        if (root is null || key.Contains('?') || Encoding.UTF8.GetByteCount(key) > 240)
            return null;
        var path = key == "/" ? "/index.html" : Path.HasExtension(key) ? key : key + ".html";
        var file = Path.GetFullPath(root + path);
        return file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? file : null;
    }

    private static string ContentTypeOf(string file) => Path.GetExtension(file) switch
    {
        ".atom" => "application/atom+xml; charset=utf-8",
        ".rss" => "application/rss+xml; charset=utf-8",
        ".json" => "application/feed+json; charset=utf-8",
        ".xml" => "application/xml; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        _ => Sheet.Html,
    };
}
