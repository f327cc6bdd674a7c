using System.Globalization;
using System.Text.Json.Serialization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Contracts;

[JsonConverter(typeof(IdJson<PictureId>))]
public readonly record struct PictureId(Guid Value) : IId<PictureId>
{
    public static PictureId Of(Guid value) => new(value);
    public static PictureId New() => new(Guid.CreateVersion7());
    public static PictureId Parse(string s, IFormatProvider? provider) => Id.Parse<PictureId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out PictureId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>A picture of the library as other rooms see it. Its bytes are already upright and free of place and device data.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Unit">Whose it is.</param>
/// <param name="FileName">As it came, cleaned; only for people.</param>
/// <param name="MediaType">Of the stored original.</param>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Alt">Suggested alt text; a post has its own.</param>
/// <param name="Credit">For example "Presseamt / L. Mertens"; may be empty.</param>
/// <param name="FocusX">Point of interest from the left, 0..1.</param>
/// <param name="FocusY">Point of interest from the top, 0..1.</param>
/// <param name="Hash">SHA-256 of the stored original, lower-case hex; its address.</param>
public sealed record PictureView(
    PictureId Id, UnitId Unit, string FileName, string MediaType, int Width, int Height, string Alt, string Credit, double FocusX, double FocusY, string Hash)
{
    public Licence Licence { get; init; }

    /// <summary>Why it may not be used at this moment (no consent, or one that ran out; in the bin); null when it may.</summary>
    public Refusal? Blocked { get; init; }

    /// <summary>The last day in the city on which it may be shown; null for ever, or where no consent is needed.</summary>
    public DateOnly? UsableUntil { get; init; }

    /// <summary>What moves, when this picture is the poster of a video.</summary>
    public VideoView? Video { get; init; }

    /// <summary>What there is to be read, when this is no picture at all: nothing can be drawn of it, and its alt text is its title.</summary>
    public DocumentView? Document { get; init; }

    /// <summary>Stands for everything that is shown with the picture, words included: an approval is bound to it. The credit comes last, so that nothing in it passes for something else.</summary>
    public string Mark => string.Create(
        CultureInfo.InvariantCulture, $"{Hash} {Video?.Hash} {Video?.Subtitles?.Hash} {Video?.Subtitles?.Language} {Licence} {FocusX:R} {FocusY:R} {Credit}");

    /// <summary>What approvals were bound to before credit, licence and focus belonged to it; only to be compared with those that were given then.</summary>
    public string BytesMark => Video is { } video ? $"{Hash} {video.Hash} {video.Subtitles?.Hash}" : Hash;
}

/// <summary>A video of the library. Its poster is the picture it belongs to, its alt text says what it shows.</summary>
/// <param name="Path">Site-relative address of the file that browsers play; null until it is ready.</param>
/// <param name="Hash">SHA-256 of the file that came, lower-case hex.</param>
/// <param name="Unfinished">What is still missing before it can be published; null when nothing is.</param>
public sealed record VideoView(string? Path, string Hash, string MediaType, int Width, int Height, TimeSpan Length, long Bytes, SubtitlesView? Subtitles, Refusal? Unfinished)
{
    /// <summary>SHA-256 of the file that browsers play, lower-case hex; null until it is ready.</summary>
    public string? Playable { get; init; }
}

/// <summary>A PDF of the library.</summary>
/// <param name="Path">Site-relative address, under which it is saved.</param>
/// <param name="Hash">SHA-256 of the file, lower-case hex.</param>
public sealed record DocumentView(string Path, string Hash, string MediaType, long Bytes, int Pages)
{
    /// <summary>As people are told how large it is.</summary>
    public double Megabytes => Math.Max(0.1, Math.Round(Bytes / 1_000_000.0, 1));
}

/// <param name="Path">Site-relative address of the WebVTT file.</param>
/// <param name="Language">BCP 47, for example <c>de</c>.</param>
public sealed record SubtitlesView(string Path, string Hash, string Language);

/// <summary>Under which terms a picture may be shown.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Licence>))]
public enum Licence
{
    /// <summary>Nobody has said it yet.</summary>
    Unclear,

    /// <summary>Made by the city itself, or on its order.</summary>
    Own,

    /// <summary>Bought or allowed, with terms of its own.</summary>
    Granted,
    CcZero,
    CcBy,
    CcBySa,
}

/// <summary>Have the people in the picture agreed that it is shown?</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Consent>))]
public enum Consent
{
    /// <summary>Nobody can be recognised, or no consent is needed for another reason.</summary>
    NotNeeded,

    /// <summary>Given, for ever or until a day.</summary>
    Given,

    /// <summary>Needed and not there: the picture may not be used.</summary>
    Missing,
}

/// <summary>A picture made fit for a purpose, stored under the hash of its own bytes.</summary>
/// <param name="Path">Site-relative address on the own server, for example <c>/bilder/ab/cd….webp</c>; never changes its content.</param>
/// <param name="Hash">SHA-256 of the bytes, lower-case hex.</param>
public sealed record RenditionView(string Path, string Hash, string MediaType, int Width, int Height, long Bytes);

/// <param name="MaxEdge">Longer edge in pixels; never enlarged.</param>
/// <param name="MaxBytes">The quality goes down until it fits; null for no limit.</param>
/// <param name="MediaTypes">Types that are taken, best first.</param>
public sealed record RenditionWish(int MaxEdge, long? MaxBytes, long? MaxPixels, IReadOnlyList<string> MediaTypes)
{
    /// <summary>Null: as it is. Otherwise what sticks out is cut off, around the point of interest.</summary>
    public PictureShape? Shape { get; init; }
}

/// <summary>How wide a picture may be for its height.</summary>
/// <param name="Least">Smallest width divided by height, for example 0.8 for 4:5.</param>
/// <param name="Most">Largest width divided by height; the same as <paramref name="Least"/> for one fixed ratio.</param>
public sealed record PictureShape(double Least, double Most);

/// <summary>The shapes that pictures are shown in.</summary>
public static class Shapes
{
    public static readonly PictureShape Square = Exactly(1);
    public static readonly PictureShape Tall = Exactly(0.8);
    public static readonly PictureShape Story = Exactly(9.0 / 16);
    public static readonly PictureShape Wide = Exactly(16.0 / 9);
    public static readonly PictureShape Link = Exactly(1.91);

    public static PictureShape Exactly(double ratio) => new(ratio, ratio);
}

/// <summary>The media library for the rooms above.</summary>
public interface IPictures
{
    Task<PictureView?> Find(PictureId picture, CancellationToken ct);

    Task<IReadOnlyDictionary<PictureId, PictureView>> Many(IReadOnlyCollection<PictureId> pictures, CancellationToken ct);

    /// <summary>Makes the rendition or finds it made; the same wish always gives the same bytes.</summary>
    Task<Outcome<RenditionView>> Rendition(PictureId picture, RenditionWish wish, CancellationToken ct);

    /// <summary>The renditions of the public page: WebP at 480, 960 and 1600 px (as far as the original goes) and one JPEG for old readers and feeds, smallest first.</summary>
    Task<IReadOnlyList<RenditionView>> ForPage(PictureId picture, CancellationToken ct);

    /// <summary>The renditions of a card on the wall: 16:9 around the point of interest, WebP at 480 and 960 px and one JPEG.</summary>
    Task<IReadOnlyList<RenditionView>> ForCards(PictureId picture, CancellationToken ct);

    /// <summary>The JPEG of a link's preview: 1.91:1 around the point of interest, 1200 px; null when the file is lost.</summary>
    Task<RenditionView?> ForLinks(PictureId picture, CancellationToken ct);

    /// <summary>Makes somebody else's picture safe and fit to be passed on (a link card's), without taking it into a library.</summary>
    Task<Outcome<RenditionView>> Passing(Stream bytes, RenditionWish wish, CancellationToken ct);

    /// <summary>Opens stored bytes by their hash (original or rendition).</summary>
    Task<Stream> Open(string hash, CancellationToken ct);

    /// <summary>Opens the file that browsers play (<see cref="VideoView.Playable"/>), to be read from any place.</summary>
    Task<Stream> OpenVideo(string hash, CancellationToken ct);

    /// <summary>Opens a document (<see cref="DocumentView.Hash"/>), to be read from any place.</summary>
    Task<Stream> OpenDocument(string hash, CancellationToken ct);

    /// <summary>The WebVTT text of subtitles by their hash.</summary>
    Task<string> Subtitles(string hash, CancellationToken ct);

    /// <summary>Takes a picture in: checks what it really is, turns it upright, strips place and device, stores it once. For the demo city and intake; pages and API use the use case.</summary>
    Task<Outcome<PictureId>> Add(Actor actor, NewPicture picture, CancellationToken ct);
}

/// <param name="Bytes">Read once, at most 50 MB.</param>
public sealed record NewPicture(UnitId Unit, string FileName, Stream Bytes, string Alt, string Credit);

/// <summary>What is shown with a picture changed (its words, its point of interest, its subtitles): pages that show it are read anew.</summary>
public sealed record PictureChanged(PictureId Picture);
