using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;
using Stadtfunk.Tests.Editorial;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class UnitContentsTests
{
    [Fact]
    public async Task A_unit_with_posts_pictures_and_channels_stays_and_is_told_all_of_it()
    {
        await using var room = await Newsroom.Open();
        var chief = await room.House.Actor("Chefin", (room.City, Role.Administrator));
        await room.Draft();
        await room.Picture();
        var refused = await room.House.With((RemoveUnit use) => use.Run(chief, room.Museum, default));
        Assert.Equal(
            ["Editorial.UnitHasPosts", "Media.UnitHasPictures", "Organisation.UnitHasChannels", "Organisation.UnitHasPeople"],
            refused.Refusals.Select(refusal => refusal.Key).Order());
        Assert.All(refused.Refusals, refusal => Assert.Equal("Naturkundemuseum", refusal.Args[0]));
        Assert.NotNull(await room.House.With((IUnits units) => units.Find(room.Museum, default)));
    }

    [Fact]
    public async Task A_picture_alone_is_in_the_way_until_it_is_gone_for_good()
    {
        await using var room = await Newsroom.Open();
        var archive = await room.House.Unit(room.City, "Archiv");
        var chief = await room.House.Actor("Chefin", (room.City, Role.Administrator));
        using var bytes = new MemoryStream(Tests.Media.Samples.Png());
        var picture = Newsroom.Good(await room.House.With((IPictures pictures) => pictures.Add(chief, new NewPicture(archive, "karte.png", bytes, "", ""), default)));
        Newsroom.Refused("Media.UnitHasPictures", await room.House.With((RemoveUnit use) => use.Run(chief, archive, default)));
        Newsroom.Good(await room.House.With((Stadtfunk.Media.Library.RemovePicture use) => use.Run(chief, picture, default)));
        // Nobody could fetch it back into a unit that is no more.
        Newsroom.Refused("Media.UnitHasBin", await room.House.With((RemoveUnit use) => use.Run(chief, archive, default)));
        Newsroom.Good(await room.House.With((Stadtfunk.Media.Library.DisposePicture use) => use.Run(chief, picture, default)));
        Newsroom.Good(await room.House.With((RemoveUnit use) => use.Run(chief, archive, default)));
        Assert.Null(await room.House.With((IUnits units) => units.Find(archive, default)));
    }
}
