using System.Globalization;
using System.Text.Json.Serialization;

namespace Stadtfunk.Networks.Ports;

/// <summary>A network as the rest of the house sees it: words, rules and what it can do. No behaviour, no address.</summary>
/// <param name="Key">Stable word, stored: <c>bluesky</c>, <c>mastodon</c>, <c>practice</c>.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Mark">Two letters for the small mark, for example <c>Bs</c>.</param>
/// <param name="Rules">The rules that hold where a channel has none of its own (a Mastodon server may allow more).</param>
/// <param name="Can">What it can do.</param>
public sealed record Network(string Key, string Name, string Mark, Rules Rules, Can Can)
{
    /// <summary>Where name and mark are no brand but words, the same in English; null where they are the same everywhere.</summary>
    public (string Name, string Mark)? English { get; init; }

    private readonly string name = Name;
    private readonly string mark = Mark;

    public string Name { get => InEnglish?.Name ?? name; init => name = value; }

    public string Mark { get => InEnglish?.Mark ?? mark; init => mark = value; }

    /// <summary>This network as it shows itself where it stands for another: with that one's name in brackets, and its mark.</summary>
    internal Network As(Network other) => this with
    {
        Name = $"{name} ({other.name})", Mark = other.mark, Look = other.Look,
        English = English is { } words ? ($"{words.Name} ({other.English?.Name ?? other.name})", other.English?.Mark ?? other.mark) : null,
    };

    private (string Name, string Mark)? InEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? English : null;

    /// <summary>How a post there is drawn in the preview: a <see cref="NetworkLook"/> of its own; null: plainly.</summary>
    public Type? Look { get; init; }

    /// <summary>True for the training network: everything that shows it must say that nothing leaves the house.</summary>
    public bool IsPractice { get; init; }

    /// <summary>True where no machine may post: a person does it, and says so.</summary>
    public bool IsByHand { get; init; }

    /// <summary>True where what is sent may end as a draft, which a person finishes in the network's app.</summary>
    public bool LeavesDrafts { get; init; }

    /// <summary>Networks that are not spoken to, but whose rules hold on a channel of this one.</summary>
    public IReadOnlyList<Network> Imitates { get; init; } = [];

    /// <summary>Of a channel that imitates one: what people call that, for public pages. Null everywhere else.</summary>
    public string? RealName { get; init; }

    /// <summary>True where even a text alone takes calls before the one that counts: the lease is on record before any of them.</summary>
    public bool PreparesAlways { get; init; }

    /// <summary>
    /// How long before its time a video is brought there, where nobody sees it until the call that counts: uploading and the network's own work take
    /// minutes. Null where it goes with the post.
    /// </summary>
    public TimeSpan? VideoAhead { get; init; }

    /// <summary>How many publish calls an account may make in a while; null where nobody says. Kept to ahead of any 429.</summary>
    public Budget? Budget { get; init; }

    /// <summary>What it takes in a day; empty where nobody says, or its answers do.</summary>
    public IReadOnlyList<DayLimit> DayLimits { get; init; } = [];

    /// <summary>What a post costs there; null where it costs nothing.</summary>
    public Price? Price { get; init; }

    /// <summary>What people have to know before they let a post out there: a text key in Networks; null where there is nothing.</summary>
    public string? Caution { get; init; }

    /// <summary>How far the network's review of the city's app is, as this installation was told; null where nothing depends on one.</summary>
    public Review? Review { get; init; }

    /// <summary>Other forms in which a post can go out there; empty where it has only one.</summary>
    public IReadOnlyList<PostForm> Forms { get; init; } = [];

    /// <summary>What the training network asks where it imitates this one: all that an account of it may be asked. Null where the rules say the same.</summary>
    public TermRules? AsksInTraining { get; init; }

    public PostForm? FormOf(string? key) => Forms.FirstOrDefault(form => form.Key == key);
}

/// <summary>A network's review of the app that the city has registered there. No network tells how far it is, so a setting says it.</summary>
/// <param name="Passed">By that setting.</param>
/// <param name="Says">Text key in Networks: what that means for posts, where the review is applied for, and which setting tells Stadtfunk of it.</param>
/// <param name="Refuses">Until it is passed nothing appears there: every post ends as refused.</param>
public sealed record Review(bool Passed, string Says, bool Refuses);

/// <summary>Another form of a post, chosen by who writes it: where nothing is chosen, a post is a post.</summary>
/// <param name="Key">Stable word, stored, of at most 20 letters: <c>story</c>.</param>
/// <param name="Label">Text key in Networks.</param>
/// <param name="Hint">Text key in Networks: what becomes of a post in this form.</param>
/// <param name="Rules">What fits then, whatever holds else.</param>
public sealed record PostForm(string Key, string Label, string Hint, Rules Rules)
{
    /// <summary>How long it stands there before it goes away by itself; null: for good. What goes by itself cannot be changed either.</summary>
    public TimeSpan? Lasts { get; init; }

    /// <summary>Its video is brought ahead of its time where the network's is (<see cref="Network.VideoAhead"/>). False where nothing else of the channel can go out meanwhile.</summary>
    public bool GoesAhead { get; init; } = true;
}

/// <summary>What a network can do with a post that is live.</summary>
/// <param name="Edit">Text and alt text can be changed in place.</param>
/// <param name="Delete">The post can be taken away.</param>
/// <param name="LookUp">An unknown outcome can be looked up for certain (strongly consistent answer for our own key).</param>
public sealed record Can(bool Edit, bool Delete, bool LookUp)
{
    /// <summary>An edit may bring other pictures.</summary>
    public bool ExchangePictures { get; init; } = true;

    /// <summary>What stands there can be pinned to the top of the channel.</summary>
    public bool Pin { get; init; }

    /// <summary>How old a post may be that an account without a special right takes away; null where that makes no difference.</summary>
    public TimeSpan? DeleteWithin { get; init; }
}

/// <summary>How a network counts a text.</summary>
public enum Counting
{
    /// <summary>User-perceived characters (extended grapheme clusters).</summary>
    Graphemes,

    /// <summary>UTF-16 code units.</summary>
    Utf16,

    /// <summary>Weighted characters after twitter-text 3.</summary>
    Weighted,

    /// <summary>UTF-16 code units, but of an emoji its UTF-8 bytes.</summary>
    EmojiAsBytes,

    /// <summary>UTF-8 bytes.</summary>
    Bytes,
}

/// <summary>What fits. The composer's counter, <c>Fit</c> and the docs read these; nobody else knows a limit.</summary>
/// <param name="MaxText">The most that the text may count.</param>
/// <param name="Counting">How it is counted.</param>
/// <param name="MaxTextBytes">A second limit in UTF-8 bytes, where there is one.</param>
/// <param name="UrlLength">What every URL counts, where not its own length.</param>
/// <param name="LinkInText">True when a link has to stand in the text (and is counted); false when it becomes a card.</param>
/// <param name="MaxPictures">Pictures in one post.</param>
/// <param name="Picture">Limits of one picture.</param>
/// <param name="PicturesHideCard">True when a post carries pictures or a link card, never both: the link then goes into the text.</param>
public sealed record Rules(
    int MaxText,
    Counting Counting,
    int? MaxTextBytes,
    int? UrlLength,
    bool LinkInText,
    int MaxPictures,
    PictureRules Picture,
    bool PicturesHideCard = false)
{
    /// <summary>The most that the text may count under pictures, where that is less; null where it makes no difference.</summary>
    public int? MaxTextWithPictures { get; init; }

    /// <summary>The limit that holds for a post with or without pictures.</summary>
    public int MaxTextOf(bool pictures) => pictures && MaxTextWithPictures is { } fewer ? fewer : MaxText;

    /// <summary>How many links, hashtags and the like the text may hold. Null: nobody says, or it was not known yet when these rules were stored (<see cref="NetworkBook.Today"/>).</summary>
    public TextLimits? Limits { get; init; }

    /// <summary>False where no text has a place: then none goes out, and none is counted.</summary>
    [JsonIgnore]
    public bool TakesText => MaxText > 0;

    /// <summary>True when <c>@name@server</c> counts only as <c>@name</c>.</summary>
    public bool MentionsWithoutServer { get; init; }

    /// <summary>In the training network: key of the network whose rules these are. Null everywhere else.</summary>
    public string? Like { get; init; }

    /// <summary>True where a text alone is no post.</summary>
    public bool NeedsPicture { get; init; }

    /// <summary>True where only a video is a post.</summary>
    public bool NeedsVideo { get; init; }

    /// <summary>Limits of a video; null where none is taken: its poster goes out instead.</summary>
    public VideoRules? Video { get; init; }

    /// <summary>Limits of a document; null where none is taken: then the text leads to the city's page, where it is.</summary>
    public DocumentRules? Documents { get; init; }

    /// <summary>UTF-16 code units of the headline, where it has a place of its own and does not lead the text; null where it has none.</summary>
    public int? MaxTitle { get; init; }

    /// <summary>Signs that neither text nor headline may hold.</summary>
    public string NotTaken { get; init; } = "";

    /// <summary>True when the network reads the page behind a link and makes the card itself: nobody else has to.</summary>
    public bool CardByNetwork { get; init; }

    /// <summary>What the network wants to know of each post; null where it asks nothing.</summary>
    public TermRules? Asks { get; init; }

    /// <summary>On what terms this account may change what is published, where not all of the network's may (<see cref="Can.Edit"/>); null where it may not.</summary>
    public EditRules? Edits { get; init; }

    /// <summary>As they hold where the video goes out, or where none does.</summary>
    public Rules With(bool video) => video && Video?.MaxText is { } fewer ? this with { MaxText = fewer } : this;

    /// <summary>Limits of a link card's picture; null where the network makes the card itself or has none.</summary>
    public PictureRules? CardPicture { get; init; }
}

/// <param name="MaxBytes">Size of the file.</param>
/// <param name="MaxEdge">The longer edge in pixels that is worth sending; larger ones are scaled down.</param>
/// <param name="MaxPixels">Width times height that the network takes, where it has such a limit.</param>
/// <param name="MediaTypes">Types that it takes, best first.</param>
/// <param name="MaxAlt">Characters of alt text; null where there is no limit.</param>
public sealed record PictureRules(long MaxBytes, int MaxEdge, long? MaxPixels, IReadOnlyList<string> MediaTypes, int? MaxAlt)
{
    /// <summary>False where the network has no place for an alt text.</summary>
    public bool TakesAlt { get; init; } = true;

    /// <summary>Smallest width divided by height that it takes or shows whole; null where any will do.</summary>
    public double? Narrowest { get; init; }

    /// <summary>Largest width divided by height that it takes or shows whole; null where any will do.</summary>
    public double? Widest { get; init; }
}

/// <param name="MaxBytes">Size of the file.</param>
/// <param name="Shortest">How long it has to play …</param>
/// <param name="Longest">… and may.</param>
/// <param name="MediaTypes">Types that it takes.</param>
public sealed record VideoRules(long MaxBytes, TimeSpan Shortest, TimeSpan Longest, IReadOnlyList<string> MediaTypes)
{
    /// <summary>The most that the text beside it may count, where that is less; null where it makes no difference.</summary>
    public int? MaxText { get; init; }

    /// <summary>Least size of the file.</summary>
    public long MinBytes { get; init; }

    /// <summary>Smallest width divided by height; null where any will do.</summary>
    public double? Narrowest { get; init; }

    /// <summary>Largest width divided by height; null where any will do.</summary>
    public double? Widest { get; init; }

    /// <summary>Megabits for each second that it plays; null where nobody says.</summary>
    public double? MostMegabits { get; init; }

    /// <summary>False where subtitles have no place: then the text leads to the city's page, where they are.</summary>
    public bool TakesSubtitles { get; init; } = true;

    /// <summary>False where the network chooses the still itself.</summary>
    public bool TakesPoster { get; init; } = true;

    /// <summary>Limits of the poster, where they are not those of pictures.</summary>
    public PictureRules? Poster { get; init; }

    /// <summary>True where it has a place for an alt text.</summary>
    public bool TakesAlt { get; init; }

    /// <summary>How many megabits each of its seconds takes.</summary>
    public static double MegabitsOf(TimeSpan length, long bytes) => bytes * 8 / 1_000_000.0 / length.TotalSeconds;

    /// <summary>Pixels that it has to have across …</summary>
    public int MinWidth { get; init; }

    /// <summary>… and from top to bottom.</summary>
    public int MinHeight { get; init; }

    /// <summary>Width times height; null where any will do.</summary>
    public long? MaxPixels { get; init; }

    /// <summary>Everything about it that does not fit. The desk says it before a post is submitted, the courier before anything is uploaded.</summary>
    public IEnumerable<VideoFault> Faults(string mediaType, int width, int height, TimeSpan length, long bytes)
    {
        if (!MediaTypes.Contains(mediaType))
            yield return VideoFault.Type;
        if (bytes > MaxBytes)
            yield return VideoFault.TooLarge;
        if (bytes < MinBytes)
            yield return VideoFault.TooSmall;
        if (length < Shortest)
            yield return VideoFault.TooShort;
        if (length > Longest)
            yield return VideoFault.TooLong;
        var shape = (double)width / height;
        if (shape < Narrowest || shape > Widest)
            yield return VideoFault.Shape;
        if (MegabitsOf(length, bytes) > MostMegabits)
            yield return VideoFault.TooDense;
        if ((long)width * height > MaxPixels)
            yield return VideoFault.TooManyPixels;
        if (width < MinWidth || height < MinHeight)
            yield return VideoFault.TooFewPixels;
    }
}

/// <summary>What of a video is out of its limits.</summary>
public enum VideoFault
{
    Type,
    TooLarge,
    TooSmall,
    TooShort,
    TooLong,
    Shape,
    TooDense,
    TooManyPixels,
    TooFewPixels,
}

/// <param name="MaxBytes">Size of the file.</param>
/// <param name="MaxPages">How many pages it may have.</param>
/// <param name="MediaTypes">Types that it takes.</param>
public sealed record DocumentRules(long MaxBytes, int MaxPages, IReadOnlyList<string> MediaTypes)
{
    /// <summary>Everything about it that does not fit. The desk says it before a post is submitted, the courier before anything is uploaded.</summary>
    public IEnumerable<DocumentFault> Faults(string mediaType, long bytes, int pages)
    {
        if (!MediaTypes.Contains(mediaType))
            yield return DocumentFault.Type;
        if (bytes > MaxBytes)
            yield return DocumentFault.TooLarge;
        if (pages > MaxPages)
            yield return DocumentFault.TooManyPages;
    }
}

/// <summary>What of a document is out of its limits.</summary>
public enum DocumentFault
{
    Type,
    TooLarge,
    TooManyPages,
}

/// <param name="Within">For so long after it was published …</param>
/// <param name="Most">… and so often. Each change has an id and an address of its own.</param>
public sealed record EditRules(TimeSpan Within, int Most);

/// <param name="Calls">Publish calls per account …</param>
/// <param name="Per">… in any window of this length.</param>
public sealed record Budget(int Calls, TimeSpan Per);

/// <param name="Post">A post without a link …</param>
/// <param name="WithLink">… and one with.</param>
/// <param name="Currency">As it is written, for example <c>USD</c>.</param>
public sealed record Price(decimal Post, decimal WithLink, string Currency)
{
    /// <param name="text">As it really goes out.</param>
    public decimal Of(string text) => Urls.AlsoWithoutScheme(text).Any() ? WithLink : Post;
}
