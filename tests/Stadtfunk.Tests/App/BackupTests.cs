using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Publishing.Upkeep;
using Stadtfunk.Tests.Organisation;
using Stadtfunk.Tests.Publishing;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>A running town goes into one file and stands again elsewhere, whole; the networks' own books say that nothing is sent twice.</summary>
public sealed class BackupTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Written by the restore itself.
    private static readonly string[] Moving = ["publishing_pause"];

    [Fact]
    public async Task What_is_backed_up_while_it_runs_is_the_same_elsewhere_and_sends_nothing_by_itself()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var trial = await Trial.Start(["hafen"], null, ct);
        await using var original = new BackedUpTown(trial.Town.Directory, trial.Town.Postgres, false);
        var picture = await trial.Town.With((AddPicture add) => add.Run(trial.Writer, new NewPicture(trial.Unit, "hafen.jpg", new MemoryStream(Media.Samples.Jpeg()), "Boote am Steg", ""), ct));
        Assert.True(picture.Ok);
        using var key = new KeyRing();
        await Furnish(trial, picture.Value.Picture.Id, key, ct);
        await trial.Release("Erster Schnee", ct);
        Assert.Equal(DeliveryState.Published, Assert.Single(await trial.Settle(1, TimeSpan.FromSeconds(60), ct)).State);
        await trial.Release("Markttag", ct, trial.Now.AddDays(1));
        await WaitForRows(trial, 2, ct);

        var file = Path.Combine(Path.GetTempPath(), $"sicherung-{Guid.CreateVersion7():N}.zip");
        var keys = file + ".schluessel";
        var (code, said) = await original.Verb("backup", file, "--with-keys", keys);
        Assert.True(code == 0, said);
        if (!OperatingSystem.IsWindows())
            Assert.Equal((OwnerOnly, OwnerOnly), (File.GetUnixFileMode(file), File.GetUnixFileMode(keys)));
        Assert.False(File.Exists(file + ".part"));
        await using (var zip = ZipFile.OpenRead(file))
            Assert.DoesNotContain(zip.Entries, entry => entry.FullName.StartsWith("keys/", StringComparison.Ordinal));
        Assert.Equal(5, (await original.Verb("backup", file)).Code);
        await trial.Town.Kill();

        // Without the keys, and whichever database.
        foreach (var onPostgres in House.OnPostgres ? [true, false] : new[] { false })
        {
            await using var bare = await BackedUpTown.Nowhere(onPostgres);
            (code, said) = await bare.Verb("restore", file);
            Assert.True(code == 0, said);
            Assert.Equal(await original.Tables(Moving), await bare.Tables(Moving));
            Assert.NotEmpty(original.Files("media"));
            Assert.Equal(original.Files("media"), bare.Files("media"));
            Assert.False(Directory.Exists(Path.Combine(bare.Directory, ".restoring")));
            var lead = await bare.ActorOf(trial.Lead.Person);
            var channel = Assert.Single((await bare.With((ConnectionList list) => list.Run(lead, ct))).Values);
            Assert.False(channel.IsGood);
            Assert.Equal(bare.Rooms.GetService(typeof(Words)) is Words words ? words["Publishing.KeyMissing"] : "", channel.Sentence);
            Assert.True((await bare.With((ReadUpkeep read) => read.Run(lead, ct))).IsRestored);
            Assert.Equal(5, (await bare.Verb("restore", file)).Code);
        }

        await using var whole = await BackedUpTown.Nowhere(House.OnPostgres);
        (code, said) = await whole.Verb("restore", file, "--with-keys", keys);
        Assert.True(code == 0, said);
        Assert.Equal(original.Files("keys"), whole.Files("keys"));
        var again = await whole.ActorOf(trial.Lead.Person);
        Assert.True(Assert.Single((await whole.With((ConnectionList list) => list.Run(again, ct))).Values).IsGood);
        Assert.Equal(trial.Lead.Person, await whole.With((IServiceProvider scope) => PasskeyTests.Enter(scope, key)));
        // It starts, and as long as nobody says so, nothing moves: not even what falls due.
        await whole.With((Db db) => db.Set<Delivery>().Where(x => x.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Due, trial.Now).SetProperty(x => x.NextAt, trial.Now), ct));
        await using var node = new TownProcess(SourceTree.FreePort(), whole.Directory, whole.Postgres, trial.Town.Settings);
        await node.Start(ct);
        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        var accepted = await trial.Accepted(["Erster Schnee", "Markttag"], ct);
        Assert.Equal([0, 1], accepted.Values.Order());
        File.Delete(file);
        File.Delete(keys);
    }

    /// <summary>One of everything that lies in tables or columns of its own: bytes, days, hours, switches.</summary>
    private static async Task Furnish(Trial trial, PictureId picture, KeyRing key, CancellationToken ct)
    {
        var town = trial.Town;
        var admin = await town.ActorOf(await town.Person("Jonas Petersen", trial.Unit, Role.Administrator));
        var font = await File.ReadAllBytesAsync(Path.Combine(SourceTree.Root, "src/Kernel/wwwroot/lib/fira-sans/fira-sans-latin-400.woff2"), ct);
        Assert.True((await town.With((ChangeFont change) => change.Run(admin, false, font, ct))).Ok);
        Assert.Null(await town.With((IServiceProvider scope) => PasskeyTests.Add(scope, trial.Lead, key)));
        // So far ahead that nothing is drafted while the backup is made.
        var first = DateOnly.FromDateTime(trial.Now).AddDays(90);
        var slot = new NewSlot(
            "Sonntagstipp", trial.Unit, null, new SlotRule(Rhythm.Weekly, [DayOfWeek.Thursday], 2, 1, 1, first), new TimeOnly(16, 0), null, "Der Tipp zum {Datum}", "Heute empfehlen wir:", [.. trial.Channels], 3, true);
        Assert.True((await town.With((CreateSlot create) => create.Run(trial.Lead, slot, ct))).Ok);
        Assert.True((await town.With((AddSchoolHoliday add) => add.Run(trial.Lead, "Osterferien", first, first.AddDays(11), ct))).Ok);
        var rights = new PictureRights(Licence.Own, "Presseamt", Consent.Given, first, "Formular liegt im Presseamt");
        Assert.True((await town.With((ChangePicture change) => change.Run(trial.Writer, picture, new PictureWords("Boote am Steg", "", 0.25, 0.75) { Rights = rights, Tags = ["Hafen"] }, ct))).Ok);
    }

    private static async Task WaitForRows(Trial trial, int count, CancellationToken ct)
    {
        for (var tries = 0; (await trial.Rows(ct)).Count < count && tries < 100; tries++)
            await Task.Delay(200, ct);
        // The last marks of what was sent are made by rounds; then nothing moves any more.
        await Task.Delay(TimeSpan.FromSeconds(4), ct);
    }
}
