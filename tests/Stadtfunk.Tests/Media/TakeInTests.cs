using System.Text;
using NetVips;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Media;

public sealed class TakeInTests
{
    private static bool Close(Image image, int x, int y, double[] colour) =>
        image.Getpoint(x, y).Take(3).Zip(colour, (one, other) => Math.Abs(one - other)).Max() < 25;

    private static void AssertUpright(byte[] bytes)
    {
        using var image = Image.NewFromBuffer(bytes);
        Assert.Equal((320, 200), (image.Width, image.Height));
        Assert.True(Close(image, 40, 40, Samples.Red), "top left");
        Assert.True(Close(image, 280, 40, Samples.Green), "top right");
        Assert.True(Close(image, 40, 160, Samples.Blue), "bottom left");
        Assert.True(Close(image, 280, 160, Samples.Yellow), "bottom right");
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Turns_every_orientation_upright(int orientation)
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.WithExif(Samples.Jpeg(Samples.Turned(orientation)), orientation), "IMG_0001.JPG");
        Assert.Equal((320, 200), (picture.Width, picture.Height));
        AssertUpright(await media.Stored(picture.Hash));
    }

    [Fact]
    public async Task Leaves_place_device_and_every_other_segment_behind()
    {
        await using var media = await MediaHouse.Open();
        var loaded = Samples.WithXmp(Samples.WithIptc(Samples.WithExif(Samples.Jpeg(), 1), "Bild", "Amt"), "<photoshop:City>Kassel</photoshop:City>");
        Assert.Contains("Testkamera", Encoding.Latin1.GetString(loaded));
        var picture = await media.Took(loaded, "a.jpg");
        var page = await media.House.With((Stadtfunk.Media.Contracts.IPictures pictures) => pictures.ForPage(picture.Id, CancellationToken.None));
        foreach (var hash in page.Select(made => made.Hash).Append(picture.Hash))
        {
            var bytes = await media.Stored(hash);
            var text = Encoding.Latin1.GetString(bytes);
            foreach (var trace in (string[])["Exif", "Testkamera", "8BIM", "adobe", "Kassel", "EXIF", "XMP "])
                Assert.DoesNotContain(trace, text);
            if (bytes[0] == 0xFF)
                Assert.DoesNotContain(Segments(bytes), marker => marker is (> 0xE0 and <= 0xEF) or 0xFE);
        }
    }

    private static IEnumerable<byte> Segments(byte[] jpeg)
    {
        for (var at = 2; jpeg[at + 1] != 0xDA; at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]))
            yield return jpeg[at + 1];
    }

    [Fact]
    public async Task Suggests_what_the_photographer_wrote()
    {
        await using var media = await MediaHouse.Open();
        var iptc = await media.Took(Samples.WithIptc(Samples.Jpeg(), "Die Orangerie im Schnee", "Presseamt / L. Mertens"), "a.jpg");
        Assert.Equal(("Die Orangerie im Schnee", "Presseamt / L. Mertens"), (iptc.Alt, iptc.Credit));
        // Whoever wrote it cannot have meant what nobody sees, and nobody stands by to be asked.
        var turned = await media.Took(Samples.WithXmp(Samples.Jpeg(), "<Iptc4xmpCore:AltTextAccessibility>Die \u202EOrangerie</Iptc4xmpCore:AltTextAccessibility><photoshop:Credit>\u200B</photoshop:Credit>"), "d.jpg");
        Assert.Equal(("Die Orangerie", ""), (turned.Alt, turned.Credit));
        var xmp = await media.Took(Samples.WithXmp(Samples.Jpeg(), "<Iptc4xmpCore:AltTextAccessibility>Schnee auf der Brücke</Iptc4xmpCore:AltTextAccessibility><photoshop:Credit>Straßenamt</photoshop:Credit>"), "b.jpg");
        Assert.Equal(("Schnee auf der Brücke", "Straßenamt"), (xmp.Alt, xmp.Credit));
    }

    [Fact]
    public async Task Hostile_words_in_the_file_do_no_harm()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.WithXmp(Samples.Jpeg(), "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>&a;"), "a.jpg");
        Assert.Equal("", picture.Alt);
    }

    [Fact]
    public async Task A_picture_with_an_archive_and_a_script_behind_it_loses_them()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took([.. Samples.Jpeg(), .. "PK\u0003\u0004<script>alert(1)</script>"u8], "a.jpg");
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(await media.Stored(picture.Hash)));
    }

    [Fact]
    public async Task Print_colours_become_screen_colours()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Quarters().Colourspace(Enums.Interpretation.Cmyk).JpegsaveBuffer(q: 95), "druck.jpg");
        using var image = Image.NewFromBuffer(await media.Stored(picture.Hash));
        Assert.Equal((3, Enums.Interpretation.Srgb), (image.Bands, image.Interpretation));
        var red = image.Getpoint(40, 40);
        Assert.True(red[0] > red[1] + 60 && red[0] > red[2] + 60);
    }

    [Fact]
    public async Task Sixteen_bits_become_eight_and_transparency_stays()
    {
        await using var media = await MediaHouse.Open();
        var deep = await media.Took(Samples.Png((Samples.Quarters() * 257).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16)), "tief.png");
        AssertUpright(await media.Stored(deep.Hash));
        using (var image = Image.NewFromBuffer(await media.Stored(deep.Hash)))
            Assert.Equal(Enums.BandFormat.Uchar, image.Format);
        var clear = await media.Took(Samples.Png(Samples.Quarters().Bandjoin(128)), "wappen.png");
        using var transparent = Image.NewFromBuffer(await media.Stored(clear.Hash));
        Assert.Equal(128, transparent.Getpoint(5, 5)[3], 1.0);
    }

    [Fact]
    public async Task A_moving_picture_becomes_its_first_frame_and_says_so()
    {
        await using var media = await MediaHouse.Open();
        var taken = await media.Add(Samples.Gif(12), "winken.gif");
        Assert.True(taken.Ok, taken.Ok ? "" : taken.Refusals[0].Key);
        Assert.True(taken.Value.StillOnly);
        Assert.Equal("image/png", taken.Value.Picture.MediaType);
    }

    [Fact]
    public async Task The_same_file_twice_is_stored_once()
    {
        await using var media = await MediaHouse.Open();
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => media.Add(Samples.Jpeg(), "a.jpg")));
        Assert.Single(all.Select(taken => taken.Value!.Picture.Id).Distinct());
        Assert.Single(all, taken => !taken.Value!.Known);
        Assert.Equal(1, media.FilesStored);
    }

    [Fact]
    public async Task Only_who_writes_in_the_unit_adds_to_it()
    {
        await using var media = await MediaHouse.Open();
        var other = await media.House.Unit((await media.House.With((IUnits units) => units.Tree(CancellationToken.None)))[0].Id, "Feuerwehr");
        var fire = await media.House.Actor("Jonas Brand", (other, Role.Writer));
        Assert.Equal(RefusalKind.Forbidden, (await media.Add(Samples.Jpeg(), "a.jpg", fire)).Refusals[0].Kind);
    }
}
