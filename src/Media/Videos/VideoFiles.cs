using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Videos;

/// <summary>Files of videos: in the same store as the pictures, under addresses of their own.</summary>
internal sealed class VideoFiles(Db db) : IFileUse
{
    public const string Mp4 = ".mp4", Vtt = ".vtt";

    public static string Path(string hash, string ending) => $"/videos/{hash[..2]}/{hash[2..]}{ending}";

    public async Task<IReadOnlySet<string>> Needed(CancellationToken ct)
    {
        var files = await db.Set<Video>().AsNoTracking().Select(x => new { x.Source, x.Hash, x.Subtitles }).ToListAsync(ct);
        return files.SelectMany(one => new[] { one.Source, one.Hash, one.Subtitles }).OfType<string>().ToHashSet();
    }
}
