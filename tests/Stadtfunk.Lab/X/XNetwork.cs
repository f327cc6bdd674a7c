using System.Globalization;
using System.Security.Cryptography;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.X;

internal sealed record XMedium(string Account, EntryPicture Picture, DateTime At);

internal sealed record XTweet(string Id, string Account, string Text, IReadOnlyList<EntryPicture> Pictures, DateTime At);

/// <summary>Posts and media of all accounts; state comes from the ledger, so it outlives a killed Lab. Ids count up over all of X.</summary>
internal sealed class XNetwork(Book book, LabClock clock)
{
    public const string Name = "x";

    /// <summary>How long X keeps what no post uses.</summary>
    public static readonly TimeSpan MediaLife = TimeSpan.FromHours(24);

    private const int PostsPerQuarter = 100;
    private readonly Dictionary<string, XMedium> media = [];
    private readonly List<XTweet> tweets = [];
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
        Tell(response, PostsPerQuarter, Math.Max(0, PostsPerQuarter - window.Used), window.Ends);
        return window.Used <= PostsPerQuarter;
    }

    public static void Tell(HttpResponse response, int limit, int left, DateTime reset)
    {
        response.Headers["x-rate-limit-limit"] = limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-rate-limit-remaining"] = left.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-rate-limit-reset"] = ((long)Math.Ceiling((reset - DateTime.UnixEpoch).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    public IEnumerable<XTweet> Of(string account) => Loaded().Where(tweet => tweet.Account == account).Reverse();

    public XTweet? Find(string id) => Loaded().Find(tweet => tweet.Id == id);

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

    public void Describe(XMedium medium, string alt) => Keep(medium with { Picture = medium.Picture with { Alt = alt } });

    public XTweet Post(Account account, string text, IReadOnlyList<XMedium> with)
    {
        Loaded();
        var tweet = new XTweet(Next(), account.Name, text, [.. with.Select(one => one.Picture)], Now);
        book.Append(Line(Entry.Post, tweet) with { Url = $"https://x.com/{account.Name}/status/{tweet.Id}" });
        tweets.Add(tweet);
        return tweet;
    }

    public void Delete(XTweet tweet)
    {
        book.Append(Line(Entry.Delete, tweet));
        tweets.Remove(tweet);
    }

    public void Reset()
    {
        lock (Gate)
        {
            media.Clear();
            tweets.Clear();
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
            else tweets.Add(new XTweet(entry.Id, entry.Account, entry.Text ?? "", entry.Pictures, entry.At));
        }
        return tweets;
    }
}
