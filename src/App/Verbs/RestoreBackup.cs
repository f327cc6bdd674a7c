using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Npgsql;
using Stadtfunk.App.Data;
using Stadtfunk.App.Data.Copying;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Verbs;

/// <summary>
/// <c>restore FILE</c>: into an empty folder and an empty database, SQLite or PostgreSQL, whichever the backup came from. Everything is unpacked and
/// checked beside its place first; until the last step nothing is there, and what fails leaves nothing behind.
/// </summary>
internal sealed class RestoreBackup(Settings settings, DatabaseChoice database, IConfiguration configuration)
{
    private readonly RestorePlace place = new(settings.DataDirectory, "stadtfunk.json");

    public async Task Read(string file, string? keyFile, CancellationToken ct)
    {
        place.MustBeEmpty();
        using var pack = PackReader.Open(file, PackManifest.Backup);
        using var keys = keyFile is null ? null : PackReader.Open(keyFile, PackManifest.Keys);
        try
        {
            place.Begin(pack.Bytes);
            await pack.Check(name => name.StartsWith("media/", StringComparison.Ordinal) ? place.Beside(name) : null, ct);
            if (keys is not null)
                await keys.Check(name => name.StartsWith("keys/", StringComparison.Ordinal) ? place.Beside(name) : null, ct);
            await Fill(file, pack, ct);
            if (!database.IsPostgres)
                place.Finish();
            place.Keep();
        }
        catch (Exception failed) when (failed is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or OverflowException
            or PostgresException { SqlState: [ '2' or '4', ..] } or SqliteException { SqliteErrorCode: 1 or 19 })
        {
            throw new CannotDo(ConsoleWords.Of(
                $"„{file}“ passt nicht zu dieser Version von Stadtfunk: {failed.Message}",
                $"“{file}” does not fit this version of Stadtfunk: {failed.Message}"));
        }
        catch (IOException full)
        {
            throw new CannotDo(ConsoleWords.Of(
                $"In {settings.DataDirectory} lässt sich nicht schreiben: {full.Message}",
                $"Cannot write to {settings.DataDirectory}: {full.Message}"));
        }
        finally
        {
            place.CleanUp();
        }
        Say(pack.Manifest, keyFile);
    }

    private async Task Fill(string file, PackReader pack, CancellationToken ct)
    {
        var manifest = pack.Manifest;
        var target = database.IsPostgres ? database : database with { SqliteFile = place.Beside("stadtfunk.db") };
        await using var filling = await NewDatabase.Open(target, ct);
        if (!await filling.IsEmpty(ct))
            throw new CannotDo(ConsoleWords.Of(
                "Die PostgreSQL-Datenbank ist nicht leer. Wiederhergestellt wird nur in eine leere Datenbank. Nichts wurde verändert.",
                "The PostgreSQL database is not empty. A backup can only be restored into an empty database. Nothing was changed."));
        await using var rooms = Rooms.On(target, filling.Connection, configuration);
        await using var scope = rooms.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var ours = db.Database.GetMigrations().ToList();
        if (manifest.Schema.Count == 0 || !ours.Select(Snapshot.SchemaName).Take(manifest.Schema.Count).SequenceEqual(manifest.Schema))
            throw new CannotDo(ConsoleWords.Of(
                $"„{file}“ stammt aus einer neueren Version von Stadtfunk. Bitte aktualisieren Sie zuerst dieses Programm.",
                $"“{file}” comes from a newer version of Stadtfunk. Please update this program first."));
        await filling.Join(db, ct);
        // The tables as they were when the backup was made; then the way that every database of that time goes.
        var then = ours[manifest.Schema.Count - 1];
        await filling.Migrate(db, null, then, ct);
        await filling.Clear(manifest.Tables, ct);
        foreach (var table in manifest.Tables)
        {
            using var lines = pack.Lines(PackReader.EntryOf(table.Name));
            if (await filling.Fill(table, lines, ct) != table.Rows)
                throw new FormatException(ConsoleWords.Of($"{table.Name} hat nicht so viele Zeilen wie angegeben.", $"{table.Name} does not have as many rows as stated."));
        }
        await filling.Migrate(db, then, ours[^1], ct);
        if (!(await db.Database.GetAppliedMigrationsAsync(ct)).SequenceEqual(ours))
            throw new InvalidOperationException("The tables could not be made as this version needs them.");
        foreach (var room in scope.ServiceProvider.GetServices<IAfterRestore>())
            await room.Settle(ct);
        // With PostgreSQL the commit is what makes it true, so the files are in their places before; the SQLite file comes to its place with the others.
        if (database.IsPostgres)
            place.Finish();
        await filling.Commit(ct);
    }

    private void Say(PackManifest manifest, string? keyFile)
    {
        Console.WriteLine(string.Format(
            ConsoleWords.Culture,
            ConsoleWords.Of(
                "Wiederhergestellt in {0} ({1}): {2:N0} Zeilen, {3:N0} Dateien, Stand {4:d. MMMM yyyy, HH:mm} Uhr (UTC).",
                "Restored into {0} ({1}): {2:N0} rows, {3:N0} files, as of {4:d MMMM yyyy, HH:mm} (UTC)."),
            settings.DataDirectory, database.Name, manifest.Tables.Sum(table => table.Rows), manifest.Entries.Count - manifest.Tables.Count, manifest.MadeAt));
        Console.WriteLine(ConsoleWords.Of(
            "Es wird noch nichts gesendet, bis jemand am Schreibtisch unter „Kanäle“ das Senden fortsetzt. Das bisherige System darf dann nicht mehr laufen.",
            "Nothing is sent until somebody resumes sending under “Channels” at the desk. By then the previous system must no longer be running."));
        if (keyFile is null)
            Console.WriteLine(ConsoleWords.Of(
                "Ohne die Schlüssel lassen sich die Zugänge der Kanäle nicht öffnen: Bitte verbinden Sie die Kanäle am Schreibtisch neu.",
                "Without the keys, the channels' credentials cannot be opened: please connect the channels again at the desk."));
    }
}
