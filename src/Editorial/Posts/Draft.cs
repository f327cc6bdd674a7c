using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>What stands in the fields of the composer. Its parts share it; saving takes from it and never writes into what is being typed.</summary>
internal sealed class Draft
{
    public const string Common = "all";

    private readonly CityTime time;
    private readonly Dictionary<PictureId, PictureCard> cards;
    private PostStanding? newest;

    public Draft(PostView view, CityTime time)
    {
        this.time = time;
        View = view;
        cards = new(view.Pictures);
        Take(view);
    }

    /// <summary>The post as it was read last.</summary>
    public PostView View { get; private set; }

    public string Title { get; set; } = "";
    public string Text { get; set; } = "";
    public string Link { get; set; } = "";

    /// <summary>What is being typed beside the post, each sent by itself: a remark, the comment of a return, the reason of a withdrawal (<see cref="UnsentText.IsAside"/>).</summary>
    public Dictionary<string, string> Aside { get; init; } = [];

    /// <summary>One of them was sent; set by the page.</summary>
    public Func<string, Task> Said { get; set; } = _ => Task.CompletedTask;

    public string AsideOf(string field) => Aside.GetValueOrDefault(field, "");

    /// <summary>These words of it were sent: what was written behind them meanwhile stays alone. True: nothing is left.</summary>
    public bool Sent(string field, string words)
    {
        var left = AsideOf(field);
        left = left.StartsWith(words, StringComparison.Ordinal) ? left[words.Length..].TrimStart() : left;
        Aside[field] = left;
        return left.Length == 0 && Aside.Remove(field);
    }

    public string Category { get; set; } = "";
    public DateOnly? Day { get; set; }
    public TimeOnly? Time { get; set; }

    /// <summary>Which of the two hours is meant, on the one night in autumn.</summary>
    public Overlap Overlap { get; set; }

    /// <summary>What has to appear before it.</summary>
    public AwaitedPost? Waits { get; set; }

    /// <summary>The same with names, as far as they are known here.</summary>
    public AwaitedView? Awaited { get; set; }

    public List<PictureInPost> Pictures { get; } = [];
    public Dictionary<ChannelId, ChannelChoice> Channels { get; } = [];

    /// <summary>Which version is being looked at: <see cref="Common"/> or a channel's id.</summary>
    public string Tab { get; set; } = Common;

    /// <summary>Grows with every keystroke, so that a save knows whether something came after it.</summary>
    public int Generation { get; private set; }

    /// <summary>Raised after every change by a person.</summary>
    public event Action? Touched;

    /// <summary>Raised when somebody turns to another version.</summary>
    public event Action? Looked;

    /// <summary>Takes a step with the post; set by the page.</summary>
    public Func<PostStep, Task> Step { get; set; } = _ => Task.CompletedTask;

    /// <summary>Somebody else saved meanwhile; nothing is saved until a person has chosen.</summary>
    public Clash? Clash { get; set; }

    /// <summary>Settles the clash: true keeps what is typed here. Set by the page.</summary>
    public Func<bool, Task> Settle { get; set; } = _ => Task.CompletedTask;

    /// <summary>What this browser kept of an earlier visit and is not in the fields.</summary>
    public UnsentText? Found { get; private set; }

    /// <summary>Takes what was found, or throws it away; set by the page.</summary>
    public Func<bool, Task> Fetch { get; set; } = _ => Task.CompletedTask;

    public bool ReadOnly => !View.May.Write;

    public FitChannel? Shown => Chosen.FirstOrDefault(channel => channel.Id.ToString() == Tab);

    /// <summary>Each with the rules of the form in which it goes out there.</summary>
    public IReadOnlyList<FitChannel> Chosen => [.. View.Channels.Where(channel => Channels.TryGetValue(channel.Id, out var choice) && choice.Chosen).Select(channel => channel.As(FormOn(channel.Id), HasVideo))];

    public PostContent Content => new(
        Title.Trim(),
        Text,
        Link.Trim().Length == 0 ? null : Link.Trim(),
        CategoryId.TryParse(Category, null, out var category) ? category : null,
        View.Content.Language,
        [.. Pictures],
        [.. Channels.Values])
    {
        Waits = Waits,
    };

    /// <summary>What people type, by field, letter for letter as it stands there.</summary>
    public IReadOnlyDictionary<string, string> Texts
    {
        get
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = Title, ["text"] = Text, ["link"] = Link };
            foreach (var choice in Channels.Values.Where(choice => choice.OwnText is not null))
                texts[$"own:{choice.Channel}"] = choice.OwnText!;
            foreach (var picture in Pictures)
                texts[$"alt:{picture.Picture}"] = picture.Alt;
            return texts;
        }
    }

    public PostDue Due => Day is { } day
        ? new PostDue.OnTheClock(day.ToDateTime(Time ?? new TimeOnly(10, 0)), Overlap)
        : new PostDue.Open();

    public IReadOnlyList<Problem> Problems =>
        Fit.Check(Content, View.Channels, cards.ToDictionary(card => card.Key, card => card.Value.Picture), View.Page);

    public PictureCard? Card(PictureId picture) => cards.GetValueOrDefault(picture);

    /// <summary>A picture of the post is the poster of a video.</summary>
    public bool HasVideo => Pictures.Any(picture => Card(picture.Picture)?.Picture.Video is not null);

    /// <summary>The picture whose video goes out there instead of all pictures; null where none does.</summary>
    public PictureInPost? VideoOn(FitChannel channel) =>
        channel.Rules.Video is null ? null : Pictures.FirstOrDefault(picture => Card(picture.Picture)?.Picture.Video is not null);

    public bool HasDocument => FitDocument.In(Content, PictureOf);

    /// <summary>The document goes out there instead of all pictures.</summary>
    public bool DocumentGoesTo(FitChannel channel) => channel.Rules.Documents is not null && HasDocument;

    /// <summary>Pictures and videos alone.</summary>
    public IReadOnlyList<PictureInPost> Seen => [.. Pictures.Where(picture => Card(picture.Picture)?.Picture.Document is null)];

    /// <summary>With the document alone where one is taken, elsewhere without it.</summary>
    public PostContent ContentOn(FitChannel channel) => FitDocument.For(Content, PictureOf, channel.Rules);

    /// <summary>The pictures that go out there, or the poster of the video that does, or the document.</summary>
    public IReadOnlyList<PictureInPost> ShotsOn(FitChannel channel) => VideoOn(channel) is { } video ? [video] : [.. ContentOn(channel).Pictures.Take(channel.Rules.MaxPictures)];

    public string? OwnText(ChannelId channel) => Channels.GetValueOrDefault(channel)?.OwnText;

    public string? FormOn(ChannelId channel) => Channels.GetValueOrDefault(channel)?.Form;

    /// <summary>As it will stand on that channel.</summary>
    public string TextOn(FitChannel channel) => !channel.Rules.TakesText ? "" : OwnText(channel.Id) ?? FitText.Common(ContentOn(channel), View.Page, channel.Rules, HasVideo, HasDocument);

    /// <summary>Follows the common text and has no room for all of it.</summary>
    public IReadOnlyList<FitChannel> Shortened =>
        [.. Chosen.Where(channel => channel.Rules.TakesText && OwnText(channel.Id) is null && !FitText.Fits(WholeTextOn(channel), ContentOn(channel), channel.Rules))];

    /// <summary>How long the common text is there before anything is shortened.</summary>
    public int WholeOn(FitChannel channel) => Count.Of(FitText.Full(WholeTextOn(channel), ContentOn(channel), channel.Rules), channel.Rules);

    /// <summary>How long is what goes out there.</summary>
    public int CountOn(FitChannel channel) => Count.Of(FullOn(channel), channel.Rules);

    /// <summary>What goes out there, with the link where it stands in the text.</summary>
    public string FullOn(FitChannel channel) => FitText.Full(TextOn(channel), ContentOn(channel), channel.Rules);

    public int MostOn(FitChannel channel) => channel.Rules.MaxTextOf(ContentOn(channel).Pictures.Count > 0);

    /// <summary>A day brings an hour with it: ten o'clock, or the next full hour of today.</summary>
    public void SetDay(DateOnly? day) => Change(() =>
    {
        Day = day;
        Time = day is null ? null : Time ?? (day == time.Today ? new TimeOnly(Math.Min(time.LocalNow.Hour + 1, 23), 0) : new TimeOnly(10, 0));
    });

    public void Change(Action change)
    {
        change();
        Generation++;
        Touched?.Invoke();
    }

    /// <summary>Turns to another version: nothing of the post changes.</summary>
    public void Look(string tab)
    {
        Tab = tab;
        Looked?.Invoke();
    }

    public void Choose(ChannelId channel, bool chosen) => Change(() =>
    {
        Channels[channel] = On(channel) with { Chosen = chosen };
        // Nobody goes on writing for a channel that was taken out.
        if (!chosen && Tab == channel.ToString())
            Tab = Common;
    });

    public void Write(ChannelId channel, string? ownText) =>
        Change(() => Channels[channel] = On(channel) with { Chosen = true, OwnText = ownText });

    /// <param name="form">Null or empty for a post.</param>
    public void GoAs(ChannelId channel, string? form) =>
        Change(() => Channels[channel] = Channels[channel] with { Form = string.IsNullOrEmpty(form) ? null : form });

    public Terms TermsOn(ChannelId channel) => On(channel).Terms ?? new Terms();

    public void Say(ChannelId channel, Terms terms) => Change(() => Channels[channel] = On(channel) with { Terms = terms.OrNothing });

    /// <summary>An own version that begins with what would go out there, to be written on.</summary>
    public void Own(FitChannel channel)
    {
        Write(channel.Id, TextOn(channel));
        Look(channel.Id.ToString());
    }

    public void Describe(PictureId picture, string alt) => Change(() =>
    {
        var place = Pictures.FindIndex(one => one.Picture == picture);
        if (place >= 0)
            Pictures[place] = Pictures[place] with { Alt = alt };
    });

    /// <summary>Puts a template in: nothing that is already written goes away.</summary>
    public void Begin(Template template) => Change(() =>
    {
        if (Title.Trim().Length == 0)
            Title = template.Title;
        if (template.Text.Trim().Length > 0)
            Text = Text.Trim().Length == 0 ? template.Text : $"{Text.TrimEnd()}\n\n{template.Text}";
    });

    /// <summary>The template would still add something: its words, or its headline where there is none yet.</summary>
    public bool Lacks(Template template) => template.Text.Trim().Length > 0
        ? !Text.Contains(template.Text, StringComparison.Ordinal)
        : template.Title.Length > 0 && Title.Trim().Length == 0;

    public void Shorten(FitChannel channel) =>
        Write(channel.Id, FitText.Shorten(OwnText(channel.Id) ?? Text, ContentOn(channel), View.Page, channel.Rules));

    public void Add(PictureCard card) => Change(() =>
    {
        cards[card.Picture.Id] = card;
        if (Pictures.All(picture => picture.Picture != card.Picture.Id))
            Pictures.Add(new PictureInPost(card.Picture.Id, card.Picture.Alt, false));
    });

    /// <summary>The same words and pictures in a post of another unit; its channels are others.</summary>
    public Draft MovedTo(PostView view)
    {
        var moved = new Draft(view, time)
        {
            Title = Title,
            Text = Text,
            Link = Link,
            Category = Category,
            Day = Day,
            Time = Time,
            Overlap = Overlap,
        };
        foreach (var (id, card) in cards)
            moved.cards[id] = card;
        moved.Pictures.AddRange(Pictures);
        return moved;
    }

    /// <summary>Keeps in mind what the browser had kept, as far as it has a field here and differs. False: nothing worth asking for.</summary>
    public bool Offer(UnsentText kept)
    {
        var now = Texts;
        var fields = kept.Fields.Where(field => UnsentText.IsAside(field.Key)
            ? View.Standing.Version > 0 && field.Value.Trim().Length > 0 && field.Value != AsideOf(field.Key)
            : field.Key.StartsWith("own:", StringComparison.Ordinal)
            ? View.Channels.Any(channel => field.Key == $"own:{channel.Id}") && now.GetValueOrDefault(field.Key) != field.Value
            : now.TryGetValue(field.Key, out var there) && there != field.Value).ToDictionary();
        Found = fields.Count > 0 ? kept with { Fields = fields } : null;
        return Found is not null;
    }

    public void TakeFound(bool take)
    {
        if (Found is not { } found)
            return;
        Found = null;
        if (!take)
            return;
        foreach (var (field, text) in found.Fields.Where(field => UnsentText.IsAside(field.Key)))
            Aside[field] = text;
        if (ReadOnly || found.Fields.Keys.All(UnsentText.IsAside))
            return;
        Change(() =>
        {
            Title = found.Fields.GetValueOrDefault("title", Title);
            Text = found.Fields.GetValueOrDefault("text", Text);
            Link = found.Fields.GetValueOrDefault("link", Link);
            foreach (var channel in View.Channels)
                if (found.Fields.TryGetValue($"own:{channel.Id}", out var own))
                    Channels[channel.Id] = On(channel.Id) with { Chosen = true, OwnText = own };
            for (var place = 0; place < Pictures.Count; place++)
                Pictures[place] = Pictures[place] with { Alt = found.Fields.GetValueOrDefault($"alt:{Pictures[place].Picture}", Pictures[place].Alt) };
        });
    }

    /// <summary>Goes on from what somebody else saved, with this content in the fields; the time stays where it was changed here.</summary>
    public void Rebase(PostView theirs, PostContent content)
    {
        var mine = Due.Read(time);
        var (day, clock, overlap, moved) = (Day, Time, Overlap, mine.Ok && mine.Value.Utc != View.Due);
        Take(theirs with { Content = content });
        View = theirs;
        if (moved)
            (Day, Time, Overlap) = (day, clock, overlap);
        Generation++;
    }

    /// <summary>Goes on from what a step brought, with what was typed since it was saved. False: nothing was, or nobody may write any more.</summary>
    public bool GoOn(PostView view, int saved)
    {
        if (Generation == saved || !view.May.Write)
            return false;
        var both = new ThreeWay(View.Content, Content, view.Content);
        var together = both.Together(keepMine: true);
        // Somebody else wrote in the same field: saving on top of the older version shows both.
        if (!both.Contested)
            Rebase(view, together);
        Change(() => { });
        return true;
    }

    /// <summary>A newer reading of the post; the fields stay as they are.</summary>
    public void Read(PostView view)
    {
        if (IsOlder(view))
            return;
        View = view;
        foreach (var (id, card) in view.Pictures)
            cards[id] = card;
    }

    /// <summary>A newer reading of the post, fields included.</summary>
    public void Take(PostView view)
    {
        if (IsOlder(view))
            return;
        Read(view);
        Title = Typed(Title, view.Content.Title);
        Text = view.Content.Text;
        Link = Typed(Link, view.Content.Link ?? "");
        Category = view.Content.Category?.ToString() ?? "";
        var local = view.Due is { } due ? time.ToLocal(due) : (DateTime?)null;
        Day = local is { } day ? DateOnly.FromDateTime(day) : null;
        Time = local is { } clock ? TimeOnly.FromDateTime(clock) : null;
        Overlap = local is { } twice && !time.ToUtc(twice, Overlap.Ask).Ok
            ? time.ToUtc(twice, Overlap.First).Value == view.Due ? Overlap.First : Overlap.Second
            : Overlap.Ask;
        Waits = view.Content.Waits;
        var before = Pictures.ToDictionary(picture => picture.Picture, picture => picture.Alt);
        Pictures.Clear();
        Pictures.AddRange(view.Content.Pictures.Select(picture => picture with { Alt = Typed(before.GetValueOrDefault(picture.Picture, ""), picture.Alt) }));
        Channels.Clear();
        foreach (var choice in view.Content.Channels)
            Channels[choice.Channel] = choice;
    }

    /// <summary>A newer reading that somebody was told of. Of what was stored from here, the fields stay as they were typed; of what somebody else did, they follow.</summary>
    public void Follow(PostView view)
    {
        if (newest is { } mine && mine.Id == view.Standing.Id && mine.Version == view.Standing.Version)
            Read(view);
        else
            Take(view);
    }

    /// <summary>What stands in the fields was stored as this version; readings of earlier ones come too late from now on.</summary>
    public void WasSaved(PostStanding stored) => newest = stored;

    // A line is stored without the space at its end. Whoever paused there goes on writing behind it.
    private static string Typed(string typed, string stored) => typed.Trim() == stored ? typed : stored;

    private ChannelChoice On(ChannelId channel) => Channels.GetValueOrDefault(channel) ?? new ChannelChoice(channel, false, null);

    private PictureView? PictureOf(PictureId picture) => Card(picture)?.Picture;

    private string WholeTextOn(FitChannel channel) => FitText.Whole(ContentOn(channel), View.Page, channel.Rules, HasVideo, HasDocument);

    // Readings overtake each other: one that was begun before a save and ends after it would bring back what stood there before.
    private bool IsOlder(PostView view) => IsOlder(view, View.Standing) || (newest is { } stored && IsOlder(view, stored));

    private static bool IsOlder(PostView view, PostStanding than) => view.Standing.Id == than.Id && view.Standing.Version < than.Version;
}
