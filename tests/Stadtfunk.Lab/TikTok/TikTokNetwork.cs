using System.Globalization;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.TikTok;

/// <param name="Audited">TikTok has audited the app: else it posts for the account alone.</param>
/// <param name="Private">The account is set to private.</param>
/// <param name="Comments">The account lets people comment …</param>
/// <param name="Duets">… make duets …</param>
/// <param name="Stitches">… and stitches.</param>
/// <param name="MaxSeconds">Of a video.</param>
/// <param name="ProcessingMs">How long a post is worked on.</param>
/// <param name="ModerationMs">How long a published one has no id that everybody may know.</param>
/// <param name="Fails">What every post fails with; null: with nothing.</param>
/// <param name="PostsPerDay">Direct posts in 24 hours.</param>
/// <param name="Drafts">Unfinished ones in 24 hours.</param>
/// <param name="Verified">The address of the pictures is verified as the city's.</param>
/// <param name="SaysBytes">It says how many bytes of an upload came.</param>
internal sealed record CreatorHabits(
    bool Audited = true, bool Private = false, bool Comments = true, bool Duets = true, bool Stitches = false, int MaxSeconds = 600, int ProcessingMs = 0, int ModerationMs = 0, string? Fails = null, int PostsPerDay = 15,
    int Drafts = 5, bool Verified = true, bool SaysBytes = true);

/// <summary>A post from its first call on.</summary>
internal sealed class Job
{
    public required string Id { get; init; }
    public required string Creator { get; init; }
    public bool Draft { get; init; }
    public bool Photo { get; init; }
    public string Text { get; init; } = "";
    public string Privacy { get; set; } = "";
    public bool NoComments { get; init; }

    /// <summary>What else was said of it, as the ledger keeps it.</summary>
    public Dictionary<string, string> Said { get; init; } = [];
    public long Size { get; init; }
    public long Piece { get; init; }
    public long Pieces { get; init; }
    public DateTime Ends { get; set; }
    public long Came { get; set; }
    public DateTime? WholeAt { get; set; }
    public string Fail { get; set; } = "";
    public string PostId { get; set; } = "";
    public DateTime PublishedAt { get; set; }
    public IReadOnlyList<EntryPicture> Media { get; set; } = [];
}

/// <summary>Creators, each an account, with their posts and drafts; these come from the ledger, so they outlive a killed Lab. Uploads that were not finished do not.</summary>
internal sealed class TikTokNetwork(Book book, LabClock clock)
{
    public const string Name = "tiktok";

    private readonly Dictionary<string, CreatorHabits> habits = [];
    private readonly Dictionary<string, List<DateTime>> calls = [];
    private readonly List<Job> jobs = [];
    private bool loaded;

    public Lock Gate { get; } = new();

    public DateTime Now => clock.Now;

    public CreatorHabits this[string creator]
    {
        get => habits.GetValueOrDefault(creator) ?? new CreatorHabits();
        set => habits[creator] = value;
    }

    public List<Job> Jobs => Loaded();

    /// <summary>True while fewer than this many calls of the kind were made in a minute.</summary>
    public bool MayCall(string creator, string what, int perMinute)
    {
        if (!calls.TryGetValue($"{creator} {what}", out var made)) calls[$"{creator} {what}"] = made = [];
        made.RemoveAll(at => at <= Now.AddMinutes(-1));
        if (made.Count >= perMinute) return false;
        made.Add(Now);
        return true;
    }

    /// <summary>TikTok wants to be asked about the creator before each direct post; asked once, for one.</summary>
    public HashSet<string> Asked { get; } = [];

    public int PostsToday(string creator) => Jobs.Count(job => job.Creator == creator && !job.Draft && job.PostId.Length > 0 && job.PublishedAt > Now.AddDays(-1));

    public int DraftsToday(string creator) => Jobs.Count(job => job.Creator == creator && job.Draft && job.PostId.Length == 0 && job.Fail.Length == 0 && job.WholeAt > Now.AddDays(-1));

    /// <summary>All of it is there.</summary>
    public void Whole(Job job)
    {
        job.WholeAt = Now;
        job.Fail = this[job.Creator].Fails ?? (job.Media.Any(one => !one.Type.StartsWith(job.Photo ? "image/" : "video/", StringComparison.Ordinal)) ? "file_format_check_failed" : "");
        if (job.Fail.Length > 0) return;
        if (job.Draft) Write(Entry.Media, job);
        else Publish(job, job.Privacy);
    }

    public void Publish(Job job, string privacy)
    {
        job.Privacy = privacy;
        job.PublishedAt = Now;
        job.PostId = (7_300_000_000_000_000_000 + Random.Shared.NextInt64(1_000_000_000_000_000)).ToString(CultureInfo.InvariantCulture);
        Write(Entry.Post, job);
    }

    public void Reset()
    {
        lock (Gate)
        {
            habits.Clear();
            calls.Clear();
            jobs.Clear();
            Asked.Clear();
        }
    }

    private void Write(string kind, Job job) => book.Append(new Entry
    {
        At = Now, Network = Name, Account = job.Creator, Kind = kind, Id = job.PostId.Length > 0 ? job.PostId : job.Id, Key = job.Id, Text = job.Text, Visibility = job.Privacy,
        Url = job.PostId.Length > 0 ? $"https://www.tiktok.com/@{job.Creator}/{(job.Photo ? "photo" : "video")}/{job.PostId}" : null, Pictures = job.Media,
        More = new Dictionary<string, string>(job.Said) { ["draft"] = job.Draft ? "yes" : "no", ["photo"] = job.Photo ? "yes" : "no", ["comments"] = job.NoComments ? "off" : "on" },
    });

    private List<Job> Loaded()
    {
        if (loaded) return jobs;
        loaded = true;
        foreach (var entry in book.Read(Name))
        {
            jobs.RemoveAll(job => job.Id == entry.Key);
            jobs.Add(new Job
            {
                Id = entry.Key!, Creator = entry.Account, Draft = entry.More["draft"] == "yes", Photo = entry.More["photo"] == "yes", Text = entry.Text ?? "", Privacy = entry.Visibility ?? "",
                WholeAt = entry.At, PublishedAt = entry.At, PostId = entry.Kind == Entry.Post ? entry.Id : "", Media = entry.Pictures,
                Said = entry.More.Where(one => one.Key is not ("draft" or "photo" or "comments")).ToDictionary(), NoComments = entry.More["comments"] == "off",
            });
        }
        return jobs;
    }
}
