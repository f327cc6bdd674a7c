using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Meta;

/// <summary>
/// Meta takes a picture and its alt text in one call and never changes either, nor a link's card. Kept parts are named by both; what went out is remembered,
/// so that an edit that would need something else is known for what it is.
/// </summary>
internal static class PictureMark
{
    public const string Part = "content";

    public static string Of(string alt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alt)))[..16];

    /// <summary>Under pictures the link stands in the text, and goes with it.</summary>
    public static string Of(Outgoing post) => post.Video is { } video ? $"{video.Name} {video.Subtitles?.Name}"
        : post.Pictures.Count > 0 ? string.Join(' ', post.Pictures.Select(picture => $"{picture.Name}:{Of(picture.Alt)}")) : post.Link?.AbsoluteUri ?? "";
}
