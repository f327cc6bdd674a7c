using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Editorial.Posts;

/// <summary>How large a picture will be on a channel.</summary>
internal static class Scaling
{
    /// <summary>Null when the network takes it as it is; otherwise the size to which it will be drawn.</summary>
    public static (int Width, int Height)? Of(PictureView picture, PictureRules rules)
    {
        var shrink = Math.Min(1.0, (double)rules.MaxEdge / Math.Max(picture.Width, picture.Height));
        if (rules.MaxPixels is { } most)
            shrink = Math.Min(shrink, Math.Sqrt((double)most / ((double)picture.Width * picture.Height)));
        return shrink >= 1 ? null : (Math.Max(1, (int)(picture.Width * shrink)), Math.Max(1, (int)(picture.Height * shrink)));
    }
}
