using Stadtfunk.Tests.Media;
using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Editorial.Tray;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Tray;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>From the tray into a draft: picture, words, rights, in one step or not at all.</summary>
public sealed class TrayDraftTests
{
    private static readonly TrayAnswers Answers = new("", "Ada Okafor", Licence.Own, Consent.NotNeeded, null, "");

    [Fact]
    public async Task A_picture_becomes_a_draft_with_its_words_and_the_description_is_asked_for()
    {
        await using var room = await Newsroom.Open();
        var entry = await Shared(room, "Der Bürgermeister im Museum");
        var post = Good(await room.House.With((DraftFromTray draft) => draft.Run(room.Writer, entry, Answers, null, default)));
        var view = await room.View(post);
        Assert.Equal(("Der Bürgermeister im Museum", PostState.Draft, room.Museum), (view.Content.Text, view.Standing.State, view.Unit.Id));
        Assert.Empty(Assert.Single(view.Content.Pictures).Alt);
        Assert.Null(view.Pictures[view.Content.Pictures[0].Picture].Picture.Blocked);
        Assert.Empty(await room.House.With((ITray tray) => tray.Waiting(room.Writer, default)));
        var complete = view.Content with { Title = "Besuch", Channels = [new ChannelChoice(room.MuseumChannel, true, null)] };
        var saved = Good(await room.Save(room.Writer, view.Standing, complete));
        Refused("Editorial.AltTextMissing", await room.House.With((Stadtfunk.Editorial.Approvals.SubmitPost submit) => submit.Run(room.Writer, saved.Standing.Id, null, default)));
    }

    [Fact]
    public async Task What_is_not_answered_leaves_the_picture_where_it_was()
    {
        await using var room = await Newsroom.Open();
        var entry = await Shared(room, "Text");
        Refused("Media.Tray.ConsentAsked", await room.House.With((DraftFromTray draft) => draft.Run(room.Writer, entry, Answers with { Consent = null }, null, default)));
        Assert.Equal("Text", Assert.Single((await room.House.With((TrayBoard board) => board.Run(room.Writer, default))).Rows).Entry.Text);
        Assert.Equal("Naturkundemuseum", Assert.Single((await room.House.With((TrayBoard board) => board.Run(room.Lead, default))).Rows).UnitName);
    }

    [Fact]
    public async Task A_press_release_that_stands_open_when_a_picture_comes_is_suggested_and_gives_the_draft_its_text()
    {
        await using var room = await Newsroom.Open();
        var local = room.House.Get<CityTime>().LocalNow;
        var mine = new NewPressRelease(room.Museum, "Neue Dauerausstellung", "Das Museum zeigt ab Freitag Funde aus der Grube.\n\nDer Eintritt ist frei.", local.Date, local.AddHours(8));
        var release = Good(await room.House.With((OpenPressRelease open) => open.Run(room.Writer, mine, default)));
        Good(await room.House.With((OpenPressRelease open) => open.Run(room.Writer, mine with { Title = "Morgen", From = local.AddDays(1), Until = local.AddDays(2) }, default)));
        Good(await room.House.With((OpenPressRelease open) => open.Run(room.Lead, mine with { Unit = room.Fire, Title = "Übung" }, default)));
        var entry = await Shared(room, "Foto");
        Assert.Equal(["Neue Dauerausstellung"], (await Rows(room, room.Writer))[0].Matches.Select(match => match.Title));
        Assert.Equal(["Neue Dauerausstellung", "Übung"], (await Rows(room, room.Lead))[0].Matches.Select(match => match.Title));

        var foreign = (await Rows(room, room.Lead))[0].Matches[1];
        Refused("Editorial.Press.Gone", await room.House.With((DraftFromTray draft) => draft.Run(room.Writer, entry, Answers, PressReleaseId.Of(foreign.Id), default)));
        var post = await room.View(Good(await room.House.With((DraftFromTray draft) => draft.Run(room.Writer, entry, Answers, release, default))));
        Assert.Equal((mine.Title, mine.Text), (post.Content.Title, post.Content.Text));

        room.House.Clock.Advance(TimeSpan.FromHours(9));
        Assert.Equal(["Morgen"], (await room.House.With((TrayBoard board) => board.Run(room.Writer, default))).Releases.Select(one => one.Title));
        room.House.Clock.Advance(TimeSpan.FromDays(33));
        await room.House.With((PressReleaseRound round) => round.Tick(default));
        Assert.Equal(0, await room.House.With((Db db) => db.Set<PressRelease>().CountAsync()));
    }

    [Fact]
    public async Task An_appointment_needs_no_text_and_gives_the_draft_its_title_and_the_words_of_the_sender()
    {
        await using var room = await Newsroom.Open();
        var local = room.House.Get<CityTime>().LocalNow;
        var release = Good(await room.House.With((OpenPressRelease open) => open.Run(room.Writer, new(room.Museum, "Richtfest am Museum", " ", local.Date, local.AddHours(8)), default)));
        var entry = await Shared(room, "Die Bürgermeisterin mit der Architektin");
        Assert.True(Assert.Single(Assert.Single(await Rows(room, room.Writer)).Matches).TitleOnly);
        var post = await room.View(Good(await room.House.With((DraftFromTray draft) => draft.Run(room.Writer, entry, Answers, release, default))));
        Assert.Equal(("Richtfest am Museum", "Die Bürgermeisterin mit der Architektin"), (post.Content.Title, post.Content.Text));
        Assert.Empty(post.Comments);
    }

    /// <summary>Who is in the picture often stands nowhere else; who sent it is forgotten all the same.</summary>
    [Fact]
    public async Task What_was_written_with_a_picture_is_read_beside_the_draft_that_takes_the_text_of_a_press_release()
    {
        await using var room = await Newsroom.Open();
        var local = room.House.Get<CityTime>().LocalNow;
        var release = Good(await room.House.With((OpenPressRelease open) => open.Run(room.Writer, new(room.Museum, "Richtfest", "Der Bau beginnt im März.", local.Date, local.AddHours(8)), default)));
        var entry = await Shared(room, "Links Frau Yıldız,\nrechts {0} Herr Nowak");
        var post = await room.View(Good(await room.House.With((DraftFromTray draft) => draft.Run(room.Writer, entry, Answers, release, default))));
        Assert.Equal("Der Bau beginnt im März.", post.Content.Text);
        var remark = Assert.Single(post.Comments);
        Assert.EndsWith("\nLinks Frau Yıldız,\nrechts {0} Herr Nowak", remark.Text, StringComparison.Ordinal);
        Assert.StartsWith("Zum Bild wurde geschrieben (", remark.Text, StringComparison.Ordinal);
        var forgotten = await room.House.With((Db db) => db.Set<TrayEntry>().SingleAsync());
        Assert.Equal(("", ""), (forgotten.Sender, forgotten.Text));
    }

    [Fact]
    public async Task Sender_time_and_words_are_read_where_the_description_is_written()
    {
        await using var room = await Newsroom.Open(services => services.AddScoped<NavigationManager, Publishing.CityAppTests.Here>().AddScoped<IJSRuntime, Publishing.CityAppTests.NoBrowser>());
        await Shared(room, "Links Frau Yıldız");
        var row = Assert.Single(await Rows(room, room.Writer));
        var html = WebUtility.HtmlDecode(await room.House.With<IServiceProvider, string>(async services =>
        {
            await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            var given = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(TrayDialog.Entry)] = row.Entry, [nameof(TrayDialog.About)] = new Match(Guid.CreateVersion7(), "Richtfest", true) });
            return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TrayDialog>(given)).ToHtmlString());
        }));
        var before = html[..html.IndexOf("<textarea", StringComparison.Ordinal)];
        Assert.All(["Ada Okafor", "geteilt", "09:00", "Links Frau Yıldız", "Der Entwurf übernimmt den Titel „Richtfest“"], words => Assert.Contains(words, before, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_came_without_a_usable_picture_is_read_on_the_page()
    {
        await using var room = await Newsroom.Open(services => services.AddScoped<NavigationManager, Publishing.CityAppTests.Here>().AddScoped<IJSRuntime, Publishing.CityAppTests.NoBrowser>());
        var sent = new Sending(TrayWay.Mail, "Ada Okafor (ada@museum.example)", "Das Bild folgt", "eins");
        await room.House.With((TrayDoor door) => door.Tell(room.Museum, sent, "In dieser E-Mail ist kein Bild.", default));
        var html = WebUtility.HtmlDecode(await room.House.With<IServiceProvider, string>(async services =>
        {
            services.GetRequiredService<IdentityHolder>().Value = new Identity(room.Writer.Person, null);
            await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TrayPage>()).ToHtmlString());
        }));
        Assert.All(["Ohne brauchbares Bild", "Ada Okafor (ada@museum.example)", "per E-Mail", "Naturkundemuseum", "In dieser E-Mail ist kein Bild.", "Das Bild folgt", "Entfernen"], words => Assert.Contains(words, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_came_while_it_stood_open_belongs_to_it_after_its_time_too_and_its_unit_stays_until_then()
    {
        await using var room = await Newsroom.Open();
        var local = room.House.Get<CityTime>().LocalNow;
        Good(await room.House.With((OpenPressRelease open) => open.Run(room.Writer, new(room.Museum, "Richtfest", "Text", local, local.AddHours(1)), default)));
        await Shared(room, "Foto");
        Assert.Equal("Editorial.UnitHasPress", (await InTheWay(room))?.Key);
        room.House.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(["Richtfest"], Assert.Single(await Rows(room, room.Writer)).Matches.Select(match => match.Title));
        Assert.Empty((await room.House.With((TrayBoard board) => board.Run(room.Writer, default))).Releases);
        Assert.Null(await InTheWay(room));
    }

    [Fact]
    public async Task Who_does_not_write_in_the_unit_opens_and_removes_nothing_and_what_is_missing_is_said()
    {
        await using var room = await Newsroom.Open();
        var local = room.House.Get<CityTime>().LocalNow;
        var wanted = new NewPressRelease(room.Museum, "Titel", "Text", local, local.AddHours(1));
        Refused("Kernel.Forbidden", await room.House.With((OpenPressRelease open) => open.Run(room.Writer, wanted with { Unit = room.Fire }, default)));
        var empty = await room.House.With((OpenPressRelease open) => open.Run(room.Writer, new(room.Museum, " ", "", local, local), default));
        Assert.Equal(["Editorial.Press.TitleMissing", "Editorial.Press.UntilBad"], empty.Refusals.Select(refusal => refusal.Key));
        Refused("Editorial.Press.TooLong", await room.House.With((OpenPressRelease open) => open.Run(room.Writer, wanted with { Until = local.AddDays(400) }, default)));
        var release = Good(await room.House.With((OpenPressRelease open) => open.Run(room.Writer, wanted, default)));
        var stranger = await room.House.Actor("Jo Brandt", (room.Fire, Role.Writer));
        Refused("Editorial.Press.Gone", await room.House.With((RemovePressRelease remove) => remove.Run(stranger, release, default)));
        Good(await room.House.With((RemovePressRelease remove) => remove.Run(room.Writer, release, default)));
    }

    private static async Task<IReadOnlyList<TrayRow>> Rows(Newsroom room, Actor actor) => (await room.House.With((TrayBoard board) => board.Run(actor, default))).Rows;

    private static Task<Refusal?> InTheWay(Newsroom room) =>
        room.House.With((IEnumerable<IUnitContents> all) => all.OfType<PressReleasesOfUnit>().Single().InTheWay(room.Museum, "Museum", default));

    private static async Task<TrayId> Shared(Newsroom room, string text)
    {
        using var bytes = new MemoryStream(Samples.Small(3));
        return Good(await room.House.With((TakeIntoTray take) => take.Run(room.Writer, new SharedPicture(room.Museum, "foto.jpg", bytes, text, "eins"), default))).Entry;
    }
}
