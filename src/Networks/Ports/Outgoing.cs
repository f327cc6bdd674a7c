namespace Stadtfunk.Networks.Ports;

/// <summary>What an errand does on the network.</summary>
public enum ErrandKind
{
    Publish,
    Edit,
    Delete,
}

/// <summary>A post in the form for one channel, final and unchanging: the same row always gives the same Outgoing.</summary>
/// <param name="Title">Headline, for link cards and networks that have one.</param>
/// <param name="Text">As it will stand there.</param>
/// <param name="Language">BCP 47, for example <c>de</c>.</param>
/// <param name="Link">Absolute URL, or null.</param>
/// <param name="Pictures">In order.</param>
/// <param name="Card">What the link card shows, for networks where the client makes it.</param>
/// <param name="WrittenAt">UTC; fixed when the row was made, so a repeated call carries identical content.</param>
public sealed record Outgoing(
    string Title,
    string Text,
    string Language,
    Uri? Link,
    IReadOnlyList<OutgoingPicture> Pictures,
    LinkCard? Card,
    DateTime WrittenAt)
{
    /// <summary>For networks that know it: <c>public</c>, <c>unlisted</c>.</summary>
    public string Visibility { get; init; } = "public";

    /// <summary>To be pinned to the top of the channel once it stands there. Not part of the call that publishes, so it may be chosen at any time.</summary>
    public bool Pin { get; init; }

    /// <summary>Where the rules take one (<see cref="Rules.Video"/>): it goes out alone, without <see cref="Pictures"/>. Elsewhere its poster is a picture.</summary>
    public OutgoingVideo? Video { get; init; }

    /// <summary>Where the rules take one (<see cref="Rules.Documents"/>): it goes out alone, without <see cref="Pictures"/>. Elsewhere the text leads to it.</summary>
    public OutgoingDocument? Document { get; init; }

    /// <summary>One of the network's <see cref="Network.Forms"/>; null for a post.</summary>
    public string? Form { get; init; }

    /// <summary>What it says of itself, where the rules ask (<see cref="Rules.Asks"/>); null: nothing was said.</summary>
    public Terms? Terms { get; init; }
}

/// <summary>One picture, already in a size and type that the network's rules take.</summary>
/// <param name="Name">Stable name of these bytes (their hash): prepared parts are kept under it.</param>
/// <param name="MediaType">For example <c>image/jpeg</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Alt">Alt text; empty only when the author said "decorative".</param>
/// <param name="Focus">Point of interest, -1..1 in both directions as Mastodon counts (0,0 = middle, y up); null when unset.</param>
/// <param name="Open">Opens the bytes; the caller disposes.</param>
public sealed record OutgoingPicture(
    string Name,
    string MediaType,
    int Width,
    int Height,
    long Bytes,
    string Alt,
    (double X, double Y)? Focus,
    Func<CancellationToken, Task<Stream>> Open)
{
    /// <summary>
    /// Where a network that fetches pictures itself finds these very bytes, also before the post is public. The address is named by their hash: who has
    /// not been told it cannot guess it, it leads to nothing else, needs no key and no table, and is the same after a restart and on every node. Null
    /// for a picture that nobody fetches (a card's).
    /// </summary>
    public Uri? Public { get; init; }
}

/// <summary>One video, as every browser plays it. It can be large: it is read in pieces, and never held whole.</summary>
/// <param name="Name">Stable name of these bytes (their hash): prepared parts are kept under it.</param>
/// <param name="MediaType">For example <c>video/mp4</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Length">How long it plays.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Alt">What it shows, in words.</param>
/// <param name="Open">Opens the bytes as a stream that can seek; the caller disposes.</param>
public sealed record OutgoingVideo(
    string Name, string MediaType, int Width, int Height, TimeSpan Length, long Bytes, string Alt, Func<CancellationToken, Task<Stream>> Open)
{
    /// <summary>The still that people chose, in a size and type that the network's rules for pictures take.</summary>
    public OutgoingPicture? Poster { get; init; }

    public OutgoingSubtitles? Subtitles { get; init; }

    /// <summary>As that of a picture: where a network that fetches videos itself finds these very bytes.</summary>
    public Uri? Public { get; init; }
}

/// <summary>One document, as it lies in the library.</summary>
/// <param name="Name">Stable name of these bytes (their hash): prepared parts are kept under it.</param>
/// <param name="MediaType">For example <c>application/pdf</c>.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Pages">How many it has.</param>
/// <param name="Title">As people are told what it is.</param>
/// <param name="Open">Opens the bytes as a stream that can seek; the caller disposes.</param>
public sealed record OutgoingDocument(string Name, string MediaType, long Bytes, int Pages, string Title, Func<CancellationToken, Task<Stream>> Open);

/// <param name="Name">Stable name of this text (its hash).</param>
/// <param name="Language">BCP 47, for example <c>de</c>.</param>
/// <param name="WebVtt">The whole text.</param>
public sealed record OutgoingSubtitles(string Name, string Language, string WebVtt);

/// <param name="Url">Absolute.</param>
/// <param name="Title">Shown in the card.</param>
/// <param name="Description">Shown in the card; may be empty.</param>
/// <param name="Thumb">Picture of the card, or null.</param>
public sealed record LinkCard(Uri Url, string Title, string Description, OutgoingPicture? Thumb);

/// <summary>The proof that a post is live.</summary>
/// <param name="RemoteId">The network's own id, never parsed by others (Bluesky: the at-uri).</param>
/// <param name="Link">Where everybody can see it.</param>
public sealed record Receipt(string RemoteId, Uri Link);
