using NetVips;
using Stadtfunk.Media.Painter;
using Xunit;

namespace Stadtfunk.Tests.Media;

public sealed class PictureMakerTests
{
    [Fact]
    public void Every_motif_is_light_the_right_size_and_the_same_each_time()
    {
        var maker = new PictureMaker();
        Assert.True(maker.Motifs.Count >= 14);
        var seen = new HashSet<string>();
        foreach (var motif in maker.Motifs)
        {
            var bytes = maker.Paint(motif.Name, 3);
            Assert.InRange(bytes.Length, 20_000, 300_000);
            Assert.Equal(bytes, maker.Paint(motif.Name, 3));
            Assert.NotEqual(bytes, maker.Paint(motif.Name, 4));
            Assert.True(seen.Add(Convert.ToHexString(bytes)));
            using var image = Image.NewFromBuffer(bytes);
            Assert.Equal((1600, 1000), (image.Width, image.Height));
        }
    }

    [Fact]
    public void An_unknown_motif_is_a_mistake_of_the_caller() => Assert.Throws<ArgumentException>(() => new PictureMaker().Paint("Mond", 1));
}
