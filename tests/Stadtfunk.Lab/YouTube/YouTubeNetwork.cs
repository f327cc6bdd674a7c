using System.Security.Cryptography;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.YouTube;

internal sealed record PlaylistHabit(string Id, string Title);

/// <param name="HasChannel">The Google account has a channel.</param>
/// <param name="Audited">Google has audited the project: else what it uploads stays private, whatever is asked for.</param>
/// <param name="Verified">The channel may choose its stills.</param>
/// <param name="Testing">The project is in testing: a refresh token ends after seven days.</param>
/// <param name="ProcessingMs">How long a video is worked on.</param>
/// <param name="Rejects">Why every video is rejected in the end; null: it is not.</param>
/// <param name="UploadsPerDay">videos.insert calls.</param>
/// <param name="Playlists">The channel's own.</param>
internal sealed record ChannelHabits(
    bool HasChannel = true, bool Audited = true, bool Verified = true, bool Testing = false, int ProcessingMs = 0, string? Rejects = null, int UploadsPerDay = 100,
    IReadOnlyList<PlaylistHabit>? Playlists = null);

/// <summary>A video as it stands; every change is a line of the ledger that holds the whole.</summary>
internal sealed record Video(string Id, string Channel, DateTime At, string Title, string Description, string Language, string Tags, string Category, string Privacy, EntryPicture File)
{
    public bool MadeForKids { get; init; }
    public string Captions { get; init; } = "";
    public string Still { get; init; } = "";
    public string Playlists { get; init; } = "";
}

/// <summary>Channels, each an account, with their videos; state comes from the ledger, so it outlives a killed Lab. Uploads that were not finished do not.</summary>
internal sealed class YouTubeNetwork(Book book, LabClock clock)
{
    public const string Name = "youtube";
    private const int UnitsPerDay = 10_000;

    private readonly Dictionary<string, ChannelHabits> habits = [];
    private readonly Dictionary<string, int> units = [];
    private readonly List<Video> videos = [];
    private bool loaded;

    public Lock Gate { get; } = new();

    public DateTime Now => clock.Now;

    public ChannelHabits this[string channel]
    {
        get => habits.GetValueOrDefault(channel) ?? new ChannelHabits();
        set => habits[channel] = value;
    }

    public static string ChannelId(Account account) => $"UC{account.Id.PadLeft(22, '0')}";

    /// <summary>Draws on the day's quota, which begins anew at midnight in California.</summary>
    public bool MaySpend(string channel, int cost, string of = "units", int most = UnitsPerDay)
    {
        var day = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(Now, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles")).Date;
        var key = $"{channel} {of} {day:yyyyMMdd}";
        var used = units.GetValueOrDefault(key) + cost;
        if (used > most) return false;
        units[key] = used;
        return true;
    }

    public IEnumerable<Video> Of(string channel) => Loaded().Where(video => video.Channel == channel).Reverse();

    /// <summary>Null when it is not there, or private and somebody else's.</summary>
    public Video? Find(string? id, string channel) => Loaded().Find(video => video.Id == id && (video.Channel == channel || video.Privacy != "private"));

    public string StatusOf(Video video) => !video.File.Type.StartsWith("video/", StringComparison.Ordinal) ? "failed"
        : video.At.AddMilliseconds(this[video.Channel].ProcessingMs) > Now ? "uploaded"
        : this[video.Channel].Rejects is not null ? "rejected" : "processed";

    public static string NewId() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(8)).Replace('+', '-').Replace('/', '_')[..11];

    public void Add(Video video)
    {
        Loaded().Add(video);
        Write(Entry.Media, video);
    }

    /// <summary>"media" while nobody sees it, "post" when it becomes public, "edit" when what all see changes, "repeat" when nothing does.</summary>
    public void Change(Video before, Video after)
    {
        Loaded()[videos.IndexOf(before)] = after;
        Write(after.Privacy == "private" ? Entry.Media : before.Privacy == "private" ? Entry.Post : before == after ? Entry.Repeat : Entry.Edit, after);
    }

    public void Delete(Video video)
    {
        Loaded().Remove(video);
        Write(Entry.Delete, video);
    }

    public void Reset()
    {
        lock (Gate)
        {
            habits.Clear();
            units.Clear();
            videos.Clear();
        }
    }

    private void Write(string kind, Video video) => book.Append(new Entry
    {
        At = video.At, Network = Name, Account = video.Channel, Kind = kind, Id = video.Id, Text = video.Description, Language = video.Language, Visibility = video.Privacy,
        Url = $"https://www.youtube.com/watch?v={video.Id}", Pictures = [video.File],
        More = new Dictionary<string, string>
        {
            ["title"] = video.Title, ["tags"] = video.Tags, ["category"] = video.Category, ["captions"] = video.Captions, ["still"] = video.Still, ["playlists"] = video.Playlists,
        },
    });

    private List<Video> Loaded()
    {
        if (loaded) return videos;
        loaded = true;
        foreach (var entry in book.Read(Name).Where(entry => entry.Kind != Entry.Broken))
        {
            videos.RemoveAll(video => video.Id == entry.Id);
            if (entry.Kind != Entry.Delete)
                videos.Add(new Video(entry.Id, entry.Account, entry.At, entry.More["title"], entry.Text ?? "", entry.Language ?? "", entry.More["tags"], entry.More["category"], entry.Visibility ?? "", entry.Pictures[0])
                {
                    Captions = entry.More["captions"], Still = entry.More["still"], Playlists = entry.More["playlists"],
                });
        }
        return videos;
    }
}
