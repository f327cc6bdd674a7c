using Microsoft.Extensions.Configuration;
using Stadtfunk.Media.Files;

namespace Stadtfunk.Media.Videos;

/// <summary>How large a video may be.</summary>
internal sealed class VideoLimit(IConfiguration settings)
{
    public long Bytes { get; } = (int.TryParse(settings["Media:MostVideoMegabytes"], out var megabytes) && megabytes > 0 ? megabytes : Upload.VideoMegabytes) * 1024L * 1024;
}
