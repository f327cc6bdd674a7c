using Microsoft.Extensions.DependencyInjection;
using NetVips;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Media;

public sealed class RenditionTests
{
    [Fact]
    public async Task Gets_below_the_byte_limit_of_a_network()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(Samples.Noise(2400, 1600)), "rasen.jpg");
        foreach (var limit in (long[])[1_000_000, 200_000, 30_000])
        {
            var made = (await media.Rendition(picture.Id, 2000, limit, "image/jpeg")).Value!;
            Assert.InRange(made.Bytes, 1, limit);
            Assert.Equal(made.Bytes, (await media.Stored(made.Hash)).Length);
            Assert.True(Math.Max(made.Width, made.Height) <= 2000);
        }
    }

    [Fact]
    public async Task Never_enlarges_and_keeps_what_fits_as_it_is()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "klein.jpg");
        var made = (await media.Rendition(picture.Id, 4000, null, "image/png", "image/jpeg")).Value!;
        Assert.Equal((320, 200, "image/jpeg", picture.Hash), (made.Width, made.Height, made.MediaType, made.Hash));
    }

    [Fact]
    public async Task Transparency_keeps_png_where_it_is_taken_and_becomes_white_where_not()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Png(Samples.Quarters().Bandjoin(0)), "wappen.png");
        Assert.Equal("image/png", (await media.Rendition(picture.Id, 160, null, "image/jpeg", "image/png")).Value!.MediaType);
        var flat = (await media.Rendition(picture.Id, 160, null, "image/jpeg")).Value!;
        using var image = Image.NewFromBuffer(await media.Stored(flat.Hash));
        Assert.All(image.Getpoint(20, 20), band => Assert.True(band > 250));
    }

    [Fact]
    public async Task The_same_wish_gives_the_same_bytes_also_when_the_file_was_lost()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(Samples.Noise(900, 600)), "a.jpg");
        var first = (await media.Rendition(picture.Id, 480, null, "image/webp")).Value!;
        var bytes = await media.Stored(first.Hash);
        File.Delete(Directory.EnumerateFiles(Path.Combine(media.House.Directory, "media"), "*.webp", SearchOption.AllDirectories).Single());
        var again = (await media.Rendition(picture.Id, 480, null, "image/webp")).Value!;
        Assert.Equal(first, again);
        Assert.Equal(bytes, await media.Stored(again.Hash));
    }

    [Fact]
    public async Task Many_who_ask_at_once_get_one_picture()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(Samples.Noise(900, 600)), "a.jpg");
        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => media.Rendition(picture.Id, 480, null, "image/webp")));
        Assert.Single(made.Select(answer => answer.Value!).Distinct());
        Assert.Equal(2, media.FilesStored);
    }

    [Fact]
    public async Task The_page_gets_three_widths_and_a_jpeg_and_a_small_picture_fewer()
    {
        await using var media = await MediaHouse.Open();
        var large = await media.Took(Samples.Jpeg(Samples.Noise(2000, 1250)), "a.jpg");
        var small = await media.Took(Samples.Jpeg(), "b.jpg");
        Task<IReadOnlyList<RenditionView>> Page(PictureId id) => media.House.With((IPictures pictures) => pictures.ForPage(id, CancellationToken.None));
        Assert.Equal([(480, "image/webp"), (960, "image/webp"), (1600, "image/webp"), (1600, "image/jpeg")], (await Page(large.Id)).Select(made => (made.Width, made.MediaType)));
        Assert.Equal([(320, "image/webp"), (320, "image/jpeg")], (await Page(small.Id)).Select(made => (made.Width, made.MediaType)));
        Assert.All(await Page(large.Id), made => Assert.StartsWith("/bilder/" + made.Hash[..2] + "/", made.Path));
    }

    [Fact]
    public async Task A_wish_that_nobody_can_meet_is_refused_with_a_sentence()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(Samples.Noise(600, 400)), "a.jpg");
        Assert.Equal("Media.NoTypeFits", (await media.Rendition(picture.Id, 480, null, "image/tiff")).Refusals[0].Key);
        Assert.Equal("Media.CannotGetSmaller", (await media.Rendition(picture.Id, 480, 100, "image/jpeg")).Refusals[0].Key);
        Assert.Equal(RefusalKind.NotFound, (await media.Rendition(PictureId.New(), 480, null, "image/jpeg")).Refusals[0].Kind);
    }

    [Fact]
    public async Task A_picture_in_use_stays_and_the_sentence_says_where()
    {
        await using var media = await MediaHouse.OpenWith(services => services.AddScoped<IPictureUse, UsedInSnow>());
        var picture = await media.Took(Samples.Jpeg(), "a.jpg");
        var refused = await media.House.With((RemovePicture remove) => remove.Run(media.Writer, picture.Id, CancellationToken.None));
        Assert.Equal(RefusalKind.Conflict, refused.Refusals[0].Kind);
        Assert.Contains("Erster Schnee", media.House.Get<Words>().Of(refused.Refusals[0]));
        Assert.Equal(1, media.FilesStored);
    }

    /// <summary>Answers as a room above would.</summary>
    private sealed class UsedInSnow : IPictureUse
    {
        public Task<IReadOnlyList<PicturePlace>> Of(Actor actor, PictureId picture, int take, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<PicturePlace>>([new PicturePlace("Erster Schnee", "veröffentlicht", null, true)]);

        public Task<IReadOnlyList<UnitId>> ShownBy(PictureId picture, CancellationToken ct) => Task.FromResult<IReadOnlyList<UnitId>>([]);

        public IReadOnlyList<IQueryable<PictureId>> Used() => [];
    }

    [Fact]
    public async Task Another_unit_neither_sees_nor_changes_a_picture()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(), "Schnee.jpg");
        var root = (await media.House.With((IUnits units) => units.Tree(CancellationToken.None)))[0].Id;
        var other = await media.House.Actor("Jonas Brand", (await media.House.Unit(root, "Feuerwehr"), Role.Writer));
        Task<PictureRows> List(Stadtfunk.Kernel.Access.Actor actor, string search) => media.House.With((PictureList list) => list.Run(actor, new PictureQuery(search, null, null, 20), CancellationToken.None));
        var words = new PictureWords("Neu", "", 0.2, 0.8);
        Assert.Empty((await List(other, "")).Pictures);
        Assert.Equal(RefusalKind.NotFound, (await media.House.With((ChangePicture change) => change.Run(other, picture.Id, words, CancellationToken.None))).Refusals[0].Kind);
        Assert.Equal(RefusalKind.NotFound, (await media.House.With((RemovePicture remove) => remove.Run(other, picture.Id, CancellationToken.None))).Refusals[0].Kind);
        var changed = await media.House.With((ChangePicture change) => change.Run(media.Writer, picture.Id, words, CancellationToken.None));
        Assert.Equal(("Neu", 0.2), (changed.Value!.Alt, changed.Value.FocusX));
        Assert.Single((await List(media.Writer, "schnee neu")).Pictures);
        Assert.Empty((await List(media.Writer, "sommer")).Pictures);
    }
}
