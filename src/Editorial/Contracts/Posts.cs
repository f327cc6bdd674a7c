using System.Text.Json.Serialization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Contracts;

[JsonConverter(typeof(IdJson<PostId>))]
public readonly record struct PostId(Guid Value) : IId<PostId>
{
    public static PostId Of(Guid value) => new(value);
    public static PostId New() => new(Guid.CreateVersion7());
    public static PostId Parse(string s, IFormatProvider? provider) => Id.Parse<PostId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out PostId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<CategoryId>))]
public readonly record struct CategoryId(Guid Value) : IId<CategoryId>
{
    public static CategoryId Of(Guid value) => new(value);
    public static CategoryId New() => new(Guid.CreateVersion7());
    public static CategoryId Parse(string s, IFormatProvider? provider) => Id.Parse<CategoryId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out CategoryId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>Where a post stands. Up to <see cref="Approved"/> Editorial moves it; from <see cref="Scheduled"/> on it follows its deliveries.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostState>))]
public enum PostState
{
    Draft,
    Submitted,
    Returned,
    Approved,
    Scheduled,
    Publishing,
    Published,
    PartlyPublished,
    Failed,
    Missed,
    Withdrawn,
}

/// <param name="Colour">One of <c>Kernel.Ui.Palette.Colours</c>.</param>
/// <param name="TargetShare">Percent of all posts; 0 for none.</param>
public sealed record CategoryView(CategoryId Id, string Name, string Slug, string Colour, int TargetShare);

/// <param name="Name">1–40 characters, unique.</param>
/// <param name="Colour">One of <c>Kernel.Ui.Palette.Colours</c>.</param>
/// <param name="TargetShare">0–100 percent of all posts; 0 for none.</param>
public sealed record NewCategory(string Name, string Colour, int TargetShare)
{
    /// <summary>How a post of it usually begins; empty for no template.</summary>
    public string TemplateTitle { get; init; } = "";

    public string TemplateText { get; init; } = "";
}

/// <summary>Raised when a category was made, changed, moved or removed: what names categories is read anew.</summary>
public sealed record CategoriesChanged;

public interface ICategories
{
    /// <summary>In the order that the desk set.</summary>
    Task<IReadOnlyList<CategoryView>> All(CancellationToken ct);

    /// <summary>A new one at the end; asks for the desk lead of the city.</summary>
    Task<Outcome<CategoryId>> Create(Actor actor, NewCategory category, CancellationToken ct);
}

/// <summary>What was released, word for word: a frozen revision. Publishing and Website read only this, never a draft.</summary>
/// <param name="Revision">Counts up with every release; deliveries are per revision. A new time for the same release keeps it.</param>
/// <param name="Slug">Path of the page below <c>/beitraege/</c>, for example <c>2026/11/erster-schnee-k3v9</c>; fixed with the first release.</param>
/// <param name="Text">The common text: what the page shows.</param>
/// <param name="Link">Absolute http(s) address or null.</param>
/// <param name="Channels">Where it goes, each with its own form.</param>
public sealed record ReleasedPost(
    PostId Id,
    int Revision,
    UnitId Unit,
    CategoryId? Category,
    string Slug,
    string Title,
    string Text,
    string Language,
    Uri? Link,
    IReadOnlyList<ReleasedPicture> Pictures,
    IReadOnlyList<ReleasedVariant> Channels,
    DateTime ReleasedAt)
{
    /// <summary>UTC; the time that holds today for this post: a later <see cref="PostReleased"/> of the same revision only brings a new one. Null when it was called off.</summary>
    public DateTime? Due { get; init; }

    /// <summary>
    /// What has to appear before this may: its link then becomes this post's (<see cref="IPostProgress.Linked"/>), and until then <see cref="Link"/> is null.
    /// Null when it waits for nothing.
    /// </summary>
    public AwaitedPost? Waits { get; init; }

    /// <summary>UTC; null until the page went live. Set once, kept by later revisions.</summary>
    public DateTime? PublicSince { get; init; }

    /// <summary>UTC; null until this post was corrected after it went live.</summary>
    public DateTime? CorrectedAt { get; init; }

    /// <summary>UTC; null unless it was taken away: the page then answers 410.</summary>
    public DateTime? WithdrawnAt { get; init; }
}

/// <summary>A post on one of its channels, for whose receipt another post waits.</summary>
public sealed record AwaitedPost(PostId Post, ChannelId Channel);

/// <param name="Alt">Empty only when <paramref name="Decorative"/>.</param>
public sealed record ReleasedPicture(PictureId Picture, string Alt, bool Decorative)
{
    /// <summary><see cref="PictureView.Mark"/> as it was approved; null in what was released before this was kept.</summary>
    public string? Mark { get; init; }
}

/// <param name="Text">As it will stand on that channel (own text, or the common text fitted to its rules).</param>
public sealed record ReleasedVariant(ChannelId Channel, string Text)
{
    /// <summary>Key of one of the network's forms; null for a post.</summary>
    public string? Form { get; init; }

    /// <summary>What the post says of itself there; null where nothing was said.</summary>
    public Terms? Terms { get; init; }
}

/// <summary>Released posts for Publishing (to send) and Website (to show).</summary>
public interface IReleasedPosts
{
    /// <summary>One revision; null when it does not exist.</summary>
    Task<ReleasedPost?> Revision(PostId post, int revision, CancellationToken ct);

    /// <summary>Several at once, in no order; what does not exist is left out.</summary>
    Task<IReadOnlyList<ReleasedPost>> Revisions(IReadOnlyCollection<(PostId Post, int Revision)> which, CancellationToken ct);

    /// <summary>The newest revision that is or was public under this slug; null for none.</summary>
    Task<ReleasedPost?> BySlug(string slug, CancellationToken ct);

    /// <summary>Public posts, newest first, for wall, feeds and sitemap.</summary>
    Task<IReadOnlyList<ReleasedPost>> Public(PublicQuery query, CancellationToken ct);

    /// <summary>Every public post, newest first, read piece by piece while they are taken.</summary>
    IAsyncEnumerable<ReleasedPost> EveryPublic(CancellationToken ct);

    /// <summary>True when a post went public in this microsecond (UTC), also one that was withdrawn since: a page of the wall can begin there.</summary>
    Task<bool> AnyPublicAt(DateTime time, CancellationToken ct);
}

/// <param name="Before">Only posts public before this time (UTC), for paging; null for the newest.</param>
/// <param name="Category">Null for all.</param>
/// <param name="Channel">Null for all.</param>
/// <param name="Unit">Null for all; units below count too.</param>
/// <param name="Take">1–1000.</param>
public sealed record PublicQuery(DateTime? Before, CategoryId? Category, ChannelId? Channel, UnitId? Unit, int Take);

/// <summary>Whether what was released still fits where it is to go: a network changes its rules, a server its limits.</summary>
public interface IStillFits
{
    /// <summary>What does not fit any more by the rules of this moment; empty when everything does.</summary>
    Task<IReadOnlyList<Misfit>> Of(IReadOnlyCollection<ReleasedPost> posts, CancellationToken ct);
}

/// <param name="Channel">Null: it holds everywhere, the website included.</param>
public sealed record Misfit(PostId Post, int Revision, ChannelId? Channel, Refusal Why);

/// <summary>What Publishing reports back to the post, in its own transaction (call down).</summary>
public interface IPostProgress
{
    /// <summary>The page is live from now on (website first). Sets PublicSince and raises <see cref="PostWentLive"/>. Idempotent.</summary>
    /// <returns>False when this revision may not go live any more: called off, withdrawn, or replaced by a newer release.</returns>
    Task<bool> WentLive(PostId post, int revision, DateTime at, CancellationToken ct);

    /// <summary>What this revision waited for has appeared: from now on its link is that post's address. Joins the caller's transaction; the first one stays.</summary>
    Task Linked(PostId post, int revision, Uri link, CancellationToken ct);

    /// <summary>Where the whole stands, worked out from all deliveries: Publishing, Published, PartlyPublished, Failed, Missed, Scheduled.</summary>
    Task Moved(PostId post, int revision, PostState state, CancellationToken ct);

    /// <summary>The page is gone (410) from now on. Raises <see cref="PostWithdrawn"/>. Idempotent.</summary>
    Task Withdrawn(PostId post, DateTime at, CancellationToken ct);
}

/// <summary>Titles and places of posts for lists in other rooms (deliveries, Today).</summary>
public sealed record PostHead(PostId Id, UnitId Unit, string Title, string Slug, PostState State, CategoryId? Category, PersonId Author);

public interface IPostHeads
{
    Task<IReadOnlyDictionary<PostId, PostHead>> Many(IReadOnlyCollection<PostId> posts, CancellationToken ct);
}

/// <summary>
/// A revision was released: to be sent at the due time. Comes again for the same revision when it got a new time (before it was sent, or after it was missed).
/// </summary>
/// <param name="Due">UTC; already past or now for "publish now".</param>
/// <param name="By">Who released it.</param>
public sealed record PostReleased(PostId Post, int Revision, DateTime Due, PersonId By);

/// <summary>A post was handed to those who approve.</summary>
public sealed record PostSubmitted(PostId Post, PersonId By, DateTime At);

/// <summary>The department has approved; the unit that looks second is asked now.</summary>
public sealed record PostStageApproved(PostId Post, PersonId By, DateTime At);

/// <summary>Somebody said something about a post.</summary>
public sealed record PostCommented(PostId Post, Guid Comment, PersonId By);

/// <summary>A post was given back to its author.</summary>
public sealed record PostReturned(PostId Post, PersonId By, DateTime At);

/// <summary>A released revision that has not gone out was called off (back to draft or withdrawn before its time).</summary>
public sealed record PostCalledOff(PostId Post, int Revision, PersonId By);

/// <summary>Somebody with the right wants a public post taken away everywhere.</summary>
public sealed record PostWithdrawalAsked(PostId Post, int Revision, PersonId By, DateTime At);

/// <summary>The page went live or changed (correction).</summary>
public sealed record PostWentLive(PostId Post, int Revision, string Slug);

/// <summary>The page is gone.</summary>
public sealed record PostWithdrawn(PostId Post, string Slug);
