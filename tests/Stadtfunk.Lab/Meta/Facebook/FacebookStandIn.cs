using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Faults;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Meta.Facebook;

/// <summary>
/// All pages: an account of "facebook" is a page of that name, its token the page's own. As the real one it knows no key, refuses the same words a
/// second time, and throws a photo away that no post has named for a day.
/// </summary>
internal sealed class FacebookStandIn(Book book, AccountBook accounts, LabClock clock, MetaApp app, MetaUsage usage, Arguments arguments) : IStandIn
{
    public const string Network = "facebook";
    public const string Version = "v26.0";

    private readonly Dictionary<string, FacebookPage> pages = [];
    private readonly Dictionary<string, PageHabits> habits = [];

    public string Name => Network;

    public Dialect Dialect { get; } = GraphReply.Dialect(80001, "pages");

    public Lock Gate { get; } = new();

    public PageHabits this[string page] => habits.GetValueOrDefault(page) ?? new PageHabits();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/lab/facebook/{page}", (string page, PageHabits wanted) => { lock (Gate) return habits[page] = wanted; });
        routes.MapGet("/lab/facebook/{page}/brought", (string page) => { lock (Gate) return pages.GetValueOrDefault(page)?.Brought ?? 0; });
        FacebookEndpoints.Map(routes);
        FacebookDialog.Map(routes);
        usage.Map(routes);
        TokenInspection.Map(routes, "graph", Network, Version, "", [("pages_show_list", "read"), ("pages_read_engagement", "read"), ("pages_manage_posts", "write:posts")]);
    }

    public void Reset()
    {
        app.Reset();
        usage.Reset();
        lock (Gate)
        {
            pages.Clear();
            habits.Clear();
        }
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

    public (string Session, VideoUpload Upload) Begin(FacebookPage page, long size)
    {
        var folder = Directory.CreateDirectory(Path.Combine(arguments.Data, "media", "facebook")).FullName;
        var (session, video) = (Next(page), Next(page));
        return (session, page.Uploads[session] = new VideoUpload(video, size, Path.Combine(folder, $"{page.Id}-{video}"), clock.Now.AddHours(24)));
    }

    public VideoUpload BeginReel(FacebookPage page)
    {
        var folder = Directory.CreateDirectory(Path.Combine(arguments.Data, "media", "facebook")).FullName;
        var video = Next(page);
        return page.Reels[video] = new VideoUpload(video, 0, Path.Combine(folder, $"{page.Id}-{video}"), clock.Now.AddHours(24));
    }

    public int ReelsToday(FacebookPage page) => book.Read(Network, page.Name, Entry.Post).Count(entry => entry.More.ContainsKey("reel") && entry.At > clock.Now.AddHours(-24));

    public void Add(FacebookPage page, PageVideo video) => Keep(page, video.IsPublished ? Entry.Post : Entry.Media, video);

    /// <summary>"media" while nobody sees it, "post" when it is published, "edit" when what all see changes, "repeat" when nothing does.</summary>
    public void Change(FacebookPage page, PageVideo before, PageVideo after) =>
        Keep(page, !after.IsPublished ? Entry.Media : !before.IsPublished ? Entry.Post : before == after ? Entry.Repeat : Entry.Edit, after);

    public void Delete(FacebookPage page, PageVideo video)
    {
        page.Videos.Remove(video.Id);
        book.Append(Line(page, Entry.Delete, video.Id, video.Description));
    }

    private void Keep(FacebookPage page, string kind, PageVideo video)
    {
        page.Videos[video.Id] = video;
        book.Append(Line(page, kind, video.Id, video.Description) with
        {
            Url = video.IsReel ? $"https://www.facebook.com/reel/{video.Id}" : $"https://www.facebook.com/{page.Id}/videos/{video.Id}/", Pictures = [video.File],
            Visibility = video.IsPublished ? "public" : "unpublished",
            More = video.IsReel ? new Dictionary<string, string> { ["captions"] = video.Captions, ["still"] = video.Still, ["reel"] = video.Broken ?? "" }
                : new Dictionary<string, string> { ["captions"] = video.Captions, ["still"] = video.Still },
        });
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
            if (entry.Visibility is not null)
                page.Videos[entry.Id] = new PageVideo(entry.Id, entry.Pictures[0], entry.Text ?? "", entry.Visibility == "public", entry.At) 
                {
                    Captions = entry.More["captions"], Still = entry.More["still"], IsReel = entry.More.ContainsKey("reel"), Broken = entry.More.GetValueOrDefault("reel") is { Length: > 0 } broken ? broken : null,
                };
            else if (entry.Kind == Entry.Media) page.Photos[entry.Id] = new Photo(entry.Pictures[0], entry.At);
            else if (entry.Kind == Entry.Delete)
            {
                page.Posts.Remove(entry.Id);
                page.Videos.Remove(entry.Id);
            }
            else page.Posts[entry.Id] = new PagePost(entry.Id, entry.Text ?? "", entry.Spoiler, entry.Pictures, page.Posts.GetValueOrDefault(entry.Id)?.At ?? entry.At);
            foreach (var picture in entry.Kind == Entry.Post && entry.Visibility is null ? entry.Pictures : []) if (page.Photos.GetValueOrDefault(picture.Id) is { } photo) photo.IsUsed = true;
        }
        return page;
    }
}
