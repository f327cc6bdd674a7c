using System.Text;
using NetVips;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class LogoTests
{
    [Fact]
    public async Task A_logo_is_drawn_anew_as_a_small_png_and_can_be_taken_away()
    {
        await using var house = await House.Open();
        var actor = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        Assert.Null((await house.Get<ICity>().Get(default)).Logo);
        var address = (await Change(house, actor, Samples.WithExif(Samples.Jpeg(Samples.Quarters(1600, 400)), 1))).Value!;
        Assert.Equal(address, (await house.Get<ICity>().Get(default)).Logo);
        Assert.Matches("^/bilder/[0-9a-f]{2}/[0-9a-f]{62}\\.png$", address);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(house.Directory, "media", address["/bilder/".Length..]));
        using var drawn = Image.NewFromBuffer(bytes);
        Assert.Equal((512, 128), (drawn.Width, drawn.Height));
        Assert.DoesNotContain("Testkamera", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal("", (await Change(house, actor, null)).Value);
        Assert.Null((await house.Get<ICity>().Get(default)).Logo);
    }

    [Fact]
    public async Task The_sweep_of_old_files_leaves_the_logo_that_is_shown()
    {
        await using var house = await House.Open();
        var actor = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        using var bytes = new MemoryStream(Samples.Png(Samples.Noise(80, 60)));
        Assert.True((await house.With((IPictures pictures) => pictures.Add(actor, new NewPicture(actor.UnitsWith(Permission.Write).First(), "rauschen.png", bytes, "", ""), default))).Ok);
        var file = Path.Combine(house.Directory, "media", (await Change(house, actor, Samples.Png())).Value!["/bilder/".Length..]);
        // Files carry the machine's own time.
        File.SetLastWriteTimeUtc(file, house.Now.AddDays(-2));
        await house.With((FileSweep sweep) => sweep.Tick(default));
        Assert.True(File.Exists(file));
        await Change(house, actor, null);
        await house.With((FileSweep sweep) => sweep.Tick(default));
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "Media.IsSvgWithScript")]
    [InlineData("GIF89a und dann nichts", "Media.Damaged")]
    public async Task What_is_no_safe_picture_is_refused_and_changes_nothing(string file, string why)
    {
        await using var house = await House.Open();
        var actor = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        var before = (await Change(house, actor, Samples.Png())).Value;
        Assert.Equal(why, (await Change(house, actor, Encoding.UTF8.GetBytes(file))).Refusals.Single().Key);
        Assert.Equal(before, (await house.Get<ICity>().Get(default)).Logo);
    }

    [Fact]
    public async Task Only_the_administrator_of_the_city_changes_it()
    {
        await using var house = await House.Open();
        var city = await house.City();
        foreach (var role in new[] { Role.Writer, Role.Approver, Role.DeskLead })
            Assert.Equal("Kernel.Forbidden", (await Change(house, await house.Actor($"Als {role}", (city, role)), Samples.Png())).Refusals.Single().Key);
    }

    private static Task<Outcome<string>> Change(House house, Actor actor, byte[]? bytes) =>
        house.With((ChangeLogo use) => use.Run(actor, bytes is null ? null : new MemoryStream(bytes), default));
}
