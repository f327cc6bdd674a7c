using System.Globalization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Media;

/// <summary>A consent that runs out is told in time, and once more when it has; nobody hears it every hour.</summary>
public sealed class ConsentTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task Who_brought_the_picture_and_who_leads_hear_of_it_two_weeks_ahead_and_when_it_is_over()
    {
        await using var house = await MediaHouse.Open();
        var lead = await house.House.Actor("Leitung", (house.Unit, Role.DeskLead));
        var other = await house.House.Actor("Jemand", (house.Unit, Role.Writer));
        var picture = (await house.Took(Samples.Png(), "chor.png")).Id;
        await Until(house, picture, Today.AddDays(ConsentRound.Ahead + 1));
        await Tick(house);
        Assert.Empty(await Told(house, house.Writer));
        house.House.Clock.Advance(TimeSpan.FromDays(1));
        await Tick(house);
        await Tick(house);
        var told = Assert.Single(await Told(house, house.Writer));
        Assert.Equal((NoticeKind.Consent, "Media.Notice.ConsentEnds", $"/desk/medien/{picture}"), (told.Kind, told.Text, told.Link));
        Assert.Equal(["chor.png", ReaderLanguages.Words(Today.AddDays(15), CultureInfo.CurrentUICulture)], told.Args);
        Assert.Single(await Told(house, lead));
        Assert.Empty(await Told(house, other));
        house.House.Clock.Advance(TimeSpan.FromDays(14));
        await Tick(house);
        Assert.Single(await Told(house, lead));
        house.House.Clock.Advance(TimeSpan.FromDays(1));
        await Tick(house);
        await Tick(house);
        Assert.Equal(["Media.Notice.ConsentOver", "Media.Notice.ConsentEnds"], (await Told(house, lead)).Select(row => row.Text));
    }

    [Fact]
    public async Task Many_on_one_day_are_one_notice_and_the_shelf_shows_them()
    {
        await using var house = await MediaHouse.Open();
        var ids = new List<PictureId>();
        foreach (var seed in new[] { 40, 50, 60 })
        {
            ids.Add((await house.Took(Samples.Png(Samples.Noise(seed, 30)), $"{seed}.png")).Id);
            await Until(house, ids[^1], Today.AddDays(3));
        }
        // What lies in the bin, or needs no consent, is not meant.
        Assert.True((await house.House.With((RemovePicture use) => use.Run(house.Writer, ids[0], Ct))).Ok);
        await Tick(house);
        var told = Assert.Single(await Told(house, house.Writer));
        Assert.Equal(("Media.Notice.ConsentsEnd", "2", "/desk/medien?regal=Ending"), (told.Text, told.Args[0], told.Link));
        var shelf = await house.House.With((PictureList list) => list.Run(house.Writer, new PictureQuery("", null, null, 50) { Shelf = PictureShelf.Ending }, Ct));
        Assert.Equal(ids.Skip(1).ToHashSet(), shelf.Pictures.Select(row => row.Picture.Id).ToHashSet());
    }

    [Fact]
    public async Task Somebody_who_may_no_longer_see_the_picture_is_not_told()
    {
        await using var house = await MediaHouse.Open();
        var picture = (await house.Took(Samples.Png(), "chor.png")).Id;
        await Until(house, picture, Today);
        var lead = await house.House.Actor("Leitung", (house.Unit, Role.DeskLead));
        Assert.True((await house.House.With((Stadtfunk.Organisation.Roles.TakeRole use) => use.Run(lead, house.Writer.Person, house.Unit, Role.Writer, Ct))).Ok);
        await Tick(house);
        Assert.Empty(await Told(house, house.Writer));
        Assert.Single(await Told(house, lead));
    }

    private static async Task Until(MediaHouse house, PictureId picture, DateOnly day)
    {
        var rights = new PictureRights(Licence.Own, "", Consent.Given, day, "");
        Assert.True((await house.House.With((ChangePicture change) => change.Run(house.Writer, picture, new PictureWords("Der Chor", "Presseamt", .5, .5) { Rights = rights }, Ct))).Ok);
    }

    private static Task Tick(MediaHouse house) => house.House.With((ConsentRound round) => round.Tick(Ct));

    private static async Task<IReadOnlyList<NoticeView>> Told(MediaHouse house, Actor who) => (await house.House.With((NoticeList list) => list.Run(who, null, Ct))).Rows;
}
