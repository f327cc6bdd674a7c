using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Media;

/// <summary>What nobody names goes after a day; what a row names stays, whoever asks in the same moment.</summary>
public sealed class FileSweepTests
{
    private static readonly TimeSpan Old = FileSweep.Young + TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Pictures_and_their_renditions_stay_however_old()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Png(Samples.Noise(600, 400)), "bild.png");
        var rendition = (await media.Rendition(picture.Id, 480, null, "image/webp")).Value!;
        Age(media);
        await Sweep(media);
        Assert.NotEmpty(await media.Stored(picture.Hash));
        Assert.NotEmpty(await media.Stored(rendition.Hash));
    }

    [Fact]
    public async Task Unfinished_and_nameless_files_go_after_a_day_and_lie_aside_for_a_month()
    {
        await using var media = await MediaHouse.Open();
        await media.Took(Samples.Png(Samples.Noise(60, 40)), "bild.png");
        var store = media.House.Get<FileStore>();
        var orphan = (await store.Keep([1, 2, 3], ".webp", default)).Value!;
        var unfinished = store.NewTemporary();
        await File.WriteAllBytesAsync(unfinished, [4]);
        await Sweep(media);
        Assert.True(store.Has(orphan.Hash, ".webp") && File.Exists(unfinished));
        Age(media);
        await Sweep(media);
        Assert.False(store.Has(orphan.Hash, ".webp") || File.Exists(unfinished));
        var aside = Path.Combine(media.House.Directory, "media", ".aside", orphan.Hash + ".webp");
        Assert.True(File.Exists(aside));
        media.House.Clock.Advance(FileSweep.Aside + TimeSpan.FromMinutes(1));
        await Sweep(media);
        Assert.False(File.Exists(aside));
    }

    [Fact]
    public async Task Who_wants_the_bytes_again_just_before_the_sweep_keeps_them()
    {
        await using var media = await MediaHouse.Open();
        var store = media.House.Get<FileStore>();
        var orphan = (await store.Keep([1, 2, 3], ".webp", default)).Value!;
        Age(media);
        var seen = store.OlderThan(media.House.Now - FileSweep.Young).SelectMany(files => files).ToList();
        await store.Keep([1, 2, 3], ".webp", default);
        foreach (var file in seen)
            store.PutAside(file, media.House.Now - FileSweep.Young, media.House.Now);
        Assert.Contains(seen, file => file.Hash == orphan.Hash);
        Assert.True(store.Has(orphan.Hash, ".webp"));
        // And who comes just after it stores them anew.
        Age(media);
        foreach (var file in seen)
            store.PutAside(file, media.House.Now - FileSweep.Young, media.House.Now);
        Assert.False(store.Has(orphan.Hash, ".webp"));
        await store.Keep([1, 2, 3], ".webp", default);
        Assert.True(store.Has(orphan.Hash, ".webp"));
    }

    [Fact]
    public async Task With_an_empty_database_nothing_is_swept()
    {
        await using var media = await MediaHouse.Open();
        var store = media.House.Get<FileStore>();
        var orphan = (await store.Keep([1, 2, 3], ".webp", default)).Value!;
        Age(media);
        await Sweep(media);
        Assert.True(store.Has(orphan.Hash, ".webp"));
    }

    [Fact]
    public async Task The_picture_of_a_link_card_that_is_still_to_go_out_stays()
    {
        var hash = "";
        await using var media = await MediaHouse.OpenWith(services => services.Add(new(typeof(IFileUse), _ => new Holds(() => hash), Microsoft.Extensions.DependencyInjection.ServiceLifetime.Scoped)));
        await media.Took(Samples.Png(Samples.Noise(60, 40)), "bild.png");
        var store = media.House.Get<FileStore>();
        hash = (await store.Keep([1, 2, 3], ".webp", default)).Value!.Hash;
        Age(media);
        await Sweep(media);
        Assert.True(store.Has(hash, ".webp"));
        Assert.Equal("ab", LinkCards.FileOf("""{"title":"T","description":"","thumb":{"hash":"ab","mediaType":"image/jpeg","width":1,"height":1,"bytes":1,"alt":""}}"""));
        Assert.Null(LinkCards.FileOf("""{"title":"T","description":"","thumb":null}"""));
        Assert.Contains(await media.House.With((IEnumerable<IFileUse> uses) => Task.FromResult(uses.ToList())), use => use is CardFiles);
        Assert.Empty(await media.House.With((Db db) => new CardFiles(db).Needed(default)));
    }

    private static Task Sweep(MediaHouse media) => media.House.With((FileSweep sweep) => sweep.Tick(default));

    private static void Age(MediaHouse media)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(media.House.Directory, "media"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, media.House.Now - Old);
    }

    private sealed class Holds(Func<string> hash) : IFileUse
    {
        public Task<IReadOnlySet<string>> Needed(CancellationToken ct) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string> { hash() });
    }
}
