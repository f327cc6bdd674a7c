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
    PictureId Id, UnitId Unit, string FileName, string MediaType, int Width, int Height, string Alt, string Credit, double FocusX, double FocusY, string Hash);

/// <summary>A picture made fit for a purpose, stored under the hash of its own bytes.</summary>
/// <param name="Path">Site-relative address on the own server, for example <c>/bilder/ab/cd….webp</c>; never changes its content.</param>
/// <param name="Hash">SHA-256 of the bytes, lower-case hex.</param>
public sealed record RenditionView(string Path, string Hash, string MediaType, int Width, int Height, long Bytes);

/// <param name="MaxEdge">Longer edge in pixels; never enlarged.</param>
/// <param name="MaxBytes">The quality goes down until it fits; null for no limit.</param>
/// <param name="MediaTypes">Types that are taken, best first.</param>
public sealed record RenditionWish(int MaxEdge, long? MaxBytes, long? MaxPixels, IReadOnlyList<string> MediaTypes);

/// <summary>The media library for the rooms above.</summary>
public interface IPictures
{
    Task<PictureView?> Find(PictureId picture, CancellationToken ct);

    Task<IReadOnlyDictionary<PictureId, PictureView>> Many(IReadOnlyCollection<PictureId> pictures, CancellationToken ct);

    /// <summary>Makes the rendition or finds it made; the same wish always gives the same bytes.</summary>
    Task<Outcome<RenditionView>> Rendition(PictureId picture, RenditionWish wish, CancellationToken ct);

    /// <summary>The renditions of the public page: WebP at 480, 960 and 1600 px (as far as the original goes) and one JPEG for old readers and feeds, smallest first.</summary>
    Task<IReadOnlyList<RenditionView>> ForPage(PictureId picture, CancellationToken ct);

    /// <summary>Makes somebody else's picture safe and fit to be passed on (a link card's), without taking it into a library.</summary>
    Task<Outcome<RenditionView>> Passing(Stream bytes, RenditionWish wish, CancellationToken ct);

    /// <summary>Opens stored bytes by their hash (original or rendition).</summary>
    Task<Stream> Open(string hash, CancellationToken ct);

    /// <summary>Takes a picture in: checks what it really is, turns it upright, strips place and device, stores it once. For the demo city and intake; pages and API use the use case.</summary>
    Task<Outcome<PictureId>> Add(Actor actor, NewPicture picture, CancellationToken ct);
}

/// <param name="Bytes">Read once, at most 50 MB.</param>
public sealed record NewPicture(UnitId Unit, string FileName, Stream Bytes, string Alt, string Credit);
