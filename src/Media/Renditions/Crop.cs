using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Renditions;

/// <summary>What is left of a picture in a shape, in pixels from the top left.</summary>
internal readonly record struct Crop(int X, int Y, int Width, int Height)
{
    /// <summary>As much as the shape allows, with the point of interest as near to the middle as the edges let it. The same for what is shown and what is sent.</summary>
    public static Crop Of(int width, int height, double focusX, double focusY, PictureShape shape)
    {
        var ratio = (double)width / height;
        // Rounded so that a network which measures to the pixel does not find it outside its own limits.
        var (wide, high) = ratio > shape.Most ? (Math.Max(1, (int)Math.Floor(height * shape.Most)), height)
            : ratio < shape.Least ? (width, Math.Max(1, (int)Math.Floor(width / shape.Least)))
            : (width, height);
        return new(Start(width, wide, focusX), Start(height, high, focusY), wide, high);
    }

    private static int Start(int whole, int part, double focus) => Math.Clamp((int)Math.Round((focus * whole) - (part / 2.0)), 0, whole - part);
}
