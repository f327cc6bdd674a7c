using Stadtfunk.Kernel.Errors;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Media;

/// <summary>On a real, tiny file system, which only root can mount.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_with_a_sentence_and_leaves_nothing_half_written()
    {
        using var disk = SmallDisk.Mount(3);
        if (disk is null)
            Assert.Skip("A tiny file system can only be mounted as root.");
        await using var media = await MediaHouse.Open(new("Data:Directory", disk.Path), new("Media:KeepFreeMegabytes", "0"));
        var small = await media.Took(Samples.Jpeg(), "klein.jpg");
        // The first does not fit as it comes, the second comes in but leaves no room for its clean copy.
        foreach (var size in (int[])[1500, 1000])
        {
            var bytes = Samples.Jpeg(Samples.Noise(size, size));
            var refused = await media.Add(bytes, "rasen.jpg");
            Assert.False(refused.Ok);
            Assert.Equal(("Media.DiskFull", RefusalKind.Unavailable), (refused.Refusals[0].Key, refused.Refusals[0].Kind));
            Assert.Single(Directory.EnumerateFiles(Path.Combine(disk.Path, "media"), "*", SearchOption.AllDirectories));
        }
        Assert.True((await media.Rendition(small.Id, 160, null, "image/webp")).Ok);
    }

    [Fact]
    public async Task Below_the_reserve_nothing_is_taken_in()
    {
        await using var media = await MediaHouse.Open(new KeyValuePair<string, string?>("Media:KeepFreeMegabytes", "900000000"));
        Assert.Equal("Media.DiskFull", (await media.Add(Samples.Jpeg(), "a.jpg")).Refusals[0].Key);
    }
}
