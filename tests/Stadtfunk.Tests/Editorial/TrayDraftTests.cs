using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Tray;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Tray;
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
        var post = Good(await room.House.With((DraftFromTray draft) => draft.Run(room.Writer, entry, Answers, default)));
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
        Refused("Media.Tray.ConsentAsked", await room.House.With((DraftFromTray draft) => draft.Run(room.Writer, entry, Answers with { Consent = null }, default)));
        Assert.Equal("Text", Assert.Single(await room.House.With((TrayBoard board) => board.Run(room.Writer, default))).Entry.Text);
        Assert.Equal("Naturkundemuseum", Assert.Single(await room.House.With((TrayBoard board) => board.Run(room.Lead, default))).UnitName);
    }

    private static async Task<TrayId> Shared(Newsroom room, string text)
    {
        var maker = room.House.Get<IPictureMaker>();
        using var bytes = new MemoryStream(maker.Paint(maker.Motifs[0].Name, 3));
        return Good(await room.House.With((TakeIntoTray take) => take.Run(room.Writer, new SharedPicture(room.Museum, "foto.jpg", bytes, text, "eins"), default))).Entry;
    }
}
