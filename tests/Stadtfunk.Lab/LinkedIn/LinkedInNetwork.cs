using System.Globalization;
using System.Security.Cryptography;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.LinkedIn;

/// <summary>A page, and as what the member may act there.</summary>
/// <param name="Id">A number.</param>
/// <param name="Name">As it stands on the page.</param>
/// <param name="Vanity">In addresses.</param>
/// <param name="Role">The member's.</param>
/// <param name="Hidden">Listed among the roles, but not to be read.</param>
internal sealed record Page(string Id, string Name, string Vanity, string Role, bool Hidden = false)
{
    public string Urn => $"urn:li:organization:{Id}";
}

/// <param name="Pages">What the member manages; null: one page with the member's own name.</param>
/// <param name="Refreshes">Applications of this member are given refresh tokens.</param>
/// <param name="ProcessingMs">How long a picture is worked on.</param>
/// <param name="Templates">Hashtags come back as templates.</param>
internal sealed record MemberHabits(IReadOnlyList<Page>? Pages = null, bool Refreshes = false, int ProcessingMs = 0, bool Templates = false);

internal sealed record Image(string Urn, string Owner, string Vanity, EntryPicture? Picture, bool Failed, DateTime ReadyAt);

/// <param name="Written">The text as it came, as far as it was taken.</param>
/// <param name="Read">As people read it.</param>
internal sealed record Share(string Urn, Page Author, string Written, string Read, IReadOnlyList<EntryPicture> Pictures, IReadOnlyDictionary<string, string> Article, DateTime At);

/// <summary>
/// Members with the pages that they manage, and what stands there. An account of "linkedin" is a member, and unless the Lab is told otherwise manages one
/// page of the same name; the ledger calls a page by its name in addresses. Posts come from the ledger, so they outlive a killed Lab.
/// </summary>
internal sealed class LinkedInNetwork(Arguments arguments, Book book, LabClock clock)
{
    public const string Name = "linkedin";

    /// <summary>So long a text stays blocked after its post was deleted.</summary>
    private static readonly TimeSpan Blocked = TimeSpan.FromHours(24);

    private readonly Dictionary<string, MemberHabits> habits = [];
    private readonly Dictionary<string, Image> images = [];
    private readonly Dictionary<string, Clip> clips = [];
    private readonly Dictionary<string, Paper> papers = [];
    private readonly List<Share> shares = [];
    private readonly List<(Share Share, DateTime At)> gone = [];
    private long last = 7_300_000_000_000_000_000;
    private bool loaded;

    public Lock Gate { get; } = new();

    public DateTime Now => clock.Now;

    public MemberHabits this[string member]
    {
        get => habits.GetValueOrDefault(member) ?? new MemberHabits();
        set => habits[member] = value;
    }

    public IReadOnlyList<Page> PagesOf(Account member) => this[member.Name].Pages ?? [new Page(member.Id, member.Name, member.Name, "ADMINISTRATOR")];

    public IEnumerable<Share> Of(string author) => Loaded().Where(share => share.Author.Urn == author).Reverse();

    public Share? Find(string urn) => Loaded().Find(share => share.Urn == urn);

    /// <summary>Who has this text already, live or deleted a short while ago.</summary>
    public string? Same(string author, string read) => read.Length == 0 ? null
        : Of(author).FirstOrDefault(share => share.Read == read)?.Urn
            ?? gone.Where(one => one.Share.Author.Urn == author && one.Share.Read == read && one.At + Blocked > Now).Select(one => one.Share.Urn).FirstOrDefault();

    public Image? ImageOf(string urn) => images.GetValueOrDefault(urn);

    public Clip? ClipOf(string urn) => clips.GetValueOrDefault(urn);

    public Clip NewClip(Page owner, long size)
    {
        Loaded();
        var name = $"C4E{Next()}";
        var folder = Directory.CreateDirectory(Path.Combine(arguments.Data, "media", "linkedin", name)).FullName;
        var clip = new Clip($"urn:li:video:{name}", owner, size, RandomNumberGenerator.GetHexString(12), folder, Now.AddHours(1));
        return clips[clip.Urn] = clip;
    }

    public Paper? PaperOf(string urn) => papers.GetValueOrDefault(urn);

    public Paper NewPaper(Page owner)
    {
        Loaded();
        var paper = new Paper($"urn:li:document:D4E{Next()}", owner, Now.AddHours(1));
        return papers[paper.Urn] = paper;
    }

    public void Fill(Paper paper, bool isGood, long bytes, string sum, int processingMs)
    {
        paper.File = new EntryPicture(paper.Urn, null, null, isGood ? "application/pdf" : "", bytes, sum, 0, 0);
        (paper.IsBroken, paper.ReadyAt) = (!isGood, Now.AddMilliseconds(processingMs));
        book.Append(new Entry { At = Now, Network = Name, Account = paper.Owner.Vanity, Kind = Entry.Media, Id = paper.Urn, Pictures = [paper.File] });
    }

    public void EndUploads(string page)
    {
        foreach (var paper in papers.Values.Where(paper => paper.Owner.Vanity == page && paper.File is null)) paper.Ends = Now;
        foreach (var clip in clips.Values.Where(clip => clip.Owner.Vanity == page && clip.File is null)) clip.Ends = Now;
    }

    /// <summary>The parts become one file, which is looked at.</summary>
    public void Fill(Clip clip, int processingMs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        PictureHead? head = null;
        for (var part = 0; part < clip.Parts; part++)
        {
            var bytes = File.ReadAllBytes(clip.FileOf(part));
            if (part == 0) head = PictureHead.Of(bytes);
            hash.AppendData(bytes);
        }
        Directory.Delete(clip.Folder, recursive: true);
        clip.File = new EntryPicture(clip.Urn, null, null, head?.Type ?? "", clip.Size, Convert.ToHexStringLower(hash.GetHashAndReset()), 0, 0);
        (clip.IsBroken, clip.ReadyAt) = (head?.Type is not "video/mp4", Now.AddMilliseconds(processingMs));
        book.Append(new Entry { At = Now, Network = Name, Account = clip.Owner.Vanity, Kind = Entry.Media, Id = clip.Urn, Pictures = [clip.File] });
    }

    public Image NewImage(Page owner)
    {
        Loaded();
        var image = new Image($"urn:li:image:C4D{Next()}", owner.Urn, owner.Vanity, null, false, DateTime.MaxValue);
        return images[image.Urn] = image;
    }

    public void Fill(Image image, byte[] bytes, int processingMs)
    {
        var head = PictureHead.Of(bytes);
        var good = head is { Type: "image/jpeg" or "image/png" or "image/gif" } && (long)head.Width * head.Height < 36_152_320;
        var picture = new EntryPicture(image.Urn, null, null, head?.Type ?? "", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), head?.Width ?? 0, head?.Height ?? 0);
        images[image.Urn] = image with { Picture = picture, Failed = !good, ReadyAt = Now.AddMilliseconds(processingMs) };
        book.Append(new Entry { At = Now, Network = Name, Account = image.Vanity, Kind = Entry.Media, Id = image.Urn, Pictures = [picture] });
    }

    public Share Post(Page author, string written, string read, IReadOnlyList<EntryPicture> pictures, IReadOnlyDictionary<string, string> article)
    {
        Loaded();
        var share = new Share($"urn:li:share:{Next()}", author, written, read, pictures, article, Now);
        book.Append(Line(Entry.Post, share));
        shares.Add(share);
        return share;
    }

    public void Edit(Share share, string written, string read)
    {
        var changed = share with { Written = written, Read = read };
        book.Append(Line(Entry.Edit, changed));
        shares[shares.IndexOf(share)] = changed;
    }

    public void Delete(Share share)
    {
        book.Append(Line(Entry.Delete, share));
        shares.Remove(share);
        gone.Add((share, Now));
    }

    public void Reset()
    {
        lock (Gate)
        {
            habits.Clear();
            images.Clear();
            clips.Clear();
            papers.Clear();
            shares.Clear();
            gone.Clear();
        }
    }

    private string Next() => (++last).ToString(CultureInfo.InvariantCulture);

    private static Entry Line(string kind, Share share) => new()
    {
        At = share.At, Network = Name, Account = share.Author.Vanity, Kind = kind, Id = share.Urn, Text = share.Read, Pictures = share.Pictures,
        Url = $"https://www.linkedin.com/feed/update/{share.Urn}",
        More = new Dictionary<string, string>(share.Article) { ["page"] = share.Author.Id, ["pageName"] = share.Author.Name, ["written"] = share.Written },
    };

    private List<Share> Loaded()
    {
        if (loaded) return shares;
        loaded = true;
        foreach (var entry in book.Read(Name).Where(entry => entry.Kind != Entry.Media))
        {
            last = Math.Max(last, long.Parse(entry.Id[(entry.Id.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
            var at = shares.Find(share => share.Urn == entry.Id)?.At ?? entry.At;
            shares.RemoveAll(share => share.Urn == entry.Id);
            if (entry.Kind == Entry.Delete) continue;
            var article = entry.More.Where(one => one.Key is not ("page" or "pageName" or "written")).ToDictionary();
            shares.Add(new Share(entry.Id, new Page(entry.More["page"], entry.More["pageName"], entry.Account, "ADMINISTRATOR"), entry.More["written"], entry.Text ?? "", entry.Pictures, article, at));
        }
        return shares;
    }
}
