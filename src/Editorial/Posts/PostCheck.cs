using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A post's content with all that is needed to judge it.</summary>
/// <param name="Slug">Where its page is, or will be if it is released now.</param>
internal sealed record Checked(
    PostContent Content,
    IReadOnlyList<FitChannel> Channels,
    IReadOnlyDictionary<PictureId, PictureView> Pictures,
    string Slug,
    Uri Page,
    IReadOnlyList<Problem> Problems)
{
    public string Hash => Content.Hash(Pictures);

    /// <summary>An approval that was given before credit, licence and focus belonged to it still holds for the same bytes.</summary>
    public string HashFor(string? approved) => approved == Content.BytesHash(Pictures) ? approved : Hash;

    public List<Refusal> Refusals => [.. Problems.Select(problem => problem.Why)];

    /// <summary>Word for word as it goes out, to be kept as a revision.</summary>
    public ReleasedPost Freeze(Post post, DateTime at) => new(
        post.Id,
        post.LastRevision,
        post.Unit,
        post.Category,
        post.Slug!,
        post.Title,
        post.Text,
        post.Language,
        Content.Waits is null ? FitText.LinkOf(Content) : null,
        [.. Content.Pictures.Select(picture => new ReleasedPicture(picture.Picture, picture.Alt, picture.Decorative) { Mark = Pictures.GetValueOrDefault(picture.Picture)?.Mark })],
        [.. ChosenChannels.Select(channel => new ReleasedVariant(channel.Id, TextOn(channel)) { Form = Content.FormOf(channel.Id), Terms = Content.TermsOf(channel.Id) })],
        at)
    {
        Waits = Content.Waits,
    };

    /// <summary>Each with the rules of the form in which it goes out there.</summary>
    public IEnumerable<FitChannel> ChosenChannels
    {
        get
        {
            var chosen = Content.Chosen.Select(choice => choice.Channel).ToHashSet();
            return Channels.Where(channel => chosen.Contains(channel.Id)).Select(channel => channel.As(Content.FormOf(channel.Id), HasVideo));
        }
    }

    private bool HasVideo => Content.Pictures.Any(picture => Pictures.GetValueOrDefault(picture.Picture)?.Video is not null);

    private PictureView? View(PictureId picture) => Pictures.GetValueOrDefault(picture);

    /// <summary>As it will stand on that channel.</summary>
    public string TextOn(FitChannel channel) => !channel.Rules.TakesText ? "" : Content.OwnTextOf(channel.Id)
        ?? FitText.Common(FitDocument.For(Content, View, channel.Rules), Page, channel.Rules, HasVideo, FitDocument.In(Content, View));
}

/// <summary>Reads channels, pictures and the city for a post and lets <see cref="Fit"/> judge.</summary>
internal sealed class PostCheck(FitChannels channels, IPictures pictures, ICity city, CityTime time, AwaitedCheck awaited)
{
    public async Task<Checked> Of(Post post, CancellationToken ct)
    {
        var content = post.Content;
        var on = await channels.Many([.. content.Channels.Select(choice => choice.Channel)], ct);
        var found = await pictures.Many([.. content.Pictures.Select(picture => picture.Picture)], ct);
        var slug = SlugOf(post);
        var page = new Uri((await city.Get(ct)).PublicUrl, $"beitraege/{slug}");
        var problems = Fit.Check(content, on, found, page);
        return new Checked(content, on, found, slug, page, await awaited.Of(post.Id, content, ct) is { } problem ? [.. problems, problem] : problems);
    }

    private string SlugOf(Post post)
    {
        var day = post.Due is { } due && due > time.UtcNow ? due : time.UtcNow;
        return post.Slug ?? Slugs.Of(post.Title, post.Code, time.ToLocal(day));
    }
}
