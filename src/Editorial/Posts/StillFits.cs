using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Holds a frozen revision against the rules of today, as the composer did when it was written.</summary>
internal sealed class StillFits(FitChannels channels, IPictures pictures) : IStillFits
{
    public async Task<IReadOnlyList<Misfit>> Of(IReadOnlyCollection<ReleasedPost> posts, CancellationToken ct)
    {
        var known = (await channels.Many([.. posts.SelectMany(post => post.Channels).Select(variant => variant.Channel).Distinct()], ct))
            // A channel that rests takes no new posts; what was released for it before goes out.
            .Select(channel => channel with { TakesPosts = true }).ToList();
        var shown = await pictures.Many([.. posts.SelectMany(post => post.Pictures).Select(picture => picture.Picture).Distinct()], ct);
        return [.. posts.SelectMany(post => Fit.Check(ContentOf(post), known, shown).Select(problem => new Misfit(post.Id, post.Revision, problem.Channel, problem.Why)))];
    }

    private static PostContent ContentOf(ReleasedPost post) => PostContent.Empty(post.Language) with
    {
        Title = post.Title,
        Text = post.Text,
        Link = post.Link?.AbsoluteUri,
        Waits = post.Link is null ? post.Waits : null,
        Pictures = [.. post.Pictures.Select(picture => new PictureInPost(picture.Picture, picture.Alt, picture.Decorative))],
        Channels = [.. post.Channels.Select(variant => new ChannelChoice(variant.Channel, true, variant.Text) { Form = variant.Form, Terms = variant.Terms })],
    };
}
