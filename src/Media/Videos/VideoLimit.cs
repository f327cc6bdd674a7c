using Microsoft.Extensions.Configuration;
using Stadtfunk.Media.Files;

namespace Stadtfunk.Media.Videos;

/// <summary>How large a video may be.</summary>
internal sealed class VideoLimit(IConfiguration settings)
{
    public long Bytes { get; } = MediaSettings.In(settings).MostVideoMegabytes * 1024L * 1024;
}
