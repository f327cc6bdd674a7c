using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Faults;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Meta.Facebook;

/// <summary>
/// All pages: an account of "facebook" is a page of that name, its token the page's own. As the real one it knows no key, refuses the same words a
/// second time, and throws a photo away that no post has named for a day.
/// </summary>
internal sealed class FacebookStandIn(Book book, AccountBook accounts, LabClock clock, MetaApp app) : IStandIn
{
    public const string Network = "facebook";
    public const string Version = "v26.0";

    private readonly Dictionary<string, FacebookPage> pages = [];

    public string Name => Network;

    public Dialect Dialect { get; } = GraphReply.Dialect(80001, "pages");

    public Lock Gate { get; } = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        FacebookEndpoints.Map(routes);
        FacebookDialog.Map(routes);
        TokenInspection.Map(routes, "graph", Network, Version, "", [("pages_show_list", "read"), ("pages_read_engagement", "read"), ("pages_manage_posts", "write:posts")]);
    }

    public void Reset()
    {
        app.Reset();
        lock (Gate) pages.Clear();
    }

    public FacebookPage Of(Account account)
    {
        if (!pages.TryGetValue(account.Name, out var page)) pages[account.Name] = page = Load(account);
        return page;
    }

    public Account? Page(string name) => accounts.Of(Network, name);

    /// <summary>Whoever opened it here said what may be done with it; the tokens of the way in carry it on.</summary>
    public bool MayPost(Account page) => accounts.MayWrite(Network, page.Name);

    public IEnumerable<Account> All() => accounts.All().Where(account => account.Network == Network);

    public Photo Add(FacebookPage page, EntryPicture picture)
    {
        var photo = new Photo(picture with { Id = Next(page) }, clock.Now);
        page.Photos[photo.Picture.Id] = photo;
        book.Append(Line(page, Entry.Media, photo.Picture.Id, "") with { Pictures = [photo.Picture] });
        return photo;
    }

    public PagePost Post(FacebookPage page, string message, string? link, IReadOnlyList<Photo> photos)
    {
        var post = new PagePost($"{page.Id}_{Next(page)}", message, link, [.. photos.Select(photo => photo.Picture)], clock.Now);
        page.Posts[post.Id] = post;
        foreach (var photo in photos) photo.IsUsed = true;
        book.Append(Line(page, Entry.Post, post.Id, message) with { Url = post.Url, Spoiler = link, Pictures = post.Photos });
        return post;
    }

    public void Edit(FacebookPage page, PagePost post, string message)
    {
        page.Posts[post.Id] = post with { Message = message };
        book.Append(Line(page, Entry.Edit, post.Id, message) with { Spoiler = post.Link, Pictures = post.Photos });
    }

    public void Delete(FacebookPage page, PagePost post)
    {
        page.Posts.Remove(post.Id);
        book.Append(Line(page, Entry.Delete, post.Id, post.Message));
    }

    private static string Next(FacebookPage page) => $"{++page.Last}";

    private Entry Line(FacebookPage page, string kind, string id, string text) =>
        new() { At = clock.Now, Network = Network, Account = page.Name, Kind = kind, Id = id, Text = text };

    private FacebookPage Load(Account account)
    {
        var page = new FacebookPage(account.Name, account.Id);
        foreach (var entry in book.Read(Network, account.Name))
        {
            page.Last = Math.Max(page.Last, long.Parse(entry.Id[(entry.Id.IndexOf('_') + 1)..]));
            if (entry.Kind == Entry.Media) page.Photos[entry.Id] = new Photo(entry.Pictures[0], entry.At);
            else if (entry.Kind == Entry.Delete) page.Posts.Remove(entry.Id);
            else page.Posts[entry.Id] = new PagePost(entry.Id, entry.Text ?? "", entry.Spoiler, entry.Pictures, page.Posts.GetValueOrDefault(entry.Id)?.At ?? entry.At);
            foreach (var picture in entry.Kind == Entry.Post ? entry.Pictures : []) if (page.Photos.GetValueOrDefault(picture.Id) is { } photo) photo.IsUsed = true;
        }
        return page;
    }
}
