using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>What cannot be restored is refused in one sentence, and nothing is there afterwards that was not there before.</summary>
public sealed class RefusedBackupTests
{
    [Fact]
    public async Task A_truncated_foreign_changed_or_newer_file_and_a_place_that_is_not_empty_are_refused()
    {
        await using var town = await BackedUpTown.Fresh();
        var stored = Path.Combine(town.Directory, "media", "ab");
        Directory.CreateDirectory(stored);
        await File.WriteAllBytesAsync(Path.Combine(stored, new string('c', 62)), RandomNumberGenerator.GetBytes(40_000));
        var folder = Directory.CreateTempSubdirectory("stadtfunk-backups-").FullName;
        var good = Path.Combine(folder, "gut.zip");
        var (code, said) = await town.Verb("backup", good);
        Assert.True(code == 0, said);
        var bytes = await File.ReadAllBytesAsync(good);

        await Refused(folder, "abgeschnitten.zip", bytes[..(bytes.Length / 2)], "nicht vollständig");
        await Refused(folder, "ende fehlt.zip", bytes[..^10], "nicht vollständig");
        await Refused(folder, "leer.zip", [], "nicht vollständig");
        await Refused(folder, "text.zip", Encoding.UTF8.GetBytes("Das ist eine Einkaufsliste."), "keine Sicherung");
        await Refused(folder, "fremd.zip", Foreign(), "keine Sicherung");
        var bent = bytes.ToArray();
        bent[FindMedia(bent)] ^= 0xFF;
        await Refused(folder, "verändert.zip", bent, "beschädigt");
        await Refused(folder, "neu.zip", Newer(bytes, "\"version\": 1", "\"version\": 2"), "neueren Version");
        await Refused(folder, "neues schema.zip", Newer(bytes, "\"Initial\"", "\"Initial\", \"NochNeuer\""), "neueren Version");
        await Refused(folder, "pfad.zip", Newer(bytes, "media/ab/cc", "media/../cc"), "keine Sicherung");

        // The town itself is not empty, and stays as it is.
        var before = await town.Tables();
        (code, said) = await town.Verb("restore", good);
        Assert.Equal(5, code);
        Assert.Contains("nicht leer", said, StringComparison.Ordinal);
        Assert.Equal(before, await town.Tables());
        if (House.OnPostgres)
        {
            // An empty folder, but the database is somebody's.
            await using var beside = new BackedUpTown(Path.Combine(folder, "daneben"), town.Postgres, false);
            (code, said) = await beside.Verb("restore", good);
            Assert.Equal(5, code);
            Assert.Contains("Datenbank ist nicht leer", said, StringComparison.Ordinal);
            Assert.False(Directory.Exists(beside.Directory));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("de_AT.UTF-8", "fehlt der Name der Datei", "gibt es nicht")]
    [InlineData("en_GB.UTF-8", "needs the name of the file", "There is no")]
    [InlineData("C", "needs the name of the file", "There is no")]
    public async Task Whoever_runs_it_is_answered_in_their_language(string language, string wrong, string cannot)
    {
        await using var town = new BackedUpTown(Path.Combine(Path.GetTempPath(), $"stadtfunk-nowhere-{Guid.CreateVersion7():N}"), null, false) { Language = language };
        var (code, said) = await town.Verb("backup");
        Assert.Equal(2, code);
        Assert.Contains(wrong, said, StringComparison.Ordinal);
        (code, said) = await town.Verb("restore", "/gibt/es/nicht.zip");
        Assert.Equal(5, code);
        Assert.Contains(cannot, said, StringComparison.Ordinal);
    }

    private static async Task Refused(string folder, string name, byte[] bytes, string sentence)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(file, bytes);
        await using var target = await BackedUpTown.Nowhere(House.OnPostgres);
        var (code, said) = await target.Verb("restore", file);
        Assert.True(code == 5, $"{name}: {code} {said}");
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
        Assert.False(Directory.Exists(target.Directory), $"{name} left a folder behind.");
        // The same empty place takes the good one.
        if (name == "neues schema.zip")
            Assert.Equal(0, (await target.Verb("restore", Path.Combine(folder, "gut.zip"))).Code);
    }

    private static byte[] Foreign()
    {
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("urlaub.txt").Open())
            entry.Write("Grüße vom Meer"u8);
        return made.ToArray();
    }

    // Somewhere in the stored picture, which is not compressed: 40 kB after its name there is nothing else.
    private static int FindMedia(byte[] zip) => zip.AsSpan().IndexOf(Encoding.ASCII.GetBytes("media/ab/")) + 10_000;

    /// <summary>A file that is right in itself, but says something else about itself.</summary>
    private static byte[] Newer(byte[] backup, string says, string instead)
    {
        using var made = new MemoryStream();
        made.Write(backup);
        using (var zip = new ZipArchive(made, ZipArchiveMode.Update, leaveOpen: true))
        {
            string manifest;
            using (var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open()))
                manifest = reader.ReadToEnd();
            Assert.Contains(says, manifest, StringComparison.Ordinal);
            var text = Encoding.UTF8.GetBytes(manifest.Replace(says, instead, StringComparison.Ordinal));
            zip.GetEntry("manifest.json")!.Delete();
            using (var entry = zip.CreateEntry("manifest.json").Open())
                entry.Write(text);
            zip.Comment = $"stadtfunk-backup {Convert.ToHexStringLower(SHA256.HashData(text))}";
        }
        return made.ToArray();
    }
}
