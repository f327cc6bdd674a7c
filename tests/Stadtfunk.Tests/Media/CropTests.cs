using NetVips;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Renditions;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Deliveries;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>Cutting a picture to a shape around the point that matters.</summary>
public sealed class CropTests
{
    [Theory]
    [InlineData(1600, 1000, .5, .5, 1.0, 300, 0, 1000, 1000)]
    [InlineData(1600, 1000, .1, .5, 1.0, 0, 0, 1000, 1000)]
    [InlineData(1600, 1000, .99, .5, 1.0, 600, 0, 1000, 1000)]
    [InlineData(1000, 1600, .5, .25, 1.0, 0, 0, 1000, 1000)]
    [InlineData(1000, 1600, .5, .5, 1.91, 0, 538, 1000, 523)]
    public void Keeps_as_much_as_fits_around_the_point(int width, int height, double x, double y, double ratio, int left, int top, int wide, int high) =>
        Assert.Equal(new Crop(left, top, wide, high), Crop.Of(width, height, x, y, Shapes.Exactly(ratio)));

    [Fact]
    public void A_shape_that_it_has_already_cuts_nothing() => Assert.Equal(new Crop(0, 0, 1600, 1000), Crop.Of(1600, 1000, .2, .2, new PictureShape(.8, 1.91)));

    [Theory]
    [InlineData(1080, 1350), InlineData(4000, 517), InlineData(517, 4000), InlineData(999, 1001), InlineData(3, 1)]
    public void Never_ends_up_outside_the_limits_of_a_network(int width, int height)
    {
        var left = Crop.Of(width, height, .3, .7, new PictureShape(.8, 1.91));
        Assert.InRange((double)left.Width / left.Height, .8, 1.91);
        Assert.InRange(left.X, 0, width - left.Width);
        Assert.InRange(left.Y, 0, height - left.Height);
    }

    [Fact]
    public async Task What_is_sent_is_cut_around_the_point_that_a_person_set()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Png(), "vier.png");
        async Task<double[]> Middle()
        {
            var wish = new RenditionWish(2000, null, null, ["image/png"]) { Shape = Shapes.Exactly(0.5) };
            var made = Good(await media.House.With((IPictures pictures) => pictures.Rendition(picture.Id, wish, default)));
            Assert.Equal((100, 200), (made.Width, made.Height));
            using var image = Image.NewFromBuffer(await media.Stored(made.Hash));
            return image.Getpoint(50, 40);
        }
        async Task Look(double x) => Good(await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, new PictureWords("", "", x, .5), default)));
        await Look(.1);
        Assert.Equal(Samples.Red, (await Middle()).Take(3));
        await Look(.9);
        Assert.Equal(Samples.Green, (await Middle()).Take(3));
    }

    [Fact]
    public void A_network_that_wants_a_shape_gets_it_and_one_that_does_not_gets_the_whole()
    {
        var rules = new PictureRules(1_000_000, 1080, null, ["image/jpeg"], null);
        Assert.Null(OutgoingForm.WishOf(rules).Shape);
        Assert.Equal(new PictureShape(.8, 1.91), OutgoingForm.WishOf(rules with { Narrowest = .8, Widest = 1.91 }).Shape);
    }
}
