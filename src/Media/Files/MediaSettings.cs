using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Files;

/// <summary>
/// Settings <c>Media:KeepFreeMegabytes</c>: below this nothing is taken in, so that the database beside the pictures never starves, and
/// <c>Media:MostVideoMegabytes</c>: how large a video may be.
/// </summary>
internal sealed class MediaSettings
{
    public const string Section = "Media";

    [Range(0.0, 1e12)]
    public long KeepFreeMegabytes { get; set; } = 200;

    /// <summary>Zero means as usual.</summary>
    [Range(0, int.MaxValue)]
    public int MostVideoMegabytes { get; set => field = value == 0 ? Upload.VideoMegabytes : value; } = Upload.VideoMegabytes;

    public static MediaSettings In(IConfiguration settings) => settings.Given(Section).Get<MediaSettings>() ?? new();
}
