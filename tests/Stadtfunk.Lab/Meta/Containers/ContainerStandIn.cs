using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Faults;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Meta.Containers;

/// <summary>How one of the two networks words and limits what both do.</summary>
/// <param name="Root">Where it answers.</param>
/// <param name="Create">Edge that makes containers and lists posts.</param>
/// <param name="PerDay">Posts in 24 hours.</param>
/// <param name="CountOf">How long a text is.</param>
/// <param name="Link">Where a post is read, with {0} for the account and {1} for its code.</param>
internal sealed record Habits(
    string Network, string Version, string Root, bool Proves, string Create, string Publish, string Limit, string Status, string Why, string Text, bool TakesText,
    int MostText, Func<string, int> CountOf, int MostPictures, int PerDay, IReadOnlyList<string> Types, double Narrowest, double Widest, string Link)
{
    public required FilmHabits Film { get; init; }

    /// <summary>What is too much in a text, beside its length, and the link attached to it; null when nothing is.</summary>
    public Func<string, string?, IResult?> TooMuch { get; init; } = (_, _) => null;

    /// <summary>What is to be seen for a day; null where there is nothing of the kind.</summary>
    public StoryHabits? Story { get; init; }
}

/// <summary>
/// All accounts of a network that takes posts as containers: it fetches pictures and films from where it is told, works on them, forgets after a day what nobody
/// publishes, and publishes each container once.
/// </summary>
internal abstract class ContainerStandIn(Habits habits, Dialect dialect, Book book, AccountBook accounts, LabClock clock) : IStandIn
{
    private readonly Dictionary<string, Profile> profiles = [];

    public Habits Habits { get; } = habits;

    public string Name => Habits.Network;

    public Dialect Dialect { get; } = dialect;

    public Lock Gate { get; } = new();

    protected AccountBook Accounts => accounts;

    protected DateTime Now => clock.Now;

    /// <summary>How long it works on a container.</summary>
    public int ProcessingMs { get; set; }

    /// <summary>The code with which the next containers come to nothing while they are worked on; null: they do not.</summary>
    public string? Breaks { get; set; }

    /// <summary>Posts in 24 hours.</summary>
    public int PerDay { get; set; } = habits.PerDay;

    public virtual void Map(IEndpointRouteBuilder routes)
    {
        ContainerEndpoints.Map(routes, this);
        routes.MapPut($"/lab/containers/{Name}", (Manner manner) =>
        {
            (ProcessingMs, Breaks, PerDay) = (manner.ProcessingMs, manner.Breaks, manner.PerDay ?? Habits.PerDay);
            return manner;
        });
    }

    public void Reset()
    {
        (ProcessingMs, Breaks, PerDay) = (0, null, Habits.PerDay);
        lock (Gate) profiles.Clear();
    }

    public Profile Of(Account account)
    {
        if (!profiles.TryGetValue(account.Name, out var profile)) profiles[account.Name] = profile = Load(account);
        return profile;
    }

    public IEnumerable<string> All() => accounts.All().Where(account => account.Network == Name).Select(account => account.Name);

    /// <param name="broken">With which code it will come to nothing; null: as all others.</param>
    public Container Make(Profile profile, string text, string? link, IReadOnlyList<EntryPicture> pictures, bool isPart, IReadOnlyDictionary<string, string> more, string? broken = null)
    {
        var made = new Container(Next(profile), text, link, pictures, isPart, clock.Now, clock.Now.AddMilliseconds(ProcessingMs)) { Broken = broken ?? Breaks, More = more };
        profile.Containers[made.Id] = made;
        book.Append(Line(profile, Entry.Media, made.Id, text) with { Key = made.Broken, Spoiler = link, Pictures = pictures, Visibility = isPart ? "part" : "whole", More = more });
        return made;
    }

    public Media Publish(Profile profile, Container container)
    {
        container.IsPublished = true;
        var id = Next(profile);
        var media = new Media(id, container.Text, container.Link, container.Pictures, "", clock.Now);
        media = media with { Url = string.Format(null, container.IsStory ? Habits.Story!.Link : media.IsFilm ? Habits.Film.Link : Habits.Link, profile.Name, container.IsStory ? id : CodeOf(id)) };
        profile.Published[id] = media;
        book.Append(Line(profile, Entry.Post, id, media.Text) with { Key = container.Id, Spoiler = media.Link, Url = media.Url, Pictures = media.Pictures, More = container.More });
        return media;
    }

    public void Delete(Profile profile, Media media)
    {
        profile.Published.Remove(media.Id);
        book.Append(Line(profile, Entry.Delete, media.Id, media.Text));
    }

    /// <summary>Deleting a post gives nothing back.</summary>
    public int UsedOf(Profile profile) => book.Read(Name, profile.Name, Entry.Post).Count(entry => entry.At > clock.Now.AddHours(-24));

    // Another word than the id, as the real ones have it.
    private static string CodeOf(string id) => string.Concat("D", Convert.ToBase64String(BitConverter.GetBytes(long.Parse(id))).Replace('+', '-').Replace('/', '_').TrimEnd('='));

    private static string Next(Profile profile) => $"{++profile.Last}";

    private Entry Line(Profile profile, string kind, string id, string text) => new() { At = clock.Now, Network = Name, Account = profile.Name, Kind = kind, Id = id, Text = text };

    private Profile Load(Account account)
    {
        var profile = new Profile(account.Name, account.Id);
        foreach (var entry in book.Read(Name, account.Name))
        {
            profile.Last = Math.Max(profile.Last, long.Parse(entry.Id));
            if (entry.Kind == Entry.Media)
                profile.Containers[entry.Id] = new Container(entry.Id, entry.Text ?? "", entry.Spoiler, entry.Pictures, entry.Visibility == "part", entry.At, entry.At) { Broken = entry.Key, More = entry.More };
            else if (entry.Kind == Entry.Delete)
                profile.Published.Remove(entry.Id);
            else
            {
                profile.Published[entry.Id] = new Media(entry.Id, entry.Text ?? "", entry.Spoiler, entry.Pictures, entry.Url!, entry.At);
                if (profile.Containers.GetValueOrDefault(entry.Key ?? "") is { } container) container.IsPublished = true;
            }
        }
        return profile;
    }

    internal sealed record Manner(int ProcessingMs, string? Breaks, int? PerDay);
}
