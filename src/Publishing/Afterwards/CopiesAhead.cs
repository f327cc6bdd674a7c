using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Afterwards;

/// <summary>What a correction does on each channel, said before it is let out.</summary>
internal sealed class CopiesAhead(CopiesAfterwards copies, IReleasedPosts posts, Words words) : ICopyForecast
{
    public async Task<IReadOnlyList<CopyForecast>> Of(
        Actor actor, PostId post, IReadOnlyCollection<ChannelId> chosen, IReadOnlyList<PictureId> pictures, CancellationToken ct)
    {
        var ahead = new List<CopyForecast>();
        foreach (var copy in await copies.Run(actor, post, ct))
            if (chosen.Contains(copy.Channel))
                ahead.Add(Said(copy, await Corrected(copy, post, pictures, ct)));
            else if (copy.Withdrawn != Fate.Gone)
                ahead.Add(LeftOut(copy));
        return ahead;
    }

    private async Task<(string Key, bool NewText)> Corrected(CopyAfterwards copy, PostId post, IReadOnlyList<PictureId> pictures, CancellationToken ct) => copy.Corrected switch
    {
        Fate.Gone => ("Publishing.Ahead.Again", true),
        Fate.Stays => ("Publishing.Afterwards.Corrected.Stays", false),
        Fate.TooLate or Fate.UsedUp => ($"Publishing.Afterwards.Corrected.{copy.Corrected}", false),
        Fate.Passes => ("Publishing.Afterwards.Corrected.Passes", false),
        Fate.WordsOnly when !await SamePictures(copy, post, pictures, ct) => ("Publishing.Ahead.PicturesStay", false),
        Fate.WordsOnly => ("Publishing.Afterwards.Corrected.Done", true),
        var fate => ($"Publishing.Afterwards.Corrected.{fate}", true),
    };

    private async Task<bool> SamePictures(CopyAfterwards copy, PostId post, IReadOnlyList<PictureId> pictures, CancellationToken ct)
    {
        var most = copy.Network?.Rules.MaxPictures ?? 0;
        return await posts.Revision(post, copy.Revision, ct) is not { } published || published.Pictures.Select(x => x.Picture).Take(most).SequenceEqual(pictures.Take(most));
    }

    private CopyForecast Said(CopyAfterwards copy, (string Key, bool NewText) said) =>
        new(copy.Channel, copy.ChannelName, words[said.Key, copy.Names(words)], said.NewText, said.NewText ? null : copy.Link);

    private CopyForecast LeftOut(CopyAfterwards copy)
    {
        var stays = copy.Withdrawn != Fate.NotOut && !copy.Active;
        var what = words[stays ? "Publishing.Ahead.Resting" : $"Publishing.Afterwards.Withdrawn.{copy.Withdrawn}", copy.Names(words)];
        return new(copy.Channel, copy.ChannelName, $"{words["Publishing.Ahead.LeftOut"]} {what}", false, stays || copy.Withdrawn is (Fate.Stays or Fate.ByHand or Fate.Late) ? copy.Link : null);
    }
}
