using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Meta;

/// <summary>
/// Meta takes a picture and its alt text in one call and never changes either. Kept parts are named by both; which pictures went out is remembered, so
/// that an edit that would need others is known for what it is.
/// </summary>
internal static class PictureMark
{
    public const string Part = "pictures";

    public static string Of(string alt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alt)))[..16];

    public static string Of(IEnumerable<OutgoingPicture> pictures) => string.Join(' ', pictures.Select(picture => picture.Name));
}
