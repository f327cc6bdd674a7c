using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Shelf;

/// <summary>A page went live or was corrected: it and every list are read anew.</summary>
internal sealed class WhenPostWentLive(ChangeBook book) : IHandle<PostWentLive>
{
    public Task Handle(PostWentLive happened, CancellationToken ct) =>
        book.Note([Tags.Wall, Tags.Post(happened.Post), Tags.Page(PublicAddress.OfPost(happened.Slug))], ct);
}

/// <summary>A page is gone: its file too, at once.</summary>
internal sealed class WhenPostWithdrawn(ChangeBook book) : IHandle<PostWithdrawn>
{
    public Task Handle(PostWithdrawn happened, CancellationToken ct)
    {
        var page = PublicAddress.OfPost(happened.Slug);
        return book.Note([Tags.Wall, Tags.Post(happened.Post), Tags.Page(page), Tags.Gone(page)], ct);
    }
}

/// <summary>A copy has its link: the page names it.</summary>
internal sealed class WhenPostPublished(ChangeBook book) : IHandle<PostPublished>
{
    public Task Handle(PostPublished happened, CancellationToken ct) => book.Note([Tags.Copies(happened.Post)], ct);
}

internal sealed class WhenCityChanged(ChangeBook book) : IHandle<CityChanged>
{
    public Task Handle(CityChanged happened, CancellationToken ct) => book.Note([Tags.City], ct);
}

internal sealed class WhenChannelChanged(ChangeBook book) : IHandle<ChannelChanged>
{
    public Task Handle(ChannelChanged happened, CancellationToken ct) => book.Note([Tags.Channels], ct);
}

/// <summary>What is shown with a picture changed: pages that show it are read anew.</summary>
internal sealed class WhenPictureChanged(ChangeBook book) : IHandle<PictureChanged>
{
    public Task Handle(PictureChanged happened, CancellationToken ct) => book.Note([Tags.Picture(happened.Picture)], ct);
}

internal sealed class WhenCategoriesChanged(ChangeBook book) : IHandle<CategoriesChanged>
{
    public Task Handle(CategoriesChanged happened, CancellationToken ct) => book.Note([Tags.Categories], ct);
}
