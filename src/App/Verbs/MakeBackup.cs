using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.App.Data;
using Stadtfunk.App.Data.Copying;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Verbs;

/// <summary>
/// <c>backup FILE</c>: the database as of one moment and the media files, while the program runs or not. The keys are never in it; they go into
/// a file of their own if one is named.
/// </summary>
internal sealed class MakeBackup(Settings settings, DatabaseChoice database, IConfiguration configuration)
{
    private readonly string media = Path.Combine(settings.DataDirectory, "media");
    private readonly string keys = Path.Combine(settings.DataDirectory, "keys");

    public async Task Write(string file, string? keyFile, CancellationToken ct)
    {
        if (!database.IsPostgres && !File.Exists(database.SqliteFile))
            throw new CannotDo(ConsoleWords.Of(
                $"In {settings.DataDirectory} liegt keine Datenbank. Mit --data nennen Sie einen anderen Ordner.",
                $"There is no database in {settings.DataDirectory}. Name another folder with --data."));
        using var pack = PackWriter.Create(file);
        using var keyPack = keyFile is null ? null : PackWriter.Create(keyFile);
        // Once before and once after the database: whatever a row names is there, also if it came or went meanwhile.
        await AddMedia(pack, ct);
        var manifest = await AddTables(pack, ct);
        var files = await AddMedia(pack, ct);
        await pack.Finish(manifest, ct);
        if (keyPack is not null)
            await AddKeys(keyPack, ct);
        Console.WriteLine(string.Format(
            ConsoleWords.Culture,
            ConsoleWords.Of("Gesichert: {0} ({1:N0} Zeilen, {2:N0} Dateien, {3:N1} MB).", "Backed up: {0} ({1:N0} rows, {2:N0} files, {3:N1} MB)."),
            file, manifest.Tables.Sum(table => table.Rows), files, new FileInfo(file).Length / 1024.0 / 1024.0));
        Console.WriteLine(keyFile is null
            ? ConsoleWords.Of(
                $"Die Schlüssel aus {keys} sind nicht dabei: Ohne sie müssen Kanäle nach dem Wiederherstellen neu verbunden werden.",
                $"The keys in {keys} are not part of it: without them, channels have to be connected again after a restore.")
            : ConsoleWords.Of(
                $"Die Schlüssel liegen in {keyFile}. Bewahren Sie beide Dateien getrennt auf.",
                $"The keys are in {keyFile}. Keep the two files in different places."));
    }

    private async Task<PackManifest> AddTables(PackWriter pack, CancellationToken ct)
    {
        await using var snapshot = await Snapshot.Take(database, ct);
        await using var rooms = Rooms.On(database, snapshot.Connection, configuration);
        await using var scope = rooms.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var schema = await snapshot.Schema(ct);
        if (schema.Count == 0)
            throw new CannotDo(ConsoleWords.Of(
                $"In dieser Datenbank ({database.Name}) ist noch kein Stadtfunk.",
                $"There is no Stadtfunk in this database ({database.Name}) yet."));
        if (!schema.SequenceEqual(db.Database.GetMigrations().Select(Snapshot.SchemaName)))
            throw new CannotDo(ConsoleWords.Of(
                "Die Datenbank gehört zu einer anderen Version von Stadtfunk als dieses Programm. Starten Sie Stadtfunk einmal in dieser Version und sichern Sie dann.",
                "The database belongs to another version of Stadtfunk than this program. Start this version of Stadtfunk once, then make the backup."));
        var tables = new List<CopiedTable>();
        foreach (var table in CopiedTable.Of(db))
            tables.Add(table with { Rows = await pack.Add(PackReader.EntryOf(table.Name), CompressionLevel.Fastest, to => snapshot.Copy(table, to, ct)) });
        return new PackManifest(PackManifest.Backup, PackManifest.Newest, TimeProvider.System.GetUtcNow().UtcDateTime, database.Name, schema, tables, new Dictionary<string, string>());
    }

    /// <summary>Finished files only; what is being made or lies aside stays out. Says how many there are.</summary>
    private async Task<int> AddMedia(PackWriter pack, CancellationToken ct)
    {
        var count = 0;
        var folders = Directory.Exists(media) ? Directory.EnumerateDirectories(media).Where(folder => Path.GetFileName(folder).Length == 2) : [];
        foreach (var folder in folders.Order(StringComparer.Ordinal))
            foreach (var path in Directory.EnumerateFiles(folder).Where(path => Path.GetFileNameWithoutExtension(path).Length == 62).Order(StringComparer.Ordinal))
                if (await AddFile(pack, $"media/{Path.GetFileName(folder)}/{Path.GetFileName(path)}", path, ct))
                    count++;
        return count;
    }

    private async Task AddKeys(PackWriter pack, CancellationToken ct)
    {
        foreach (var path in Directory.Exists(keys) ? Directory.EnumerateFiles(keys, "*.xml") : [])
            await AddFile(pack, $"keys/{Path.GetFileName(path)}", path, ct);
        await pack.Finish(new PackManifest(PackManifest.Keys, PackManifest.Newest, TimeProvider.System.GetUtcNow().UtcDateTime, database.Name, [], [], new Dictionary<string, string>()), ct);
    }

    private static async Task<bool> AddFile(PackWriter pack, string name, string path, CancellationToken ct)
    {
        if (pack.Has(name))
            return true;
        try
        {
            await using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
            // Pictures are compressed already.
            return await pack.Add(name, CompressionLevel.NoCompression, async to =>
            {
                await from.CopyToAsync(to, ct);
                return true;
            });
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Taken away this very moment: no row of the moment that follows names it.
            return false;
        }
    }
}
