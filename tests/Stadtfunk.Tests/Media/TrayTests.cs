using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Tray;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>What is sent in waits, belongs to nobody's library until somebody has answered for it, and its sender is forgotten.</summary>
public sealed class TrayTests
{
    private static readonly TrayAnswers Answers = new("Der Bürgermeister eröffnet den Radweg.", "Presseamt / L. Mertens", Licence.Own, Consent.Given, null, "mündlich, vor Ort");

    [Fact]
    public async Task A_shared_picture_waits_with_sender_time_and_text_and_without_its_place()
    {
        await using var media = await MediaHouse.Open();
        await Share(media, Samples.WithExif(Samples.Jpeg(), 1), "a", text: "Eröffnung am Radweg\u0007");
        var entry = Assert.Single(await Waiting(media));
        Assert.Equal(("Leyla Mertens", "Eröffnung am Radweg", media.House.Now, TrayWay.Share, true), (entry.Sender, entry.Text, entry.At, entry.Way, entry.MayDecide));
        Assert.NotNull(entry.Preview);
        using var stored = Image.NewFromBuffer(await media.Stored(entry.Picture.Hash));
        Assert.DoesNotContain(stored.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
        Assert.Equal(1, await Counted(media, media.Writer));
    }

    [Fact]
    public async Task The_same_sending_is_one_entry_and_so_is_the_same_picture_that_still_waits()
    {
        await using var media = await MediaHouse.Open();
        var bytes = Samples.Jpeg();
        var first = Good(await Share(media, bytes, "a"));
        Assert.Equal(first with { Known = true }, Good(await Share(media, Samples.Png(), "a")));
        Assert.Equal(first with { Known = true }, Good(await Share(media, bytes, "b")));
        var other = await media.House.Actor("Bo Yildiz", (media.Unit, Role.Writer));
        Good(await Share(media, Samples.Png(), "a", other));
        Assert.Equal(2, (await Waiting(media)).Count);
    }

    [Fact]
    public async Task Two_at_the_same_moment_are_one_entry()
    {
        await using var media = await MediaHouse.Open();
        var bytes = Samples.Jpeg();
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Share(media, bytes, "a")));
        Assert.Single(both.Select(one => Good(one).Entry).Distinct());
        Assert.Single(await Waiting(media));
    }

    [Fact]
    public async Task Who_only_sees_the_unit_sends_in_and_decides_nothing()
    {
        await using var media = await MediaHouse.Open();
        var companion = await media.House.Actor("Ada Begleitung", (media.Unit, Role.Feedback));
        var id = Good(await Share(media, Samples.Jpeg(), "a", companion)).Entry;
        Assert.False(Assert.Single(await Waiting(media, companion)).MayDecide);
        Assert.Equal(0, await Counted(media, companion));
        Refused("Kernel.Forbidden", await media.House.With((KeepFromTray keep) => keep.Run(companion, id, Answers, default)));
        Refused("Kernel.Forbidden", await media.House.With((DiscardFromTray discard) => discard.Run(companion, id, default)));
        var unit = await media.House.Unit(await media.House.City(), "Feuerwehr");
        var stranger = await media.House.Actor("Jo Brandt", (unit, Role.Writer));
        Assert.Empty(await Waiting(media, stranger));
        Refused("Media.Tray.Gone", await media.House.With((KeepFromTray keep) => keep.Run(stranger, id, Answers, default)));
        Refused("Media.Tray.NoUnit", await Share(media, Samples.Png(), "b", stranger, media.Unit));
        Refused("Media.Tray.NoUnit", await Share(media, Samples.Png(), "b", Actor.Nobody));
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script>", "a.jpg", "Media.IsHtml")]
    [InlineData("%PDF-1.7 \u00ff\u00d8\u00ff", "a.jpg", "Media.IsPdf")]
    [InlineData("GIF89a<svg onload=alert(1)>", "a.gif", "Media.Damaged")]
    [InlineData("\0\0\0\u0018ftypisom0000000000000000000000", "a.mp4", "Media.IsVideo")]
    public async Task What_is_no_picture_is_refused_with_a_sentence_and_leaves_nothing(string text, string name, string key)
    {
        await using var media = await MediaHouse.Open();
        var refused = await Share(media, System.Text.Encoding.Latin1.GetBytes(text), "a", name: name);
        Refused(key, refused);
        Assert.DoesNotContain("[", media.House.Get<Words>().Of(refused.Refusals[0]), StringComparison.Ordinal);
        Assert.Empty(await Waiting(media));
        Assert.Equal(0, media.FilesStored);
    }

    /// <summary>Behind the picture hangs an archive: nothing of it is kept.</summary>
    [Fact]
    public async Task What_hangs_behind_a_picture_is_cut_off()
    {
        await using var media = await MediaHouse.Open();
        Good(await Share(media, [.. Samples.Jpeg(), .. "PK\u0003\u0004 <script>alert(1)</script>"u8], "a"));
        var stored = System.Text.Encoding.Latin1.GetString(await media.Stored(Assert.Single(await Waiting(media)).Picture.Hash));
        Assert.DoesNotContain("script", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_somebody_has_answered_it_is_in_no_library_and_blocked()
    {
        await using var media = await MediaHouse.Open();
        var id = Good(await Share(media, Samples.Jpeg(), "a")).Entry;
        Assert.Empty((await Library(media)).Pictures);
        Assert.Equal("Media.ConsentMissing", Assert.Single(await Waiting(media)).Picture.Blocked?.Key);
        var silent = await media.House.With((KeepFromTray keep) => keep.Run(media.Writer, id, Answers with { Credit = " ", Consent = null }, default));
        Assert.Equal(["Media.Tray.CreditAsked", "Media.Tray.ConsentAsked"], silent.Refusals.Select(refusal => refusal.Key));
        Assert.Single(await Waiting(media));

        Good(await media.House.With((KeepFromTray keep) => keep.Run(media.Writer, id, Answers, default)));
        var kept = Assert.Single((await Library(media)).Pictures).Picture;
        Assert.Equal((Answers.Alt, Answers.Credit, Licence.Own, null), (kept.Alt, kept.Credit, kept.Licence, kept.Blocked));
        Assert.Empty(await Waiting(media));
        Assert.Equal(0, await Counted(media, media.Writer));
        Refused("Media.Tray.Decided", await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, id, default)));
        var row = await media.House.With((Db db) => db.Set<TrayEntry>().SingleAsync());
        Assert.Equal(("", "", media.Writer.Person), (row.Sender, row.Text, row.DecidedBy!.Value));
    }

    [Fact]
    public async Task What_is_discarded_lies_in_the_bin_and_comes_back_whole()
    {
        await using var media = await MediaHouse.Open();
        var id = Good(await Share(media, Samples.Jpeg(), "a", text: "Grundstein")).Entry;
        Good(await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, id, default)));
        Assert.Empty(await Waiting(media));
        Assert.Single((await Library(media, PictureShelf.Bin)).Pictures);
        Good(await media.House.With((BringBackToTray back) => back.Run(media.Writer, id, default)));
        Assert.Equal(("Leyla Mertens", "Grundstein"), (Assert.Single(await Waiting(media)).Sender, Assert.Single(await Waiting(media)).Text));
        Assert.Empty((await Library(media, PictureShelf.Bin)).Pictures);
        Assert.Empty((await Library(media)).Pictures);

        Good(await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, id, default)));
        Good(await Share(media, Samples.Jpeg(), "again"));
        Assert.Empty((await Library(media)).Pictures);
        Assert.Single(await Waiting(media));
    }

    [Fact]
    public async Task A_picture_that_the_library_had_before_stays_there_whatever_is_decided()
    {
        await using var media = await MediaHouse.Open();
        var known = await media.Took(Samples.Jpeg(), "a.jpg");
        var id = Good(await Share(media, Samples.Jpeg(), "a")).Entry;
        Assert.Null(Assert.Single(await Waiting(media)).Picture.Blocked);
        Good(await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, id, default)));
        Assert.Equal(known.Id, Assert.Single((await Library(media)).Pictures).Picture.Id);
    }

    /// <summary>Anybody who sees the unit could otherwise bring back what was thrown away for want of a consent.</summary>
    [Fact]
    public async Task What_the_library_threw_away_comes_back_into_the_tray_and_no_further()
    {
        await using var media = await MediaHouse.Open();
        var known = await media.Took(Samples.Jpeg(), "a.jpg");
        Good(await media.House.With((RemovePicture remove) => remove.Run(media.Writer, known.Id, default)));
        var id = Good(await Share(media, Samples.Jpeg(), "a")).Entry;
        Assert.Empty((await Library(media)).Pictures);
        var waits = Assert.Single(await Waiting(media));
        Assert.Equal((known.Id, "Media.ConsentMissing", false), (waits.Picture.Id, waits.Picture.Blocked?.Key, waits.InLibrary));
        Good(await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, id, default)));
        Assert.Equal(known.Id, Assert.Single((await Library(media, PictureShelf.Bin)).Pictures).Picture.Id);
        Assert.True(Good(await Share(media, Samples.Jpeg(), "a")).Known);
        Assert.Empty(await Waiting(media));
    }

    [Fact]
    public async Task What_is_uploaded_to_the_library_while_it_waits_stays_there_whatever_is_decided()
    {
        await using var media = await MediaHouse.Open();
        var id = Good(await Share(media, Samples.Jpeg(), "a")).Entry;
        var known = await media.Took(Samples.Jpeg(), "a.jpg");
        Assert.Equal(known.Id, Assert.Single((await Library(media)).Pictures).Picture.Id);
        Assert.True(Assert.Single(await Waiting(media)).InLibrary);
        Good(await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, id, default)));
        Assert.Equal(known.Id, Assert.Single((await Library(media)).Pictures).Picture.Id);
    }

    [Fact]
    public async Task Of_two_who_decide_at_the_same_moment_the_second_is_told()
    {
        await using var media = await MediaHouse.Open();
        var id = Good(await Share(media, Samples.Jpeg(), "a")).Entry;
        Refused("Media.Tray.Decided", await media.House.With(async (IServiceProvider room) =>
        {
            await room.GetRequiredService<Db>().Set<TrayEntry>().SingleAsync();
            Good(await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, id, default)));
            return await room.GetRequiredService<DiscardFromTray>().Run(media.Writer, id, default);
        }));
    }

    [Fact]
    public async Task Senders_and_texts_are_forgotten_and_the_picture_goes_on_waiting()
    {
        await using var media = await MediaHouse.Open();
        Good(await Share(media, Samples.Jpeg(), "a", text: "Grundstein"));
        var gone = Good(await Share(media, Samples.Png(), "b", text: "Unscharf")).Entry;
        Good(await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, gone, default)));
        media.House.Clock.Advance(TimeSpan.FromHours(25));
        await media.House.With((TrayRound round) => round.Tick(default));
        Assert.Equal(["", "Grundstein"], await media.House.With(async (Db db) => await db.Set<TrayEntry>().OrderByDescending(x => x.Key).Select(x => x.Text).ToListAsync()));
        media.House.Clock.Advance(TimeSpan.FromDays(30));
        await media.House.With((TrayRound round) => round.Tick(default));
        Assert.Equal(("", ""), (Assert.Single(await Waiting(media)).Sender, Assert.Single(await Waiting(media)).Text));
        Assert.Equal(1, await media.House.With((Db db) => db.Set<TrayEntry>().CountAsync()));
    }

    [Fact]
    public async Task When_the_bin_is_emptied_the_entry_goes_too()
    {
        await using var media = await MediaHouse.Open();
        var id = Good(await Share(media, Samples.Jpeg(), "a")).Entry;
        Good(await media.House.With((DiscardFromTray discard) => discard.Run(media.Writer, id, default)));
        media.House.Clock.Advance(TimeSpan.FromDays(31));
        await media.House.With((BinRound round) => round.Tick(default));
        Assert.Equal((0, 0), (media.FilesStored, await media.House.With((Db db) => db.Set<TrayEntry>().CountAsync())));
    }

    [Fact]
    public async Task Who_shares_for_several_units_finds_the_last_one_set()
    {
        await using var media = await MediaHouse.Open();
        var fire = await media.House.Unit(await media.House.City(), "Feuerwehr");
        var both = await media.House.Actor("Zoe Zwei", (media.Unit, Role.Writer), (fire, Role.Writer));
        Assert.Equal((true, null), await Choice(media, both));
        Good(await Share(media, Samples.Jpeg(), "a", both, fire));
        Assert.Equal((true, (UnitId?)fire), await Choice(media, both));
        Assert.Equal((false, null), await Choice(media, media.Writer));
        // What this device remembers goes before it; of somebody else, and of a unit in which nobody writes any more, it says nothing.
        Assert.Equal((true, (UnitId?)media.Unit), await Choice(media, both, $"{ShareUnits.MarkOf(both)}.{media.Unit}"));
        Assert.Equal((true, (UnitId?)fire), await Choice(media, both, $"{ShareUnits.MarkOf(media.Writer)}.{media.Unit}"));
        Assert.Equal((true, null), await Choice(media, both, $"{ShareUnits.MarkOf(both)}.{UnitId.New()}"));
        Assert.Equal((true, (UnitId?)fire), await Choice(media, both, "Unsinn"));
    }

    private static async Task<(bool Asks, UnitId? Last)> Choice(MediaHouse media, Actor actor, string? cookie = null)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        if (cookie is not null)
            http.Request.Headers.Cookie = $"stadtfunk-teilen-einheit={cookie}";
        var choice = await media.House.With((ShareUnits units) => units.Run(actor, http.Request, default));
        return (choice.Asks, choice.Last);
    }

    private static Task<Outcome<IntoTray>> Share(MediaHouse media, byte[] bytes, string key, Actor? actor = null, UnitId? unit = null, string text = "", string name = "foto") =>
        media.House.With((TakeIntoTray take) => take.Run(actor ?? media.Writer, new SharedPicture(unit, name, new MemoryStream(bytes), text, key), default));

    private static Task<IReadOnlyList<TrayEntryView>> Waiting(MediaHouse media, Actor? actor = null) =>
        media.House.With((TrayList list) => list.Run(actor ?? media.Writer, default));

    private static Task<int> Counted(MediaHouse media, Actor actor) => media.House.With((TrayList list) => ((IWaiting)list).Count(actor, default));

    private static Task<PictureRows> Library(MediaHouse media, PictureShelf shelf = PictureShelf.All) =>
        media.House.With((PictureList list) => list.Run(media.Writer, new PictureQuery("", null, null, 20) { Shelf = shelf }, default));
}
