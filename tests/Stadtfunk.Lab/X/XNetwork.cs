using System.Globalization;
using System.Security.Cryptography;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.X;

internal sealed record XMedium(string Account, EntryPicture Picture, DateTime At)
{
    public string Subtitles { get; init; } = "";
}

/// <param name="At">Of this version.</param>
internal sealed record XTweet(string Id, string Account, string Text, IReadOnlyList<EntryPicture> Pictures, DateTime At)
{
    /// <summary>All of its ids, the first one first.</summary>
    public IReadOnlyList<string> History { get; init; } = [Id];

    /// <summary>When the first version was made.</summary>
    public DateTime First { get; init; } = At;
}

/// <summary>Posts and media of all accounts; state comes from the ledger, so it outlives a killed Lab. Ids count up over all of X.</summary>
internal sealed class XNetwork(Arguments arguments, Book book, LabClock clock)
{
    public const string Name = "x";

    /// <summary>How long X keeps what no post uses.</summary>
    public static readonly TimeSpan MediaLife = TimeSpan.FromHours(24);

    private readonly Dictionary<string, XMedium> media = [];
    private readonly Dictionary<string, XUpload> uploads = [];
    private readonly Dictionary<string, XHabits> habits = [];
    private readonly List<XTweet> tweets = [];
    private readonly List<XTweet> versions = [];
    private readonly Dictionary<string, (DateTime Ends, int Used)> allowances = [];
    private long last = 1_990_000_000_000_000_000;
    private bool loaded;

    public Lock Gate { get; } = new();

    public DateTime Now => clock.Now;

    /// <summary>Draws on the allowance of posts and says in the headers how it stands.</summary>
    public bool MayPost(string account, HttpResponse response)
    {
        var window = allowances.GetValueOrDefault(account);
        if (window.Ends <= Now) window = (Now.AddMinutes(15), 0);
        window.Used++;
        allowances[account] = window;
        var most = this[account].PostsPerQuarter;
        Tell(response, most, Math.Max(0, most - window.Used), window.Ends);
        return window.Used <= most;
    }

    public static void Tell(HttpResponse response, int limit, int left, DateTime reset)
    {
        response.Headers["x-rate-limit-limit"] = limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-rate-limit-remaining"] = left.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-rate-limit-reset"] = ((long)Math.Ceiling((reset - DateTime.UnixEpoch).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    public IEnumerable<XTweet> Of(string account) => Loaded().Where(tweet => tweet.Account == account).Reverse();

    /// <summary>This version of a post that still stands there.</summary>
    public XTweet? Find(string id) => Newest(id) is not { } newest ? null : newest.Id == id ? newest : versions.Find(tweet => tweet.Id == id);

    /// <summary>The post as it stands there, by any of its ids.</summary>
    public XTweet? Newest(string id) => Loaded().Find(tweet => tweet.History.Contains(id));

    /// <summary>Null when it is not there, somebody else's, or too old.</summary>
    public XMedium? Medium(string id, string account)
    {
        Loaded();
        return media.GetValueOrDefault(id) is { } found && found.Account == account && found.At + MediaLife > Now ? found : null;
    }

    public string Take(Account account, PictureHead head, byte[] bytes)
    {
        Loaded();
        var id = Next();
        Keep(new XMedium(account.Name, new EntryPicture(id, null, null, head.Type, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), head.Width, head.Height), Now));
        return id;
    }

    public string Take(Account account, string type, long bytes, string hash)
    {
        Loaded();
        var id = Next();
        Keep(new XMedium(account.Name, new EntryPicture(id, null, null, type, bytes, hash, 0, 0), Now));
        return id;
    }

    public XHabits this[string account]
    {
        get => habits.GetValueOrDefault(account) ?? new XHabits();
        set
        {
            habits[account] = value;
            // Whoever takes no time any more is done with what lies there, too.
            foreach (var upload in uploads.Values.Where(upload => upload.Account == account && value.ProcessingMs == 0)) upload.ReadyAt = Now;
        }
    }

    public XUpload Begin(Account account, long size)
    {
        Loaded();
        var id = Next();
        return uploads[id] = new XUpload(id, account.Name, size, Directory.CreateDirectory(Path.Combine(arguments.Data, "media", "x", id)).FullName, Now + MediaLife);
    }

    public XUpload? UploadOf(string id, string account) => uploads.GetValueOrDefault(id) is { } upload && upload.Account == account && upload.Ends > Now ? upload : null;

    /// <summary>The segments become one file, which is looked at; while that is not done no post may use it.</summary>
    public void Finish(XUpload upload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new byte[64];
        foreach (var index in upload.Segments.Keys)
        {
            using var segment = File.OpenRead(upload.FileOf(index));
            if (index == 0) segment.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            segment.Position = 0;
            var bytes = new byte[segment.Length];
            segment.ReadExactly(bytes);
            hash.AppendData(bytes);
        }
        Directory.Delete(upload.Folder, recursive: true);
        (upload.IsFinal, upload.IsBroken) = (true, PictureHead.Of(head)?.Type is not "video/mp4");
        upload.ReadyAt = Now.AddMilliseconds(this[upload.Account].ProcessingMs);
        Keep(new XMedium(upload.Account, new EntryPicture(upload.Id, null, null, "video/mp4", upload.Size, Convert.ToHexStringLower(hash.GetHashAndReset()), 0, 0), Now));
    }

    /// <summary>After the Lab was killed there is nothing left to work on.</summary>
    public bool IsReady(XMedium medium) => uploads.GetValueOrDefault(medium.Picture.Id) is not { } upload || upload.StateAt(Now) == "succeeded";

    public void Change(XMedium medium) => Keep(medium);

    public void Describe(XMedium medium, string alt) => Keep(medium with { Picture = medium.Picture with { Alt = alt } });

    public XTweet Post(Account account, string text, IReadOnlyList<XMedium> with)
    {
        Loaded();
        var tweet = new XTweet(Next(), account.Name, text, [.. with.Select(one => one.Picture)], Now);
        book.Append(Line(Entry.Post, tweet) with
        {
            Url = $"https://x.com/{account.Name}/status/{tweet.Id}",
            More = with is [{ Subtitles: { Length: > 0 } subtitles }] ? new Dictionary<string, string> { ["subtitles"] = subtitles } : [],
        });
        tweets.Add(tweet);
        return tweet;
    }

    /// <summary>Another version with an id of its own, in the place of the one before.</summary>
    public XTweet Edit(XTweet before, string text, IReadOnlyList<XMedium> with)
    {
        var tweet = Changed(before, Next(), text, [.. with.Select(one => one.Picture)], Now);
        book.Append(Line(Entry.Edit, tweet) with { Key = before.Id, Url = $"https://x.com/{tweet.Account}/status/{tweet.Id}" });
        return tweet;
    }

    public void Delete(XTweet tweet)
    {
        book.Append(Line(Entry.Delete, tweet));
        tweets.Remove(tweet);
    }

    private XTweet Changed(XTweet before, string id, string text, IReadOnlyList<EntryPicture> pictures, DateTime at)
    {
        var tweet = new XTweet(id, before.Account, text, pictures, at) { History = [.. before.History, id], First = before.First };
        tweets[tweets.IndexOf(before)] = tweet;
        versions.Add(before);
        return tweet;
    }

    public void Reset()
    {
        lock (Gate)
        {
            media.Clear();
            uploads.Clear();
            habits.Clear();
            tweets.Clear();
            versions.Clear();
            allowances.Clear();
        }
    }

    private string Next() => (++last).ToString(CultureInfo.InvariantCulture);

    private void Keep(XMedium medium)
    {
        book.Append(new Entry { At = medium.At, Network = Name, Account = medium.Account, Kind = Entry.Media, Id = medium.Picture.Id, Pictures = [medium.Picture] });
        media[medium.Picture.Id] = medium;
    }

    private static Entry Line(string kind, XTweet tweet) => new()
    {
        At = tweet.At, Network = Name, Account = tweet.Account, Kind = kind, Id = tweet.Id, Text = tweet.Text, Pictures = tweet.Pictures,
    };

    private List<XTweet> Loaded()
    {
        if (loaded) return tweets;
        loaded = true;
        foreach (var entry in book.Read(Name))
        {
            last = Math.Max(last, long.Parse(entry.Id, CultureInfo.InvariantCulture));
            if (entry.Kind == Entry.Media) media[entry.Id] = new XMedium(entry.Account, entry.Pictures[0], entry.At);
            else if (entry.Kind == Entry.Delete) tweets.RemoveAll(tweet => tweet.Id == entry.Id);
            else if (entry.Kind == Entry.Edit) Changed(tweets.Find(tweet => tweet.Id == entry.Key)!, entry.Id, entry.Text ?? "", entry.Pictures, entry.At);
            else tweets.Add(new XTweet(entry.Id, entry.Account, entry.Text ?? "", entry.Pictures, entry.At));
        }
        return tweets;
    }
}
