using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A network that lets words be changed, but no pictures be exchanged: said before, and refused instead of half done.</summary>
public sealed class TelegramCorrectionTests(Peers peers)
{
    [Fact]
    public async Task Words_are_changed_and_exchanged_pictures_are_refused()
    {
        var lab = await peers.Lab(default);
        await using var room = await Newsroom.Open(0, settings: TelegramStage.SettingsOf(lab));
        var account = await TelegramStage.NewChannel(lab);
        var made = await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, "telegram", "Telegram", "Probe", null, null, null), default));
        Assert.True((await room.House.With((ConnectChannel use) => use.Run(room.Lead, made.Value, TelegramStage.FieldsOf(account), default))).Ok);
        room.Channels.Add(made.Value);
        var (snow, ice) = (await room.Picture(1), await room.Picture(2));
        var post = await room.Release(pictures: [snow]);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        var copy = Assert.Single(await room.House.With((CopiesAfterwards use) => use.Run(room.Lead, post, default)));
        Assert.Equal((Fate.WordsOnly, Fate.Done), (copy.Corrected, copy.Withdrawn));
        Assert.Equal(("Der Beitrag wird dort geändert.", true), await Ahead(room, post, snow));
        Assert.Equal(("Telegram lässt keine anderen Bilder zu: Dort bleibt die frühere Fassung stehen.", false), await Ahead(room, post, ice));

        await room.Correct(post, "Der Winter ist schon wieder fort.", pictures: [snow]);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Published, (await room.Rows(post)).Single(x => x.Revision == 2).State);
        await room.Correct(post, "Der Winter ist wieder da.", pictures: [ice]);
        await room.Pass(TimeSpan.FromSeconds(3));
        var refused = (await room.Rows(post)).Single(x => x.Revision == 3);
        Assert.Equal((DeliveryState.Refused, "Networks.Telegram.PicturesStay"), (refused.State, refused.SentenceKey));
        Assert.Equal(["post", "edit"], (await lab.Ledger.Of(account, default)).Select(x => x.Kind));
    }

    private static async Task<(string, bool)> Ahead(Newsroom room, PostId post, PictureInPost picture)
    {
        var said = Assert.Single(await room.House.With((ICopyForecast use) => use.Of(room.Lead, post, room.Channels, [picture.Picture], default)));
        return (said.Sentence, said.NewText);
    }
}
